import type { Metadata } from "next";
import { MessagesPage } from "../../school/[urn]/messages/_shared/messages-page.tsx";
import type { Query } from "../../school/[urn]/people/_shared/place.ts";

type Props = { searchParams: Promise<Query> };

export const metadata: Metadata = { title: "Messages" };

export default async function Messages({ searchParams }: Props) {
  return <MessagesPage urn={null} query={await searchParams} />;
}
