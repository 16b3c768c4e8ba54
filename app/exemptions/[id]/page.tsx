import type { Metadata } from "next";
import { cache } from "react";
import { AnswerExemptionForm, RevokeExemptionForm } from "#components/policies/exemption-forms.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { sayDay, sayMoment } from "#lib/dates.ts";
import { exemptionPage } from "#lib/policies/exemptions/exemption-lists.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { ExemptionTag } from "../../exemptions-table.tsx";
import { Shell } from "../../shell.tsx";
import { answerExemptionAction, revokeExemptionAction } from "../actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> };

const pageOf = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, page: await orNotFound(exemptionPage(actor, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { exemption } = (await pageOf((await params).id)).page;
  return { title: `Exemption from ${exemption.policy.title}` };
}

const done = { approved: "Approved", refused: "Refused", revoked: "Revoked" } as const;

export default async function ExemptionPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { actor, page } = await pageOf(id);
  const { exemption, mayDecide } = page;
  const { timeZone } = actor.organisation;
  const { state } = exemption;
  return (
    <Shell actor={actor} above={<BackLink href="/exemptions">Exemptions</BackLink>}>
      <PageHeading caption={exemption.policy.title} lead={<ExemptionTag state={state} />}>
        Exemption for {exemption.person.name}
      </PageHeading>
      {(await searchParams).done !== undefined && (
        <Notice tone="success">Your decision is kept, and those whom it concerns are told.</Notice>
      )}
      <SummaryList
        rows={[
          { key: "Clause", value: <span className="wrap-anywhere">{exemption.clause.words}</span> },
          { key: "Version", value: exemption.number },
          { key: "School", value: exemption.unit.name },
          { key: "First day", value: sayDay(exemption.startsOn) },
          { key: "Last day", value: exemption.endsOn ? sayDay(exemption.endsOn) : "Until revoked" },
          {
            key: "Reason",
            value: <span className="whitespace-pre-line wrap-anywhere">{exemption.reason}</span>,
          },
          {
            key: "Asked for by",
            value: `${exemption.askedBy.name} on ${sayMoment(exemption.askedAt, timeZone)}`,
          },
          ...exemption.answers.map((answer) => ({
            key: done[answer.kind],
            value: (
              <>
                <p>
                  By {answer.by} on {sayMoment(answer.at, timeZone)}
                </p>
                {answer.reason && <p className="whitespace-pre-line wrap-anywhere">{answer.reason}</p>}
              </>
            ),
          })),
        ]}
      />
      {mayDecide && state === "waiting" && (
        <section className="cs-section" aria-labelledby="decide">
          <h2 id="decide">Decide</h2>
          <AnswerExemptionForm action={answerExemptionAction.bind(null, exemption.id)} />
        </section>
      )}
      {mayDecide && (state === "running" || state === "to-come") && (
        <section className="cs-section" aria-labelledby="revoke">
          <h2 id="revoke">Revoke it</h2>
          <RevokeExemptionForm action={revokeExemptionAction.bind(null, exemption.id)} />
        </section>
      )}
    </Shell>
  );
}
