import type { Metadata } from "next";
import { AskAcknowledgementForm } from "#components/policies/ask-acknowledgement-form.tsx";
import { WhoSignsTable } from "#components/policies/who-signs-table.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { type WhoSignsAgreement, whoSigns } from "#lib/policies/who-signs.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { askForAcknowledgementAction } from "./actions.ts";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: "Who signs" };

const said: Record<string, string> = {
  changed: "It is saved, and counts from today.",
  asked: "The acknowledgement is asked for from today.",
};

export default async function WhoSignsPage({ params, searchParams }: Props) {
  const { id } = await params;
  const actor = await requireActor();
  const { policy, version, agreements, leftOut, mayChange } = await orNotFound(whoSigns(actor, id));
  const { done } = await searchParams;
  const words = typeof done === "string" && Object.hasOwn(said, done) ? said[done] : null;
  return (
    <Shell
      actor={actor}
      current="/policies"
      width="wide"
      above={<BackLink href={`/policies/${policy.id}`}>{policy.title}</BackLink>}
    >
      <PageHeading
        caption={policy.title}
        lead={
          version
            ? `Whom each agreement of version ${version.number} asks, as at today. The text stays as it was ratified.`
            : "No version of this policy is in force, so nobody is asked to sign."
        }
      >
        Who signs
      </PageHeading>
      {words && <Notice tone="success">{words}</Notice>}
      {leftOut && (
        <Notice>
          <p>
            This version has an agreement of its own. “{leftOut.title}”, which the school had chosen for
            version {leftOut.number}, is no longer asked for. What was signed stays on record.
          </p>
        </Notice>
      )}
      {agreements.map((agreement) => (
        <section key={agreement.id} className="cs-section" aria-labelledby={`agreement-${agreement.id}`}>
          <h2 id={`agreement-${agreement.id}`}>{agreement.title}</h2>
          {agreement.schoolsChoice && (
            <p>A standard acknowledgement that the school chose; these are not the policy’s own words.</p>
          )}
          <WhoSignsTable agreement={agreement.title} whole={agreement.whole} schools={agreement.schools} />
          <p>{sayParents(agreement)}</p>
          {mayChange && (
            <p className="mt-4 cs-no-print">
              <LinkButton variant="secondary" href={`/policies/${policy.id}/who-signs/${agreement.id}`}>
                Change who signs<span className="cs-hidden"> {agreement.title}</span>
              </LinkButton>
            </p>
          )}
        </section>
      ))}
      {version && agreements.length === 0 && (
        <>
          <EmptyState title="No agreement">
            <p>This version has no agreement of its own, so nobody is asked to sign it.</p>
          </EmptyState>
          {mayChange && (
            <section className="cs-section cs-read" aria-labelledby="ask">
              <h2 id="ask">Ask for an acknowledgement</h2>
              <p>
                Adds a standard acknowledgement, in our words and marked as the school’s choice: that somebody
                has read the policy, knows that it applies to them, and will ask when they are not sure. The
                next version takes it over, unless it has an agreement of its own.
              </p>
              <AskAcknowledgementForm action={askForAcknowledgementAction.bind(null, policy.id)} />
            </section>
          )}
        </>
      )}
    </Shell>
  );
}

function sayParents({
  countersign,
  countersignUntil,
  pupilFirst,
  whole,
  schools,
}: WhoSignsAgreement): string {
  const binds = [whole, ...schools].some(({ roles }) =>
    roles.pupil?.some(({ requirement }) => requirement !== "no"),
  );
  if (!binds) return "Nobody signs for somebody else.";
  if (countersign === "none") return "Parents and carers do not sign for pupils.";
  const who =
    countersign === "one"
      ? "One parent or carer signs for each pupil"
      : "Every parent or carer who may sign does so";
  return `${who} until the pupil is ${countersignUntil}, ${pupilFirst ? "after the pupil where the pupil must sign" : "before or after the pupil"}. This stands in the policy’s text.`;
}
