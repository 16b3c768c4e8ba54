import type { Metadata } from "next";
import { ClassesPage } from "../_shared/classes-page.tsx";
import type { Query } from "../_shared/place.ts";

export const metadata: Metadata = { title: "Classes and tutor groups" };

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <ClassesPage {...(await params)} query={await searchParams} />;
}
