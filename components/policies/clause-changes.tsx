import { Details } from "#components/ui/details.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { ClauseChange } from "#lib/policies/document/compare-documents.ts";

const kinds = {
  added: { word: "Added", tone: "good" },
  removed: { word: "Removed", tone: "bad" },
  reworded: { word: "Reworded", tone: "info" },
  renumbered: { word: "Renumbered", tone: "plain" },
  moved: { word: "Moved", tone: "plain" },
  relinked: { word: "Link changed", tone: "info" },
} as const;

/** The changes that make a clause say something else, and those that only put it elsewhere or under another number. */
export function splitChanges(changes: ClauseChange[]): {
  different: ClauseChange[];
  onlyMoved: ClauseChange[];
} {
  const moved = ({ kind }: ClauseChange) => kind === "renumbered" || kind === "moved";
  return { different: changes.filter((change) => !moved(change)), onlyMoved: changes.filter(moved) };
}

/** Clauses that say the same in another place: closed, so that they don't hide the ones that matter. */
export function OnlyMoved({ changes }: { changes: ClauseChange[] }) {
  if (changes.length === 0) return null;
  return (
    <Details
      summary={
        changes.length === 1
          ? "One clause says the same in another place"
          : `${changes.length} clauses say the same in another place`
      }
    >
      <ClauseChanges changes={changes} />
    </Details>
  );
}

/** Clause by clause, how one text differs from an earlier one. New words are underlined, old ones struck through. */
export function ClauseChanges({ changes }: { changes: ClauseChange[] }) {
  return (
    <ol className="cs-changes">
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and a removed clause has no anchor of its own
        <li key={index} className="cs-changes__item">
          <p>
            <Tag tone={kinds[change.kind].tone}>{kinds[change.kind].word}</Tag>
            {change.number && <strong className="cs-changes__number">{change.number}</strong>}
            {change.numberBefore && <span className="text-soft"> was {change.numberBefore}</span>}
          </p>
          {change.leadInBefore && <p className="text-soft">Before, under: {change.leadInBefore}</p>}
          {change.leadIn && <p className="text-soft">{change.leadIn}</p>}
          <ChangedText change={change} />
          {change.links && <ChangedLinks links={change.links} />}
        </li>
      ))}
    </ol>
  );
}

function ChangedLinks({ links }: { links: NonNullable<ClauseChange["links"]> }) {
  const listed = (all: string[]) => all.join(", ") || "nowhere";
  return (
    <p className="text-soft break-words">
      Links lead to {listed(links.after)}; before, to {listed(links.before)}.
    </p>
  );
}

function ChangedText({ change }: { change: ClauseChange }) {
  if (change.kind === "removed") return <del className="cs-changes__text">{change.before}</del>;
  if (change.kind === "added") return <ins className="cs-changes__text">{change.after}</ins>;
  if (!change.words) return <p className="cs-changes__text">{change.after ?? change.before}</p>;
  return (
    <p className="cs-changes__text">
      {change.words.map((part, index) => {
        const key = `${index} ${part.change}`;
        if (part.change === "added") return <ins key={key}>{part.text}</ins>;
        if (part.change === "removed") return <del key={key}>{part.text}</del>;
        return <span key={key}>{part.text}</span>;
      })}
    </p>
  );
}
