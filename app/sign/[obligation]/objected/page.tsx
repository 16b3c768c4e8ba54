import type { Metadata } from "next";
import { ResponseRecorded } from "../response-recorded.tsx";

const heading = "Your objection is recorded";
export const metadata: Metadata = { title: heading };

export default function ObjectedPage({ params }: { params: Promise<{ obligation: string }> }) {
  return (
    <ResponseRecorded params={params} kind="objection" heading={heading}>
      <p>
        The school has been told. The other parent’s or carer’s signature stands, and the agreement applies.
      </p>
    </ResponseRecorded>
  );
}
