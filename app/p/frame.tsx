import type { ReactNode } from "react";
import { Page, type PageProps } from "#components/layout/page.tsx";
import type { PublicOrganisation } from "#lib/policies/published.ts";

type PublicFrameProps = Pick<PageProps, "above" | "width"> & {
  organisation: PublicOrganisation;
  children: ReactNode;
};

/** The frame of a page that anyone can read: whose policy it is, and nobody's name. */
export function PublicFrame({ organisation, children, ...page }: PublicFrameProps) {
  const { name, colour, slug } = organisation;
  return (
    <Page organisation={{ name, colour, href: `/p/${slug}` }} {...page}>
      {children}
    </Page>
  );
}
