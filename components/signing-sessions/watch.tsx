"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

type WatchProps = {
  /** Answers with a mark in plain text that changes when there is something new. */
  href: string;
  /** The mark of what is shown. */
  mark: string;
  seconds: number;
};

/** Shows the page again when there is something new. A page that nobody looks at waits. */
export function Watch({ href, mark, seconds }: WatchProps) {
  const router = useRouter();
  useEffect(() => {
    let asking = false;
    let lastAsked = "";
    let patience = 0;
    const look = async () => {
      if (asking || document.hidden) return;
      asking = true;
      try {
        const answer = await fetch(href, { cache: "no-store", redirect: "manual" });
        const text = answer.ok ? await answer.text() : null;
        // signed out or taken away meanwhile: the page itself says so
        const other =
          text === null ? answer.type === "opaqueredirect" || answer.status === 404 : text !== mark;
        // asked for once: a slow server would never come to the end of the first answer otherwise
        if (!other || (`${text}` === lastAsked && patience-- > 0)) return;
        lastAsked = `${text}`;
        patience = 5;
        router.refresh();
      } catch {
        // no connection for a moment; the next look will tell
      } finally {
        asking = false;
      }
    };
    const timer = setInterval(look, seconds * 1000);
    return () => clearInterval(timer);
  }, [href, mark, seconds, router]);
  return null;
}
