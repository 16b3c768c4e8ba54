import type { WordingToConfirm } from "#lib/policies/adoptions/adoption-lists.ts";

/** What waits for the chair of a school's governing body; nothing when there is nothing. */
export function WordingsToConfirm({ wordings }: { wordings: WordingToConfirm[] }) {
  if (wordings.length === 0) return null;
  return (
    <section className="cs-section" aria-labelledby="wordings">
      <h2 id="wordings">Wording to confirm</h2>
      <p>
        {wordings.length === 1 ? "1 school has" : `${wordings.length} times a school has`} filled in what a
        policy leaves to it. You can confirm it, or send it back.
      </p>
      <ul className="cs-tasks">
        {wordings.map(({ id, policyId, policy, number, school, filledInBy }) => (
          <li key={id}>
            <a
              className="cs-tasks__link"
              href={`/school/${school.urn}/policies/${policyId}?version=${number}`}
            >
              {policy}
            </a>
            <p className="cs-tasks__about">
              {school.name}, version {number}, filled in by {filledInBy}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
