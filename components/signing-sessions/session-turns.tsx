import { PressForm } from "#components/people/press-form.tsx";
import type { WorkingFormAction } from "#components/people/working-form.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { sayTime } from "#lib/dates.ts";
import type { SessionTurnInView } from "#lib/signing-sessions/session-in-view.ts";

const Of = ({ name }: { name: string }) => <span className="cs-hidden"> {name}</span>;

/** The rules that somebody said they are not sure about. */
function Unsure({ rules }: { rules: string[] }) {
  if (rules.length === 0) return null;
  return (
    <div className="mt-2">
      <Tag tone="waiting">I&apos;m not sure</Tag>
      <ul>
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </div>
  );
}

const did = { question: "Asks a question", refusal: "Does not agree" };

type TurnsProps = { turns: SessionTurnInView[]; undo: WorkingFormAction };

/** Those who have agreed, to be confirmed one by one or all together. */
export function TurnsToConfirm({
  turns,
  undo,
  confirm,
  timeZone,
}: TurnsProps & { confirm: WorkingFormAction; timeZone: string }) {
  return (
    <>
      <ul className="cs-turns">
        {turns.map((turn) => (
          <li key={turn.turnId}>
            <div>
              <strong>{turn.name}</strong> on {turn.tablet}
              {turn.agreedAt && `, ${sayTime(turn.agreedAt, timeZone)}`}
              {turn.response && (
                <div className="mt-2">
                  <Tag tone="waiting">{did[turn.response]}</Tag>
                </div>
              )}
              <Unsure rules={turn.unsure} />
            </div>
            <div className="cs-turns__buttons">
              <PressForm action={confirm} variant="primary" hidden={{ turns: turn.turnId }}>
                Confirm
                <Of name={turn.name} />
              </PressForm>
              <PressForm action={undo} variant="quiet" hidden={{ turn: turn.turnId }}>
                That was somebody else
                <Of name={`(not ${turn.name})`} />
              </PressForm>
            </div>
          </li>
        ))}
      </ul>
      {turns.length > 1 && (
        <div className="mt-6">
          <PressForm action={confirm} hidden={{ turns: turns.map(({ turnId }) => turnId).join(",") }}>
            Confirm all {turns.length}
          </PressForm>
        </div>
      )}
    </>
  );
}

/** Those who are in the middle of it, each with where they are. */
export function TurnsGoingOn({ turns, undo }: TurnsProps) {
  return (
    <ul className="cs-turns">
      {turns.map((turn) => (
        <li key={turn.turnId}>
          <div>
            <strong>{turn.name}</strong> on {turn.tablet}
            {turn.where && `: ${turn.where}`}
            <Unsure rules={turn.unsure} />
          </div>
          <PressForm action={undo} variant="quiet" hidden={{ turn: turn.turnId }}>
            That is somebody else
            <Of name={`(not ${turn.name})`} />
          </PressForm>
        </li>
      ))}
    </ul>
  );
}
