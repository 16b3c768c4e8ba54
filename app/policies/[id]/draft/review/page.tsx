import type { Metadata } from "next";
import { PressForm } from "#components/people/press-form.tsx";
import type { WorkingFormAction } from "#components/people/working-form.tsx";
import { ConsultationForm } from "#components/policies/reviewing/consultation-form.tsx";
import { ConsultationsList, ReviewsList } from "#components/policies/reviewing/reviews-list.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { Filters } from "#components/ui/filters.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { sayMoment } from "#lib/dates.ts";
import type { ReviewOfDraft } from "#lib/policies/reviewing/draft-reviews.ts";
import {
  type Candidate,
  findReviewers,
  mostCandidates,
  reviewStage,
} from "#lib/policies/reviewing/review-stage.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { askReviewerAction, recordConsultationAction, withdrawReviewAction } from "./actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ find?: string; done?: string }> };

export const metadata: Metadata = { title: "Review of the draft" };

const said: Record<string, string> = {
  asked: "They have been asked, and a message goes to them.",
  "asked-without-message":
    "They have been asked. No message could be sent, because they have no e-mail address: tell them yourself.",
  "no-longer-asked": "They are no longer asked.",
  consultation: "The consultation is recorded.",
};

export default async function ReviewPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { find, done } = await searchParams;
  const actor = await requireActor();
  const { draft, canBeRead, reviews, consultations } = await orNotFound(reviewStage(actor, id));
  const search = typeof find === "string" ? find : "";
  const found = search ? await findReviewers(actor, id, search) : null;
  const { timeZone } = actor.organisation;
  const path = `/policies/${draft.policyId}/draft`;
  const words = done && Object.hasOwn(said, done) ? said[done] : null;
  const ask = (personId: string) => askReviewerAction.bind(null, draft.policyId, personId);
  const earlier = reviews.filter(({ aboutEarlierText, withdrawn }) => aboutEarlierText && !withdrawn);
  return (
    <Shell
      actor={actor}
      current="/policies"
      above={<BackLink href={path}>Draft of {draft.policyTitle}</BackLink>}
    >
      <PageHeading
        caption={draft.policyTitle}
        lead={
          draft.inReviewAt ? (
            <>
              <Tag tone="info">In review</Tag> since {sayMoment(draft.inReviewAt, timeZone)}. The text can
              still be changed; an answer counts for the text that was read.
            </>
          ) : (
            <>
              <Tag>Draft</Tag> It is in review once somebody has been asked to read it.
            </>
          )
        }
      >
        Review of the draft
      </PageHeading>
      {words && (
        <Notice tone="success">
          <p>{words}</p>
        </Notice>
      )}
      {!canBeRead && (
        <Notice tone="important" title="Nobody can read the text at the moment">
          <p>
            It cannot be read as a policy. <a href={path}>Put it right in the draft</a>
          </p>
        </Notice>
      )}
      <section className="cs-section" aria-labelledby="who">
        <h2 id="who">Who is asked to read it</h2>
        {earlier.length > 0 && (
          <p className="mb-4">
            The text was changed after {earlier.length === 1 ? "an answer" : `${earlier.length} answers`}.
          </p>
        )}
        {reviews.length === 0 ? (
          <p>Nobody has been asked yet.</p>
        ) : (
          <ReviewsList
            reviews={reviews}
            timeZone={timeZone}
            actions={(review) => <Asked review={review} policyId={draft.policyId} ask={ask} />}
          />
        )}
      </section>
      <section className="cs-section" aria-labelledby="ask">
        <h2 id="ask">Ask somebody to read it</h2>
        <Filters action={`${path}/review`} clear={search ? `${path}/review` : undefined}>
          <TextField label="Name" name="find" defaultValue={search} autoComplete="off" />
        </Filters>
        {found && <Found found={found} search={search} ask={ask} />}
      </section>
      <section className="cs-section" aria-labelledby="consultation">
        <h2 id="consultation">Consultation</h2>
        {consultations.length === 0 ? (
          <p className="mb-4">No consultation has been recorded.</p>
        ) : (
          <ConsultationsList
            consultations={consultations}
            actions={(one) => (
              <ConsultationForm
                folded={`Correct the record of ${one.withWhom}`}
                action={recordConsultationAction.bind(null, draft.policyId, one.id)}
                values={{
                  withWhom: one.withWhom,
                  outcome: one.outcome,
                  startsOn: datePartsOf(one.startsOn),
                  endsOn: datePartsOf(one.endsOn),
                }}
                prefix={`${one.id}-`}
                button="Correct the record"
              />
            )}
          />
        )}
        <ConsultationForm
          folded="Record a consultation"
          action={recordConsultationAction.bind(null, draft.policyId, null)}
          values={{ withWhom: "", outcome: "", startsOn: datePartsOf(""), endsOn: datePartsOf("") }}
          prefix="new-"
          button="Record the consultation"
        />
      </section>
      <p className="mt-8">
        <a href={`${path}/send`}>Send for ratification</a>
      </p>
    </Shell>
  );
}

type Ask = (personId: string) => WorkingFormAction;

function Asked({ review, policyId, ask }: { review: ReviewOfDraft; policyId: string; ask: Ask }) {
  return (
    <>
      {review.aboutEarlierText && (
        <PressForm action={ask(review.reviewerId)}>
          Ask again<span className="cs-hidden"> {review.reviewer}</span>
        </PressForm>
      )}
      <PressForm action={withdrawReviewAction.bind(null, policyId, review.id)} variant="quiet">
        No longer ask<span className="cs-hidden"> {review.reviewer}</span>
      </PressForm>
    </>
  );
}

function Found({ found, search, ask }: { found: Candidate[]; search: string; ask: Ask }) {
  if (found.length === 0)
    return (
      <p>
        Nobody called “{search}” can be asked. Only people who can sign in are here, and nobody who is asked
        already.
      </p>
    );
  return (
    <>
      <p>
        {found.length === mostCandidates
          ? `The first ${mostCandidates} by name`
          : found.length === 1
            ? "1 person"
            : `${found.length} people`}
      </p>
      <ul className="cs-tasks">
        {found.map(({ id, name, what }) => (
          <li key={id}>
            <p>
              <strong>{name}</strong>
            </p>
            <p className="cs-tasks__about">{what}</p>
            <PressForm action={ask(id)}>
              Ask<span className="cs-hidden"> {name}</span> to read it
            </PressForm>
          </li>
        ))}
      </ul>
    </>
  );
}
