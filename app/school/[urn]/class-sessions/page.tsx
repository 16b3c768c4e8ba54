import type { Metadata } from "next";
import { SessionsPage, type SessionsQuery } from "./_shared/sessions-page.tsx";

export const metadata: Metadata = { title: "Class sessions" };

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<SessionsQuery> };

export default async function Page({ params, searchParams }: Props) {
  return <SessionsPage urn={(await params).urn} query={await searchParams} />;
}
