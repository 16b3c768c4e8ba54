import type { Metadata } from "next";
import { NotFoundView } from "#components/layout/not-found-view.tsx";

export const metadata: Metadata = { title: "Page not found" };

/** Also what someone sees who asks for a page that they may not know exists. */
export default function NotFound() {
  return <NotFoundView />;
}
