import type { Metadata } from "next";
import { cache } from "react";
import { ClauseChanges } from "#components/policies/clause-changes.tsx";
import { PolicyText } from "#components/policies/policy-text.tsx";
import { sayWouldSign, WouldSignTables } from "#components/policies/sending/would-sign.tsx";
import { Decided, Minutes, VotesTable } from "#components/ratification/decision-record.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { SummaryList, type SummaryRow } from "#components/ui/summary-list.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { sayDay, sayMoment } from "#lib/dates.ts";
import { proposalPage } from "#lib/ratification/proposal-page.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { WhatToDo } from "./what-to-do.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string | string[] }> };

const pageOf = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, page: await orNotFound(proposalPage(actor, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { version } = (await pageOf((await params).id)).page.proposal;
  return { title: `${version.title}, version ${version.number}` };
}

const doneWords: Record<string, string> = {
  recorded: "The decision has been recorded. It counts once the chair has confirmed it.",
  confirmed: "You have confirmed the record. Everything that follows from it follows by itself.",
  "not-right": "The record has been sent back to the clerk with your words.",
  asked: "Everyone who sits on it has been asked to answer.",
  answered: "Your answer has been kept. You can change it while the written resolution is open.",
  agreed: "Your answer has been kept. With it enough have answered for it, and it is decided.",
  approved: "You have approved it.",
  returned: "It has been returned with your reasons. The text is a draft again.",
};

export default async function ProposalPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { actor, page } = await pageOf(id);
  const { done } = await searchParams;
  const { proposal, before, minutes, decisions } = page;
  const { version } = proposal;
  const { timeZone } = actor.organisation;
  const said = typeof done === "string" ? doneWords[done] : undefined;
  return (
    <Shell actor={actor} current="/board" above={<BackLink href="/board">Waiting for ratification</BackLink>}>
      <PageHeading caption={page.decider} lead={<StateTag state={proposal.state} />}>
        {version.title}, version {version.number}
      </PageHeading>
      {said && <Notice tone="success">{said}</Notice>}
      <WhatToDo page={page} today={actor.today} />
      {(decisions.length > 0 || minutes.length > 0) && (
        <section className="cs-section" aria-labelledby="record">
          <h2 id="record">What is on record</h2>
          {decisions.length > 0 && <Decided decisions={decisions} />}
          <Minutes minutes={minutes} timeZone={timeZone} />
        </section>
      )}
      {proposal.method === "written-resolution" && (
        <section className="cs-section" aria-labelledby="votes">
          <h2 id="votes">Votes</h2>
          <VotesTable answers={page.answers} needed={page.needed} timeZone={timeZone} />
        </section>
      )}
      <section className="cs-section" aria-labelledby="about">
        <h2 id="about">About this version</h2>
        <SummaryList rows={aboutRows(page)} />
        {page.sameDay && <Notice tone="important">{page.sameDay}</Notice>}
        {page.readsPolicies && (
          <p className="cs-no-print">
            <a href={`/policies/${proposal.policy.id}`}>The policy with its versions and history</a>
          </p>
        )}
      </section>
      <WouldSign page={page} />
      <section className="cs-section" aria-labelledby="changes">
        <h2 id="changes">Changes since the version in force</h2>
        {before ? (
          <>
            <p>
              {before.changes.length === 0
                ? `No clause differs from version ${before.number}.`
                : `${before.changes.length === 1 ? "1 clause differs" : `${before.changes.length} clauses differ`} from version ${before.number}.`}
            </p>
            {before.changes.length > 0 && <ClauseChanges changes={before.changes} />}
          </>
        ) : (
          <p>No other version is in force: all of the text is new.</p>
        )}
      </section>
      <Prepared page={page} timeZone={timeZone} />
      <section className="cs-section" aria-labelledby="text">
        <h2 id="text">The text</h2>
        <PolicyText text={page.text} />
      </section>
    </Shell>
  );
}

type Page = Awaited<ReturnType<typeof proposalPage>>;

const states = {
  waiting: ["waiting", "Waits for a decision"],
  decided: ["good", "Decided"],
  replaced: ["plain", "Put to a decision in another way since"],
  "taken-back": ["plain", "Taken back by its owner"],
  lapsed: ["bad", "Lapsed"],
} as const;

function StateTag({ state }: { state: Page["proposal"]["state"] }) {
  const [tone, words] = states[state];
  return <Tag tone={tone}>{words}</Tag>;
}

const signedWords = {
  again: "everyone bound signs again",
  first: "everyone bound signs it for the first time",
  kept: "what was signed stays good",
};

function aboutRows({ proposal, decider, agreements }: Page): SummaryRow[] {
  const { version } = proposal;
  return [
    { key: "What has changed", value: version.summaryOfChange },
    {
      key: "Kind of change",
      value: version.material ? "Material" : "Minor",
    },
    ...(version.materialReason ? [{ key: "Why", value: version.materialReason }] : []),
    ...(agreements.length > 0
      ? [
          {
            key: "Agreements",
            value: (
              <ul>
                {agreements.map(({ title, signed }) => (
                  <li key={title}>
                    {title}: {signedWords[signed]}
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    { key: "To come into force on", value: sayDay(proposal.implementationOn) },
    {
      key: proposal.agreeing === "ratified" ? "Ratified by" : "Approved by",
      value:
        proposal.steps.length > 1 && !proposal.minorByDelegate
          ? `${decider}, step ${proposal.step} of ${proposal.steps.length}`
          : decider,
    },
    { key: "Sent on", value: sayDay(proposal.sentOn) },
    ...(version.contact ? [{ key: "Contact", value: version.contact }] : []),
  ];
}

/** How many would have to sign, by role and school. */
function WouldSign({ page: { wouldSign, agreements } }: { page: Page }) {
  if (!wouldSign || agreements.length === 0) return null;
  const first = agreements.every(({ signed }) => signed === "first");
  const titles = new Map(
    wouldSign.rows.map(({ agreementKey, agreementTitle }) => [agreementKey, agreementTitle]),
  );
  return (
    <section className="cs-section" aria-labelledby="who-signs">
      <h2 id="who-signs">{first ? "Who would have to sign" : "Who would have to sign again"}</h2>
      <p className="mb-4">
        Counted as it will be on {sayDay(wouldSign.day)}. Who is away or excused is not counted.{" "}
        {sayWouldSign(wouldSign.people, first)}
      </p>
      {wouldSign.rows.length > 0 && <WouldSignTables all={wouldSign} titles={titles} first={first} />}
    </section>
  );
}

/** What was found in the text, what reviewers answered, and who was consulted. */
function Prepared({
  page: { findings, reviews, consultations },
  timeZone,
}: {
  page: Page;
  timeZone: string;
}) {
  return (
    <>
      <section className="cs-section" aria-labelledby="findings">
        <h2 id="findings">Findings</h2>
        {findings.length === 0 ? (
          <p>Nothing was found in the text that needs another look.</p>
        ) : (
          <ul>
            {findings.map(({ message, setAside }) => (
              <li key={message}>
                {message}
                {setAside && <p className="text-soft">Set aside: {setAside}</p>}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="cs-section" aria-labelledby="reviews">
        <h2 id="reviews">Reviewers</h2>
        {reviews.length === 0 ? (
          <p>Nobody was named to read the draft.</p>
        ) : (
          <ul>
            {reviews.map(({ reviewer, answer, comments, on, sameText }) => (
              <li key={reviewer}>
                {reviewer}:{" "}
                {answer === null
                  ? "has not answered"
                  : `${answer === "agreed" ? "agreed" : "sent it back"}${on ? `, ${sayMoment(on, timeZone)}` : ""}`}
                {answer !== null && !sameText && " (the text has been changed since)"}
                {comments && <p className="text-soft">{comments}</p>}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="cs-section" aria-labelledby="consultation">
        <h2 id="consultation">Consultation</h2>
        {consultations.length === 0 ? (
          <p>No consultation is on record.</p>
        ) : (
          <ul>
            {consultations.map(({ withWhom, startsOn, endsOn, outcome }) => (
              <li key={`${withWhom} ${startsOn}`}>
                {withWhom}, {endsOn ? `${sayDay(startsOn)} to ${sayDay(endsOn)}` : `from ${sayDay(startsOn)}`}
                : {outcome}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
