import type { Metadata } from "next";
import { HolidaysPage } from "../../school/[urn]/holidays/_shared/holidays-page.tsx";
import type { Query } from "../../school/[urn]/people/_shared/place.ts";

type Props = { searchParams: Promise<Query> };

export const metadata: Metadata = { title: "Holidays" };

export default async function Holidays({ searchParams }: Props) {
  return <HolidaysPage urn={null} query={await searchParams} />;
}
