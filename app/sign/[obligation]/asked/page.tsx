import type { Metadata } from "next";
import { ResponseRecorded } from "../response-recorded.tsx";

const heading = "Your question has been sent";
export const metadata: Metadata = { title: heading };

export default function AskedPage({ params }: { params: Promise<{ obligation: string }> }) {
  return (
    <ResponseRecorded params={params} kind="question" heading={heading}>
      {(place) => <p>Your {place} has your question. You can sign the agreement at any time.</p>}
    </ResponseRecorded>
  );
}
