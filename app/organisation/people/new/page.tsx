import type { Metadata } from "next";
import { NewPersonPage } from "../../../school/[urn]/people/_shared/new-person-page.tsx";

export const metadata: Metadata = { title: "Add a person" };

export default function Page() {
  return <NewPersonPage urn={null} />;
}
