import { Details } from "#components/ui/details.tsx";

const keys: [string, string][] = [
  ["Enter", "A new clause below, or the next line of a list; in an empty line of a list, a clause after it"],
  ["Shift and Enter", "A new line in the same clause"],
  ["Backspace in an empty clause", "Takes the clause away"],
  ["Control and B, Control and I", "Bold, italic"],
  ["Control and K", "A link"],
  ["Alt and up or down arrow", "Moves the clause"],
  ["Alt and F10", "To the tools; left and right arrow go from one to the next, Escape goes back to the text"],
];

/** The keys that do what the tools do, and the few marks that the text is written with. */
export function Keys() {
  return (
    <section className="cs-section" aria-labelledby="keys">
      <h2 id="keys">Keys and marks</h2>
      <Details summary="What the keys do">
        <dl className="cs-draft__keys">
          {keys.map(([key, does]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </Details>
      <Details summary="How words are marked">
        <p>
          <code>**bold**</code>, <code>*italic*</code>, <code>[words of a link](https://example.org)</code>. A
          line that begins with <code>- </code> is part of a list; two spaces before it set it deeper.
          Everything else is as you type it.
        </p>
      </Details>
    </section>
  );
}
