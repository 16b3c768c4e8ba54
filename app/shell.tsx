import type { ReactNode } from "react";
import { Page, type PageProps } from "#components/layout/page.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { decidesByDuty, seesBoards } from "#lib/ratification/decides-by-duty.ts";
import { homeOf, linksOf } from "./links.ts";

type ShellProps = Pick<PageProps, "above" | "width"> & {
  actor: Actor;
  /** The path of the link that this page belongs to, such as `/policies`. */
  current?: string;
  children: ReactNode;
};

/** The frame of a page for someone signed in: their organisation, their name, and the pages that are theirs. */
export async function Shell({ actor, current, children, ...page }: ShellProps) {
  const { name, colour } = actor.organisation;
  const decides = !seesBoards(actor) && (await decidesByDuty(actor));
  const links = linksOf(actor, decides).map((link) => ({ ...link, current: link.href === current }));
  return (
    <Page
      organisation={{ name, colour, href: homeOf(actor) }}
      person={{ name: actor.name }}
      links={links}
      {...page}
    >
      {children}
    </Page>
  );
}
