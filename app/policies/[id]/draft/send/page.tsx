import type { Metadata } from "next";
import { SendDraftForm } from "#components/policies/sending/send-draft-form.tsx";
import { sayHowMany, sayWouldSign, WouldSignTables } from "#components/policies/sending/would-sign.tsx";
import { SeverityTag } from "#components/policies/severity-tag.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayDay } from "#lib/dates.ts";
import { type WhoWouldSign, whoWouldSign } from "#lib/obligations/who-would-sign.ts";
import type { OpenFinding } from "#lib/policies/drafts/open-findings.ts";
import { type SendingPage, sendingPage } from "#lib/policies/sending/sending-page.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { sendDraftAction } from "./actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> };

export const metadata: Metadata = { title: "Send for ratification" };

export default async function SendPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { done } = await searchParams;
  const actor = await requireActor();
  const page = await orNotFound(sendingPage(actor, id));
  const { draft, reading, last, numbers, steps } = page;
  const path = `/policies/${draft.policyId}`;
  const counted = reading.problem ? null : await whoWouldSign(actor, id, draft.implementationOn);
  const standing = reading.findings.filter((one) => !one.setAside && one.severity !== "note");
  const warnings = standing.filter(({ severity }) => severity === "warning").length;
  const stopped = whatStops(page, path);
  return (
    <Shell
      actor={actor}
      current="/policies"
      width="wide"
      above={<BackLink href={`${path}/draft`}>Draft of {draft.policyTitle}</BackLink>}
    >
      <PageHeading
        caption={draft.policyTitle}
        lead={
          last
            ? `The draft becomes version ${numbers.material} or ${numbers.minor}. Nobody can change its text after that.`
            : `The draft becomes version ${numbers.material}, the first. Nobody can change its text after that.`
        }
      >
        Send for ratification
      </PageHeading>
      {done === "kept" && (
        <Notice tone="success">
          <p>What you entered is kept with the draft. Nothing has been sent.</p>
        </Notice>
      )}
      {stopped}
      {last && !reading.problem && (
        <section className="cs-section" aria-labelledby="changes">
          <h2 id="changes">What has changed</h2>
          <p>
            <a href={`${path}/changes?from=${last}&to=draft`}>See what has changed since version {last}</a>
          </p>
        </section>
      )}
      {counted && <Counted counted={counted} page={page} />}
      <Reviewed page={page} path={path} />
      {standing.length > 0 && <Findings findings={standing} path={path} />}
      {!reading.problem && (
        <section className="cs-section" aria-labelledby="send">
          <h2 id="send">About this version</h2>
          {steps.length > 0 && (
            <p className="mb-4">
              {steps.length === 1
                ? `It goes to ${steps[0]?.name}, who ratifies it or returns it with reasons.`
                : `It goes to ${steps.map(({ name }) => name).join(", then to ")}; the last of them ratifies it.`}
            </p>
          )}
          <SendDraftForm
            action={sendDraftAction.bind(null, draft.policyId, { id: draft.id, revision: draft.revision })}
            values={{
              summaryOfChange: draft.summaryOfChange ?? "",
              contact: draft.contact ?? "",
              material: draft.material === null ? "" : draft.material ? "material" : "minor",
              materialReason: draft.materialReason ?? "",
              again: page.continued.map(({ key }) => key),
              implementationOn: datePartsOf(draft.implementationOn ?? ""),
              to: "steps",
              warningsSeen: false,
            }}
            change={
              last && counted
                ? {
                    numbers,
                    continued: page.continued,
                    material: sayAgain(counted),
                    minor: "Signatures on the last version stay good, and people are told.",
                  }
                : null
            }
            steps={steps.map(({ name }) => name).join(", then ")}
            delegate={page.delegate}
            warnings={warnings}
            cancel={`${path}/draft`}
          />
        </section>
      )}
    </Shell>
  );
}

const sayAgain = ({ material: { people: count } }: WhoWouldSign) =>
  count.again === 0
    ? "Nobody has signed an earlier version: nobody has to sign again."
    : `${sayHowMany(count.again)} would have to sign again.`;

/** What has to be settled elsewhere before anything can be sent. */
function whatStops({ reading, waiting, steps }: SendingPage, path: string) {
  const errors = reading.findings.filter((one) => one.severity === "error" && !one.setAside).length;
  return (
    <>
      {reading.problem && (
        <Notice tone="important" title="The text cannot be read as a policy yet">
          <p>
            Line {reading.problem.line}: {reading.problem.sentence}{" "}
            <a href={`${path}/draft?as=text`}>Put it right in the draft</a>
          </p>
        </Notice>
      )}
      {waiting && (
        <Notice tone="important" title={`Version ${waiting.number} is still waiting for a decision`}>
          <p>
            {waiting.at} has it. Wait until it is decided, or{" "}
            <a href={`${path}/versions/${waiting.number}`}>take it back</a>, before you send this draft.
          </p>
        </Notice>
      )}
      {steps.length === 0 && (
        <Notice tone="important" title="Nobody has set who approves this policy">
          <p>
            <a href={`${path}/settings`}>Set who approves it</a>, then come back. The draft stays as it is.
          </p>
        </Notice>
      )}
      {errors > 0 && (
        <Notice tone="important" title="Something in the text has to be put right first">
          <p>
            {errors === 1 ? "One error stands" : `${errors} errors stand`} in the findings below.{" "}
            <a href={`${path}/draft`}>Put it right in the draft</a>, or set it aside there with a reason.
          </p>
        </Notice>
      )}
    </>
  );
}

function Counted({ counted, page }: { counted: WhoWouldSign; page: SendingPage }) {
  const { material, minor, day, continued } = counted;
  const titles = new Map(page.continued.map(({ key, title }) => [key, title]));
  for (const { agreementKey, agreementTitle } of material.rows) titles.set(agreementKey, agreementTitle);
  const first = page.last === null || continued.length === 0;
  return (
    <section className="cs-section" aria-labelledby="who-signs">
      <h2 id="who-signs">{first ? "Who would have to sign" : "Who would have to sign again"}</h2>
      <p className="mb-4">
        Counted as it will be on {sayDay(day)}. Who is away or excused is not counted.{" "}
        {first
          ? sayWouldSign(material.people, true)
          : `If the change is material, ${sayHowMany(material.people.again)} would have to sign again and ${sayHowMany(material.people.first)} for the first time. If it is minor, nobody has to sign again because of it; ${sayHowMany(minor.people.again + minor.people.first)} would still have to sign who ${minor.people.again + minor.people.first === 1 ? "has" : "have"} not signed the version in force.`}
      </p>
      {material.rows.length > 0 ? (
        <WouldSignTables all={material} titles={titles} first={first} />
      ) : (
        <p>Nobody is bound by an agreement of this text.</p>
      )}
    </section>
  );
}

function Reviewed({ page: { reviews }, path }: { page: SendingPage; path: string }) {
  const asked = reviews.filter(({ withdrawn }) => !withdrawn);
  const agreed = asked.filter(({ answer, aboutEarlierText }) => answer === "agreed" && !aboutEarlierText);
  return (
    <section className="cs-section" aria-labelledby="reviewed">
      <h2 id="reviewed">Who has read it</h2>
      <p>
        {asked.length === 0
          ? "Nobody has been asked to read this draft."
          : `${agreed.length} of ${asked.length} who were asked ${agreed.length === 1 ? "agrees" : "agree"} with the text as it is now.`}{" "}
        <a href={`${path}/draft/review`}>
          {asked.length === 0 ? "Ask people to read it" : "See who said what"}
        </a>
      </p>
    </section>
  );
}

function Findings({ findings, path }: { findings: OpenFinding[]; path: string }) {
  return (
    <section className="cs-section" aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      <p>
        What a careful clerk would say of the text.{" "}
        <a href={`${path}/draft`}>Put right or set aside in the draft</a>
      </p>
      <ul className="cs-tasks mt-4">
        {findings.map(({ rule, about, severity, message }) => (
          <li key={`${rule} ${about}`}>
            <SeverityTag severity={severity} /> {message}
          </li>
        ))}
      </ul>
    </section>
  );
}
