import { PressForm } from "#components/people/press-form.tsx";
import {
  NotRightForm,
  ResolutionForm,
  ReturnForm,
  VoteForm,
} from "#components/ratification/decide-forms.tsx";
import { Button } from "#components/ui/button.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { addDays, sayDay } from "#lib/dates.ts";
import type { ProposalPage } from "#lib/ratification/proposal-page.ts";
import { type BodyWrittenRule, outcomeVerbs, sayPassing } from "#lib/ratification/words.ts";
import {
  approveAction,
  confirmMinuteAction,
  notRightAction,
  openResolutionAction,
  returnAction,
  voteAction,
} from "./actions.ts";

/** How long members usually have to answer a written resolution, in days. */
const usualDays = 14;

/** What there is to do about a proposal, for whoever looks at it; and for the others who does it. */
export function WhatToDo({ page, today }: { page: ProposalPage; today: string }) {
  const { proposal, reach, minutes, confirms } = page;
  const [minute] = minutes;
  const unanswered = minute && !minute.answer ? minute : null;
  const open = proposal.state === "waiting";
  if (unanswered)
    return (
      <Section title={confirms ? "For you to confirm" : "Recorded, and not confirmed yet"}>
        {confirms ? (
          <>
            <p>
              {minute?.recordedBy} has recorded what the meeting decided. Look at it under “What is on
              record”: it counts once you have confirmed it.
            </p>
            <PressForm action={confirmMinuteAction.bind(null, proposal.id, unanswered.id)} variant="primary">
              Confirm
            </PressForm>
            <NotRightForm
              action={notRightAction.bind(null, proposal.id, unanswered.id)}
              values={{ words: "" }}
            />
          </>
        ) : (
          <p>
            {unanswered.recordedBy} has recorded what the meeting decided. It counts once{" "}
            {unanswered.chairName}, who was in the chair, or whoever acts for the chair, has confirmed it.
          </p>
        )}
      </Section>
    );
  if (!open)
    return proposal.state === "decided" && reach.records && minute ? (
      <p className="cs-no-print">
        <a href={`/board/proposals/${proposal.id}/record`}>Correct the record</a>
      </p>
    ) : null;
  if (proposal.method === "written-resolution") return <Resolution page={page} />;
  if (proposal.method === "delegate") return <Delegate page={page} />;
  const mayAsk = (reach.owns || reach.records) && proposal.body !== null;
  return (
    <Section title="The decision">
      {minute?.answer?.kind === "not-right" && (
        <p>
          {minute.answer.by} said what is not right in the record: {minute.answer.words}
        </p>
      )}
      {reach.records ? (
        <form className="cs-stack" action={`/board/proposals/${proposal.id}/record`}>
          <p>Record what the meeting decided. The chair is asked to confirm it.</p>
          <Button>{outcomeVerbs[proposal.agreeing]}</Button>
        </form>
      ) : (
        <p>
          {page.decider} decides about it at a meeting. Its clerk records the decision, and the chair confirms
          it.
        </p>
      )}
      {mayAsk && page.notInWriting === null && (
        <ResolutionForm
          action={openResolutionAction.bind(null, proposal.id)}
          rule={sayRule(proposal, proposal.body?.writtenRule)}
          values={{ closesOn: { ...datePartsOf(addDays(today, usualDays)) } }}
        />
      )}
      {mayAsk && page.notInWriting !== null && <p className="text-soft">{page.notInWriting}</p>}
    </Section>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="cs-section cs-stack cs-no-print" aria-labelledby="to-do">
      <h2 id="to-do">{title}</h2>
      {children}
    </section>
  );
}

/** The rule that counts, and where the body's articles say so. */
function sayRule({ body }: ProposalPage["proposal"], rule: BodyWrittenRule | null | undefined): string {
  if (!rule || rule === "none") return "";
  const said = sayPassing(rule);
  return body?.articles && body.writtenRule === rule ? `${said} The rule is in: ${body.articles}.` : said;
}

function Resolution({ page: { proposal, ownAnswer } }: { page: ProposalPage }) {
  const until = proposal.closesOn ? sayDay(proposal.closesOn) : "";
  return (
    <Section title={ownAnswer ? "Your answer" : "Written resolution"}>
      <p>
        Everyone who sits on the body answers by {until}, and can change the answer while it is open.{" "}
        {sayRule(proposal, proposal.writtenRule)}
      </p>
      {ownAnswer && (
        <VoteForm
          action={voteAction.bind(null, proposal.id)}
          values={{ answer: ownAnswer.answer ?? "", reason: ownAnswer.reason ?? "" }}
        />
      )}
    </Section>
  );
}

function Delegate({ page: { proposal, reach, decider } }: { page: ProposalPage }) {
  return (
    <Section title="The decision">
      <p>
        {proposal.minorByDelegate
          ? `${decider} may approve a minor change between meetings. It is reported to the next one.`
          : `${decider} decides about it under delegation.`}
      </p>
      {reach.delegate && (
        <>
          <PressForm action={approveAction.bind(null, proposal.id)} variant="primary">
            Approve
          </PressForm>
          <ReturnForm action={returnAction.bind(null, proposal.id)} values={{ reasons: "" }} />
        </>
      )}
    </Section>
  );
}
