import type { ReactNode } from "react";
import { Bar } from "#components/ui/bar.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import type { PartCount } from "#lib/obligations/overview.ts";
import { type Count, sayPart } from "#lib/obligations/words.ts";

type FiguresProps = {
  whole: Count;
  parts: PartCount[];
  /** Where the list of a role leads; no links without it. */
  listOf?: (part: PartCount["part"]) => string;
  /** What can be done about it, straight below the one figure. */
  children?: ReactNode;
};

/** How far a school or an organisation has come: one figure to be read from across a desk, then a bar for each role. */
export function Figures({ whole, parts, listOf, children }: FiguresProps) {
  if (whole.bound + whole.away === 0)
    return (
      <EmptyState title="Nobody is asked to sign anything yet">
        <p>Figures appear here once a policy with an agreement is in force.</p>
      </EmptyState>
    );
  return (
    <>
      <Bar large label="Agreements signed" value={whole.signed} of={whole.bound} />
      <p className="mt-2">{sayMissing(whole)}</p>
      {children}
      <section className="cs-section" aria-labelledby="by-role">
        <h2 id="by-role">By role</h2>
        <div className="grid gap-x-10 gap-y-5 md:grid-cols-2">
          {parts
            .filter(({ bound }) => bound > 0)
            .map((part) => (
              <Bar
                key={part.part}
                label={listOf ? <a href={listOf(part.part)}>{sayPart(part.part)}</a> : sayPart(part.part)}
                value={part.signed}
                of={part.bound}
              />
            ))}
        </div>
      </section>
    </>
  );
}

const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : more}`;

/** `12 not signed yet, 2 of them with a question or a refusal. 3 more are away or excused, and counted apart.` */
function sayMissing({ bound, signed, away, responded }: Count): string {
  const missing = bound - signed;
  const first =
    missing === 0
      ? "Everything that is due is signed."
      : `${many(missing, "is", "are")} not signed yet${responded > 0 ? `, ${responded.toLocaleString("en-GB")} of them with a question or a refusal` : ""}.`;
  return away > 0
    ? `${first} ${many(away, "more is for someone", "more are for people")} away or excused, and counted apart.`
    : first;
}
