import type { Metadata } from "next";
import { RemindPage } from "../_shared/remind-page.tsx";
import type { Query } from "../_shared/selection.ts";

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<Query> };

export const metadata: Metadata = { title: "Send reminder" };

export default async function Remind({ params, searchParams }: Props) {
  return <RemindPage urn={(await params).urn} query={await searchParams} />;
}
