import type { Metadata } from "next";
import { Page } from "#components/layout/page.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";

export const metadata: Metadata = { title: "Page not found" };

/** Also what someone sees who asks for a page that they may not know exists. */
export default function NotFound() {
  return (
    <Page>
      <PageHeading>Page not found</PageHeading>
      <div className="cs-stack">
        <p>
          If you typed the address, check that it is right. If you pasted it, check that you have all of it.
        </p>
        <p>
          If you followed a link from Countersign or from your school, the page may have moved, or it may not
          be for you. <a href="/sign">Go to your agreements</a>, or ask your school’s office.
        </p>
      </div>
    </Page>
  );
}
