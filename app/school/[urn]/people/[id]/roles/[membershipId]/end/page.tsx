import type { Metadata } from "next";
import { EndMembershipPage } from "../../../../_shared/role-page.tsx";

export const metadata: Metadata = { title: "End membership" };

type Props = { params: Promise<{ urn: string; id: string; membershipId: string }> };

export default async function Page({ params }: Props) {
  return <EndMembershipPage {...(await params)} />;
}
