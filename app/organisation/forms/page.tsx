import type { Metadata } from "next";
import { FormsPage, type FormsQuery } from "../../school/[urn]/forms/_shared/forms-page.tsx";

type Props = { searchParams: Promise<FormsQuery> };

export const metadata: Metadata = { title: "Forms to print" };

export default async function Forms({ searchParams }: Props) {
  return <FormsPage urn={null} query={await searchParams} />;
}
