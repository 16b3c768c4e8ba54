import type { Metadata } from "next";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { type Task, TaskList } from "#components/ui/task-list.tsx";
import { sayMoment } from "#lib/dates.ts";
import { myReviews, type ReviewToDo } from "#lib/policies/reviewing/answer-review.ts";
import { requireActor } from "../acting.ts";
import { Shell } from "../shell.tsx";

type Props = { searchParams: Promise<{ done?: string }> };

export const metadata: Metadata = { title: "Drafts to read" };

export default async function ReviewingPage({ searchParams }: Props) {
  const { done } = await searchParams;
  const actor = await requireActor();
  const reviews = await myReviews(actor);
  const { timeZone } = actor.organisation;
  return (
    <Shell actor={actor} current="/reviewing">
      <PageHeading
        caption={actor.organisation.name}
        lead="Policies that are being written, and about which somebody asks what you think."
      >
        Drafts to read
      </PageHeading>
      {done === "answered" && (
        <Notice tone="success">
          <p>Your answer is recorded, and whoever asked you has been told.</p>
        </Notice>
      )}
      {reviews.length === 0 ? (
        <EmptyState title="Nothing to read">
          <p>Nobody asks you to read a draft at the moment.</p>
        </EmptyState>
      ) : (
        <TaskList tasks={reviews.map((review) => taskOf(review, timeZone))} />
      )}
    </Shell>
  );
}

function taskOf(review: ReviewToDo, timeZone: string): Task {
  const { id, title, owner, askedBy, askedAt, answer, aboutEarlierText } = review;
  const answered = answer && !aboutEarlierText;
  return {
    key: id,
    href: `/reviewing/${id}`,
    title,
    about: `${owner}. Asked${askedBy ? ` by ${askedBy}` : ""} on ${sayMoment(askedAt, timeZone)}${
      answer && aboutEarlierText ? ". The text was changed after your answer" : ""
    }`,
    tag: answered ? (
      <Tag tone="good">{answer === "agreed" ? "Agreed" : "Sent back"}</Tag>
    ) : (
      <Tag tone="waiting">To read</Tag>
    ),
  };
}
