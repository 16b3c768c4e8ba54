import type { Metadata } from "next";
import type { Query } from "../people/_shared/place.ts";
import { MessagesPage } from "./_shared/messages-page.tsx";

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<Query> };

export const metadata: Metadata = { title: "Messages" };

export default async function Messages({ params, searchParams }: Props) {
  return <MessagesPage urn={(await params).urn} query={await searchParams} />;
}
