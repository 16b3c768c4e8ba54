import { Bar } from "#components/ui/bar.tsx";
import type { AgreementCount } from "#lib/obligations/overview.ts";

type AgreementBarsProps = {
  agreements: AgreementCount[];
  /** Where the list of who has not signed is; no links without it. */
  list?: string;
};

/** How far each agreement has come. Nothing while nobody is bound. */
export function AgreementBars({ agreements, list }: AgreementBarsProps) {
  if (agreements.length === 0) return null;
  return (
    <section className="cs-section" aria-labelledby="by-agreement">
      <h2 id="by-agreement">By agreement</h2>
      <div className="grid gap-x-10 gap-y-5 md:grid-cols-2">
        {agreements.map(({ seriesId, agreement, signed, bound }) => (
          <Bar
            key={seriesId}
            label={list ? <a href={`${list}?agreement=${seriesId}`}>{agreement}</a> : agreement}
            value={signed}
            of={bound}
          />
        ))}
      </div>
    </section>
  );
}
