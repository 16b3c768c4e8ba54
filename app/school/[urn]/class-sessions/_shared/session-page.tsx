import { CloseSessionForm } from "#components/signing-sessions/close-session-form.tsx";
import { sayUntil } from "#components/signing-sessions/say-until.ts";
import { SessionTablets } from "#components/signing-sessions/session-tablets.tsx";
import { TurnsGoingOn, TurnsToConfirm } from "#components/signing-sessions/session-turns.tsx";
import { Watch } from "#components/signing-sessions/watch.tsx";
import { Bar } from "#components/ui/bar.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayMoment, sayTime } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import {
  type SessionInView,
  signingSession,
  signingSessionMark,
} from "#lib/signing-sessions/session-in-view.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import type { Urn } from "../../people/_shared/place.ts";
import {
  admitTabletAction,
  closeSessionAction,
  confirmTurnsAction,
  turnAwayAction,
  undoTurnAction,
} from "../actions.ts";
import { sessionsPath } from "./place.ts";

type Props = { urn: Urn; id: string };

/** One session, with its code, its tablets and whom to confirm. */
export async function SessionPage({ urn, id }: Props) {
  const actor = await requireActor();
  // the mark first: what happens between the two is shown, and only looked for once more
  const mark = await orNotFound(signingSessionMark(actor, urn, id));
  const session = await orNotFound(signingSession(actor, urn, id));
  const { timeZone } = actor.organisation;
  const path = sessionsPath(urn);
  const isOpen = session.state === "open";
  const undo = undoTurnAction.bind(null, urn, id);
  return (
    <Shell
      actor={actor}
      width="wide"
      above={<BackLink href={path}>{urn === null ? "Staff sessions" : "Class sessions"}</BackLink>}
    >
      <PageHeading caption={`${session.group}, ${session.school}`}>{session.agreement}</PageHeading>
      <State session={session} timeZone={timeZone} />
      {/* what changed by itself is said to who cannot see it */}
      <p role="status" className="cs-hidden">
        {saySession(session)}
      </p>
      {isOpen && (
        <section className="cs-section" aria-labelledby="tablets">
          <h2 id="tablets">Tablets</h2>
          <SessionTablets
            {...session}
            admit={admitTabletAction.bind(null, urn, id)}
            turnAway={turnAwayAction.bind(null, urn, id)}
          />
        </section>
      )}
      <section className="cs-section" aria-labelledby="signed">
        <h2 id="signed">Who has signed</h2>
        <Bar label={session.group} value={session.signed} of={session.asked} large />
        <p className="cs-no-print">
          <a href={`${path}/${id}`}>Show again</a>
        </p>
      </section>
      {session.toConfirm.length > 0 && (
        <section className="cs-section" aria-labelledby="confirm">
          <h2 id="confirm">To confirm: {session.toConfirm.length}</h2>
          <p>They have agreed on a tablet. It is signed when you confirm that it was them.</p>
          {session.toConfirm.some(({ response }) => response) && (
            <p>
              A question, or that somebody does not agree, goes to whoever answers it when you confirm. It is
              not a signature.
            </p>
          )}
          <TurnsToConfirm
            turns={session.toConfirm}
            confirm={confirmTurnsAction.bind(null, urn, id)}
            undo={undo}
            timeZone={timeZone}
          />
        </section>
      )}
      {isOpen && session.signing.length > 0 && (
        <section className="cs-section" aria-labelledby="now">
          <h2 id="now">Signing now: {session.signing.length}</h2>
          <TurnsGoingOn turns={session.signing} undo={undo} />
        </section>
      )}
      <Names session={session} timeZone={timeZone} />
      {session.state !== "closed" && (
        <section className="cs-section cs-read" aria-labelledby="close">
          <h2 id="close">Close this session</h2>
          <p className="mb-6">The code stops working, and the tablets show no names any more.</p>
          <CloseSessionForm
            action={closeSessionAction.bind(null, urn, id)}
            turns={session.toConfirm.map(({ turnId }) => turnId)}
          />
        </section>
      )}
      {isOpen && <Watch href={`${path}/${id}/mark`} mark={mark} seconds={3} />}
    </Shell>
  );
}

type PartProps = { session: SessionInView; timeZone: string };

function State({ session, timeZone }: PartProps) {
  if (session.state === "open")
    return (
      <section aria-labelledby="code">
        <h2 id="code">Class code</h2>
        <p className="cs-class-code">{session.code}</p>
        <p>
          On each tablet, open{" "}
          <span className="cs-address-to-type">{settings().url.replace(/^https?:\/\//, "")}/class</span> and
          type the code. It works until {sayUntil(session.closesAt, timeZone)}.
        </p>
      </section>
    );
  return (
    <Notice tone={session.toConfirm.length > 0 ? "important" : "information"}>
      {session.closedAt ? (
        <p>This session was closed on {sayMoment(session.closedAt, timeZone)}.</p>
      ) : (
        <p>
          The time of this session is over, and its code no longer works.
          {session.toConfirm.length > 0 && " You can still confirm who has signed."}
        </p>
      )}
    </Notice>
  );
}

/** Everyone else of the group: who is confirmed, and whose name nobody has chosen. */
function Names({ session, timeZone }: PartProps) {
  const { confirmed, passedOn, absent } = session;
  return (
    <>
      {confirmed.length > 0 && (
        <section className="cs-section" aria-labelledby="confirmed">
          <h2 id="confirmed">Confirmed in this session: {confirmed.length}</h2>
          <ul className="cs-columns">
            {confirmed.map(({ name, agreedAt }) => (
              <li key={`${name} ${agreedAt.getTime()}`}>
                {name}, {sayTime(agreedAt, timeZone)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {passedOn.length > 0 && (
        <section className="cs-section" aria-labelledby="passed-on">
          <h2 id="passed-on">Passed on, and not signed: {passedOn.length}</h2>
          <ul className="cs-columns">
            {passedOn.map(({ name, kind, at }) => (
              <li key={`${name} ${at.getTime()}`}>
                {name}: {kind === "question" ? "asked a question" : "does not agree"}, {sayTime(at, timeZone)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {absent.length > 0 && (
        <section className="cs-section" aria-labelledby="absent">
          <h2 id="absent">Nobody has chosen these names: {absent.length}</h2>
          <ul className="cs-columns">
            {absent.map(({ name, away }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name, and the list has no state
              <li key={index}>
                {name}
                {away && " (away)"}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Where the session stands, in one sentence. */
function saySession({ asking, toConfirm, signed, asked }: SessionInView): string {
  const waiting = asking.length;
  return `${waiting} ${waiting === 1 ? "tablet asks" : "tablets ask"} to be let in, ${toConfirm.length} to confirm, ${signed} of ${asked} signed.`;
}
