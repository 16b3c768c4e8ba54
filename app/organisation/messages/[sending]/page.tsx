import type { Metadata } from "next";
import { SendingPage } from "../../../school/[urn]/messages/_shared/sending-page.tsx";

type Props = { params: Promise<{ sending: string }> };

export const metadata: Metadata = { title: "Reminders sent together" };

export default async function Sending({ params }: Props) {
  const { sending } = await params;
  return <SendingPage urn={null} id={sending} />;
}
