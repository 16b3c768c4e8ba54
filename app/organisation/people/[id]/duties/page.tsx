import type { Metadata } from "next";
import { DutiesPage } from "../../../../school/[urn]/people/_shared/duties-page.tsx";
import type { Query } from "../../../../school/[urn]/people/_shared/place.ts";

export const metadata: Metadata = { title: "Duties" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <DutiesPage urn={null} {...(await params)} query={await searchParams} />;
}
