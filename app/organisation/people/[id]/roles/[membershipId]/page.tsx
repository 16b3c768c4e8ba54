import type { Metadata } from "next";
import { RolePage } from "../../../../../school/[urn]/people/_shared/role-page.tsx";

export const metadata: Metadata = { title: "Change role" };

type Props = { params: Promise<{ id: string; membershipId: string }> };

export default async function Page({ params }: Props) {
  return <RolePage urn={null} {...(await params)} />;
}
