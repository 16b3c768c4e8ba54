import type { Metadata } from "next";
import { ChildStep } from "#components/signing-sessions/child-step.tsx";
import { ChooseName, NameMissing, Thanks } from "#components/signing-sessions/choose-name.tsx";
import { Asking, NotLetIn, TypeCode } from "#components/signing-sessions/getting-in.tsx";
import { GrownUpForm } from "#components/signing-sessions/grown-up-form.tsx";
import { GrownUpResponse } from "#components/signing-sessions/grown-up-response.tsx";
import { tabletView, thanksFor } from "#lib/signing-sessions/tablet-view.ts";
import { formNotes } from "../sign/form-notes.ts";
import { tabletPass } from "./tablet-pass.ts";

export const metadata: Metadata = { title: "Sign with your class" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** All that a tablet ever shows. What it is follows from how the tablet stands, so there is nothing else to open. */
export default async function TabletPage({ searchParams }: Props) {
  const query = await searchParams;
  const notes = query.check === "1" ? await formNotes() : null;
  const problems = notes?.problems ?? [];
  const values = notes?.values ?? {};
  if (query.code === "new") return <TypeCode problems={problems} typed={values.code ?? ""} />;
  const pass = await tabletPass();
  if (typeof query.thanks === "string") {
    const thanks = await thanksFor(pass, query.thanks);
    if (thanks) return <Thanks {...thanks} />;
  }
  const view = await tabletView(pass, typeof query.letter === "string" ? query.letter : undefined);
  switch (view.at) {
    case "code":
      return <TypeCode problems={problems} typed={values.code ?? ""} />;
    case "asking":
      return <Asking tablet={view.tablet} />;
    case "names":
      return query.missing === "1" ? (
        <NameMissing isChild={view.children} />
      ) : (
        <ChooseName view={view} problems={problems} />
      );
    case "step":
      return <ChildStep view={view} problems={problems} values={values} />;
    case "whole":
      return query.respond === "question" || query.respond === "refusal" ? (
        <GrownUpResponse view={view} kind={query.respond} problems={problems} values={values} />
      ) : (
        <GrownUpForm view={view} problems={problems} values={values} />
      );
    default:
      return <NotLetIn why={view.at} />;
  }
}
