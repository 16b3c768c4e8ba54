import type { Metadata } from "next";
import { EndMembershipPage } from "../../../../../../school/[urn]/people/_shared/role-page.tsx";

export const metadata: Metadata = { title: "End membership" };

type Props = { params: Promise<{ id: string; membershipId: string }> };

export default async function Page({ params }: Props) {
  return <EndMembershipPage urn={null} {...(await params)} />;
}
