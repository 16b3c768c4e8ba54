import type { Metadata } from "next";
import { RolePage } from "../../../_shared/role-page.tsx";

export const metadata: Metadata = { title: "Change role" };

type Props = { params: Promise<{ urn: string; id: string; membershipId: string }> };

export default async function Page({ params }: Props) {
  return <RolePage {...(await params)} />;
}
