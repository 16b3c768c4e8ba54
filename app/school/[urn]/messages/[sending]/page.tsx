import type { Metadata } from "next";
import { SendingPage } from "../_shared/sending-page.tsx";

type Props = { params: Promise<{ urn: string; sending: string }> };

export const metadata: Metadata = { title: "Reminders sent together" };

export default async function Sending({ params }: Props) {
  const { urn, sending } = await params;
  return <SendingPage urn={urn} id={sending} />;
}
