import type { Metadata } from "next";
import type { SearchParams } from "../../../not-signed-view.tsx";
import { NotSignedPage } from "../../../school/[urn]/not-signed/_shared/not-signed-page.tsx";

type Props = { searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: "Who has not signed" };

/** The organisation's own people: its central team and its board. */
export default async function OwnNotSigned({ searchParams }: Props) {
  return <NotSignedPage urn={null} query={await searchParams} />;
}
