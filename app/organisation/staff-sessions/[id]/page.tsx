import type { Metadata } from "next";
import { SessionPage } from "../../../school/[urn]/class-sessions/_shared/session-page.tsx";

export const metadata: Metadata = { title: "Staff session" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  return <SessionPage urn={null} id={(await params).id} />;
}
