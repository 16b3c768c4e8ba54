import { notFound } from "next/navigation";

/** A page with nothing in it, there to measure others against; only while `BENCH=on`. */
export default function EmptyPage() {
  if (process.env.BENCH !== "on") notFound();
  return null;
}
