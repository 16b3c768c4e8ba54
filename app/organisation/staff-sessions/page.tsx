import type { Metadata } from "next";
import {
  SessionsPage,
  type SessionsQuery,
} from "../../school/[urn]/class-sessions/_shared/sessions-page.tsx";

export const metadata: Metadata = { title: "Staff sessions" };

type Props = { searchParams: Promise<SessionsQuery> };

export default async function Page({ searchParams }: Props) {
  return <SessionsPage urn={null} query={await searchParams} />;
}
