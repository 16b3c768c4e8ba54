import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Obligation } from "#lib/obligations/obligations-of.ts";
import { yourPlace } from "#lib/organisations/words.ts";
import { findObligation } from "#lib/signing/find-obligation.ts";
import { orNotFound, requireActorAtGate } from "../../acting.ts";
import { Shell } from "../../shell.tsx";
import { ContinueLink } from "../continue-link.tsx";

type ResponseRecordedProps = {
  params: Promise<{ obligation: string }>;
  kind: Obligation["responseKind"];
  heading: string;
  /** Or what is made of it by what to call whoever was told, after "your". */
  children: ReactNode | ((place: string) => ReactNode);
};

/** Confirms a question or a refusal, and only to who made one; anyone else's way leads back to the agreement. */
export async function ResponseRecorded({ params, kind, heading, children }: ResponseRecordedProps) {
  const actor = await requireActorAtGate();
  const { obligation } = await params;
  const found = await orNotFound(findObligation(actor, obligation));
  if (!("obligation" in found) || found.obligation.responseKind !== kind) redirect(`/sign/${obligation}`);
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>{heading}</PageHeading>
      {typeof children === "function" ? children(yourPlace(actor, found.obligation.unitIds)) : children}
      <p>
        <a href={`/sign/${obligation}`}>Back to the agreement</a>
      </p>
      {actor.mustSign ? (
        <p>
          <a href="/sign">You have more to read and sign</a>
        </p>
      ) : (
        <ContinueLink actor={actor} />
      )}
    </Shell>
  );
}
