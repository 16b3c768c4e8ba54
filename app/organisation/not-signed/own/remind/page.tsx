import type { Metadata } from "next";
import { RemindPage } from "../../../../school/[urn]/not-signed/_shared/remind-page.tsx";
import type { Query } from "../../../../school/[urn]/not-signed/_shared/selection.ts";

type Props = { searchParams: Promise<Query> };

export const metadata: Metadata = { title: "Send reminder" };

export default async function Remind({ searchParams }: Props) {
  return <RemindPage urn={null} query={await searchParams} />;
}
