import { PressForm } from "#components/people/press-form.tsx";
import type { WorkingFormAction } from "#components/people/working-form.tsx";
import type { SessionInView } from "#lib/signing-sessions/session-in-view.ts";

const Of = ({ name }: { name: string }) => <span className="cs-hidden"> {name}</span>;

type SessionTabletsProps = Pick<SessionInView, "asking" | "admitted"> & {
  admit: WorkingFormAction;
  turnAway: WorkingFormAction;
};

/** Tablets that ask, each by the two words on its screen, and those that are in. */
export function SessionTablets({ asking, admitted, admit, turnAway }: SessionTabletsProps) {
  return (
    <>
      {asking.length > 0 ? (
        <>
          <p>Let in only a tablet whose two words you can see on its screen.</p>
          <ul className="cs-turns">
            {asking.map(({ tabletId, name }) => (
              <li key={tabletId}>
                <strong>{name}</strong>
                <div className="cs-turns__buttons">
                  <PressForm action={admit} variant="primary" hidden={{ tablet: tabletId }}>
                    Admit
                    <Of name={name} />
                  </PressForm>
                  <PressForm action={turnAway} hidden={{ tablets: tabletId }}>
                    Turn away
                    <Of name={name} />
                  </PressForm>
                </div>
              </li>
            ))}
          </ul>
          {asking.length > 1 && (
            <div className="mt-6">
              <PressForm
                action={turnAway}
                hidden={{ tablets: asking.map(({ tabletId }) => tabletId).join(",") }}
              >
                Turn away all {asking.length} that ask
              </PressForm>
            </div>
          )}
        </>
      ) : (
        <p>No tablet is asking to be let in.</p>
      )}
      {admitted.length > 0 && (
        <details className="cs-details">
          <summary>{admitted.length === 1 ? "1 tablet is in" : `${admitted.length} tablets are in`}</summary>
          <ul className="cs-details__body cs-turns">
            {admitted.map(({ tabletId, name }) => (
              <li key={tabletId}>
                <span>{name}</span>
                <PressForm action={turnAway} hidden={{ tablets: tabletId }}>
                  Turn away
                  <Of name={name} />
                </PressForm>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
