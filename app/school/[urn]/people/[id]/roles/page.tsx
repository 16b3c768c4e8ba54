import type { Metadata } from "next";
import type { Query } from "../../_shared/place.ts";
import { RolesPage } from "../../_shared/roles-page.tsx";

export const metadata: Metadata = { title: "Roles and classes" };

type Props = { params: Promise<{ urn: string; id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <RolesPage {...(await params)} query={await searchParams} />;
}
