"use client";
import { useEffect, useRef } from "react";

type ClearLaterProps = { action: string; seconds: number };

/** On the school's tablet: presses `Finish` after a while, so that the next person finds nobody's name. */
export function ClearLater({ action, seconds }: ClearLaterProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => form.current?.submit(), seconds * 1000);
    // A page that the browser had put by is forgotten when somebody goes back to it.
    const shownAgain = (event: PageTransitionEvent) => event.persisted && form.current?.submit();
    window.addEventListener("pageshow", shownAgain);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pageshow", shownAgain);
    };
  }, [seconds]);
  return <form ref={form} method="post" action={action} hidden />;
}
