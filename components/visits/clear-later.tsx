"use client";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";

type ClearLaterProps = { action: string; seconds: number };

/**
 * On the school's tablet: presses `Finish` after a while, so that the next person finds nobody's name. Whoever needs
 * longer keeps the page open; then it closes when they press `Finish`.
 */
export function ClearLater({ action, seconds }: ClearLaterProps) {
  const form = useRef<HTMLFormElement>(null);
  const [keep, setKeep] = useState(false);
  useEffect(() => {
    if (keep) return;
    const timer = setTimeout(() => form.current?.submit(), seconds * 1000);
    return () => clearTimeout(timer);
  }, [keep, seconds]);
  useEffect(() => {
    // A page that the browser had put by is forgotten when somebody goes back to it.
    const shownAgain = (event: PageTransitionEvent) => event.persisted && form.current?.submit();
    window.addEventListener("pageshow", shownAgain);
    return () => window.removeEventListener("pageshow", shownAgain);
  }, []);
  return (
    <div className="mt-6">
      <p role="status" className="text-soft mb-4">
        {keep
          ? "This page stays open until you press Finish. Press it before you go, so that the next person does not see your name."
          : `This page closes by itself after ${seconds} seconds, so that the next person does not see it.`}
      </p>
      {/* it stays where it is, so that the keyboard does not lose its place */}
      <Button type="button" variant="secondary" aria-pressed={keep} onClick={() => setKeep(!keep)}>
        Keep this open
      </Button>
      <form ref={form} method="post" action={action} hidden />
    </div>
  );
}
