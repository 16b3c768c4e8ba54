import type { Metadata } from "next";
import { AwayPage } from "../../../../school/[urn]/people/_shared/away-page.tsx";
import type { Query } from "../../../../school/[urn]/people/_shared/place.ts";

export const metadata: Metadata = { title: "Away" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <AwayPage urn={null} {...(await params)} query={await searchParams} />;
}
