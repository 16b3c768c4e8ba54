import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type TagTone = "plain" | "good" | "waiting" | "bad" | "info";

/** A state in a word or two: "Signed", "Overdue". The colour only repeats what the words say. */
export function Tag({ tone = "plain", children }: { tone?: TagTone; children: ReactNode }) {
  return <strong className={classNames("cs-tag", tone !== "plain" && `cs-tag--${tone}`)}>{children}</strong>;
}
