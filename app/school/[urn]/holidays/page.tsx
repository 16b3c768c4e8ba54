import type { Metadata } from "next";
import type { Params, Query } from "../people/_shared/place.ts";
import { HolidaysPage } from "./_shared/holidays-page.tsx";

type Props = { params: Promise<Params>; searchParams: Promise<Query> };

export const metadata: Metadata = { title: "Holidays" };

export default async function Holidays({ params, searchParams }: Props) {
  return <HolidaysPage urn={(await params).urn} query={await searchParams} />;
}
