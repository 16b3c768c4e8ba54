"use client";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Page } from "./page.tsx";

/**
 * What the page for a missing page shows. A client component only so that Next, which sends it along with
 * every page, sends a reference to it and not all its words, twice.
 */
export function NotFoundView() {
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
