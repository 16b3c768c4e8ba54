import type { Metadata } from "next";
import { cache } from "react";
import { ClauseChanges } from "#components/policies/clause-changes.tsx";
import { DocumentControl, VersionTag } from "#components/policies/document-control.tsx";
import { PolicyText } from "#components/policies/policy-text.tsx";
import { ReasonForm } from "#components/policies/sending/reason-form.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { may } from "#lib/permissions/permissions.ts";
import { readVersionWithChanges } from "#lib/policies/version-page.ts";
import { versionKey } from "#lib/policies/words.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { takeBackAction, withdrawVersionAction } from "./actions.ts";

type Props = {
  params: Promise<{ id: string; number: string }>;
  searchParams: Promise<{ done?: string }>;
};

const said: Record<string, string> = {
  sent: "It has been sent for ratification. Whoever decides has been written to.",
  "sent-before": "It had been sent for ratification already: it was not sent again.",
  withdrawn: "The withdrawal is recorded.",
};

const versionOf = cache(async (id: string, number: string) => {
  const actor = await requireActor();
  return { actor, page: await orNotFound(readVersionWithChanges(actor, id, number)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, number } = await params;
  const { version } = (await versionOf(id, number)).page;
  return { title: `${version.title}, version ${version.number}` };
}

export default async function VersionPage({ params, searchParams }: Props) {
  const { id, number } = await params;
  const { done } = await searchParams;
  const { actor, page } = await versionOf(id, number);
  const { version, before, changes, text } = page;
  return (
    <Shell
      actor={actor}
      current="/policies"
      above={<BackLink href={`/policies/${page.id}`}>{page.title}</BackLink>}
    >
      <PageHeading caption={`Version ${version.number}`} lead={<VersionTag version={version} />}>
        {version.title}
      </PageHeading>
      {done && Object.hasOwn(said, done) && (
        <Notice tone="success">
          <p>{said[done]}</p>
        </Notice>
      )}
      {version.state !== "in-force" && (
        <Notice title="This is not the version in force">
          <p>
            <a href={`/policies/${page.id}`}>See the policy as it stands today</a>
          </p>
        </Notice>
      )}
      <section aria-labelledby="control">
        <h2 id="control">Document control</h2>
        <DocumentControl
          version={version}
          owner={page.owner.name}
          decisions={page.decisions}
          control={text.control}
        />
      </section>
      <p className="mt-4 cs-no-print">
        <a href={`/policies/${page.id}/versions/${versionKey(page.versions, version)}/download`}>
          Download Word
        </a>
      </p>
      <section className="cs-section" aria-labelledby="changes">
        <h2 id="changes">Changes</h2>
        {before ? (
          <>
            <p>
              {changes.length === 0
                ? `No clause differs from version ${before.number}.`
                : `${changes.length === 1 ? "1 clause differs" : `${changes.length} clauses differ`} from version ${before.number}.`}{" "}
              {version.material
                ? "The change is material: people sign again."
                : "The change is minor: signatures stay good."}
            </p>
            {changes.length > 0 && <ClauseChanges changes={changes} />}
            <p className="mt-4 cs-no-print">
              <a
                href={`/policies/${page.id}/changes?from=${versionKey(page.versions, before)}&to=${versionKey(page.versions, version)}`}
              >
                Everything that differs, document control and audience as well
              </a>
            </p>
          </>
        ) : (
          <p>This is the first version in Countersign.</p>
        )}
      </section>
      <section className="cs-section" aria-labelledby="text">
        <h2 id="text">The text</h2>
        <PolicyText text={text} />
      </section>
      {may(actor, "policies:write", page.owner.id) && <Acts page={page} today={actor.today} />}
    </Shell>
  );
}

/** What its owner can still do about a version: take it back while it waits, withdraw it once it was ratified. */
function Acts({ page, today }: { page: Awaited<ReturnType<typeof readVersionWithChanges>>; today: string }) {
  const { id, version } = page;
  if (version.state === "awaiting-ratification")
    return (
      <section className="cs-section cs-no-print" aria-labelledby="take-back">
        <h2 id="take-back">Take it back</h2>
        <p className="mb-4">
          Until anybody has voted or decided you can take it back. Its text is a draft again, and this version
          stays on record as taken back.
        </p>
        <ReasonForm
          action={takeBackAction.bind(null, id)}
          label="Why do you take it back?"
          hint="Whoever was to decide reads this"
          button={`Take back version ${version.number}`}
        />
      </section>
    );
  if (!version.startsOn || version.withdrawnOn) return null;
  return (
    <section className="cs-section cs-no-print" aria-labelledby="withdraw">
      <h2 id="withdraw">Withdraw it</h2>
      <p className="mb-4">
        A version that should not bind anybody any more is withdrawn. What was signed stays signed; the
        version before it binds again, where there is one.
      </p>
      <ReasonForm
        folded={`Withdraw version ${version.number}`}
        action={withdrawVersionAction.bind(null, id, version.id)}
        label="Why is it withdrawn?"
        hint="Everyone who reads the policy’s timeline sees this"
        day={{
          name: "withdrawnOn",
          legend: "From which day does it no longer bind?",
          hint: "Today or later",
          value: datePartsOf(today),
        }}
        button={`Withdraw version ${version.number}`}
      />
    </section>
  );
}
