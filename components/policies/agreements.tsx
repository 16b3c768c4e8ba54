import { Bar } from "#components/ui/bar.tsx";
import type { AgreementProgress } from "#lib/obligations/agreement-progress.ts";
import type { AgreementOfPolicy } from "#lib/policies/read-policy.ts";

type AgreementsProps = {
  agreements: AgreementOfPolicy[];
  progress: AgreementProgress;
  /** `Counted at 3:05pm`. */
  counted: string;
};

/** The agreements of a version: whom each binds, and how many have signed. */
export function Agreements({ agreements, progress, counted }: AgreementsProps) {
  return (
    <section className="cs-section" aria-labelledby="agreements">
      <h2 id="agreements">Agreements</h2>
      {agreements.length === 0 && <p>This version has no agreement, so nobody is asked to sign it.</p>}
      <ul className="cs-tasks">
        {agreements.map(({ id, seriesId, title, audience, schoolsChoice }) => {
          const count = progress.bySeries[seriesId];
          return (
            <li key={id}>
              <h3>{title}</h3>
              <p>{audience}</p>
              {schoolsChoice && (
                <p className="cs-tasks__about">
                  A standard acknowledgement that the school chose; these are not the policy’s own words.
                </p>
              )}
              {count && (
                <div className="mt-2">
                  <Bar label="Signed so far" value={count.signed} of={count.bound} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {agreements.length > 0 && progress.countedAt && <p className="text-soft">{counted}.</p>}
    </section>
  );
}
