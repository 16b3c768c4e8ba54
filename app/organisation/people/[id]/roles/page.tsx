import type { Metadata } from "next";
import type { Query } from "../../../../school/[urn]/people/_shared/place.ts";
import { RolesPage } from "../../../../school/[urn]/people/_shared/roles-page.tsx";

export const metadata: Metadata = { title: "Roles and classes" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <RolesPage urn={null} {...(await params)} query={await searchParams} />;
}
