import type { Metadata } from "next";
import { SessionPage } from "../_shared/session-page.tsx";

export const metadata: Metadata = { title: "Class session" };

type Props = { params: Promise<{ urn: string; id: string }> };

export default async function Page({ params }: Props) {
  return <SessionPage {...(await params)} />;
}
