import type { Metadata } from "next";
import { Page } from "#components/layout/page.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { sayMoment } from "#lib/dates.ts";
import { demonstrationMail } from "#lib/messages/queries.ts";
import { orNotFound } from "../../acting.ts";

export const metadata: Metadata = { title: "Messages of the demonstration" };

const most = 50;

export default async function DemonstrationMail() {
  const messages = await orNotFound(demonstrationMail(most));
  const howMany = messages.length === 1 ? "1 message" : `${messages.length} messages`;
  return (
    <Page above={<BackLink href="/sign-in">Sign in</BackLink>}>
      <PageHeading
        lead={
          messages.length < most
            ? `${howMany} to people of the demonstration, newest first.`
            : `The newest ${most} messages to people of the demonstration.`
        }
      >
        Messages of the demonstration
      </PageHeading>
      {messages.length === 0 && (
        <EmptyState title="No messages yet">
          <p>Ask for a sign-in code with the e-mail address of one of its people.</p>
        </EmptyState>
      )}
      {messages.map(({ id, subject, to, organisation, createdAt, timeZone, body }) => (
        <article key={id} className="cs-section" aria-labelledby={`subject-${id}`}>
          <h2 id={`subject-${id}`}>{subject}</h2>
          <SummaryList
            rows={[
              { key: "To", value: to },
              { key: "From", value: organisation },
              { key: "Written", value: sayMoment(createdAt, timeZone) },
            ]}
          />
          <p className="whitespace-pre-line">{body}</p>
        </article>
      ))}
    </Page>
  );
}
