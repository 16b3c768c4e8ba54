import type { ReactNode } from "react";
import { Page, type PageProps } from "#components/layout/page.tsx";
import { NotFromBefore } from "#components/ui/not-from-before.tsx";
import type { SchoolAtTheDoor } from "#lib/visits/find-school.ts";

type DoorFrameProps = Pick<PageProps, "above"> & { school: SchoolAtTheDoor; children: ReactNode };

/** The frame of the pages at the door: whose they are, and nobody's name. */
export function DoorFrame({ school, children, above }: DoorFrameProps) {
  const { name, colour } = school.organisation;
  return (
    <Page organisation={{ name, colour, href: `/visit/${school.code}` }} above={above}>
      {children}
      <NotFromBefore />
    </Page>
  );
}
