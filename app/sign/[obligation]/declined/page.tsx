import type { Metadata } from "next";
import { ResponseRecorded } from "../response-recorded.tsx";

const heading = "You have said that you do not agree";
export const metadata: Metadata = { title: heading };

export default function DeclinedPage({ params }: { params: Promise<{ obligation: string }> }) {
  return (
    <ResponseRecorded params={params} kind="refusal" heading={heading}>
      {(place) => (
        <p>
          Your {place} has been told. The policy applies all the same. If you change your mind, you can sign
          the agreement at any time.
        </p>
      )}
    </ResponseRecorded>
  );
}
