"use client";
import { useEffect } from "react";

/**
 * On a device that people share: a page that the browser had put by, with what somebody typed, is asked for anew when
 * the next person goes back to it.
 */
export function NotFromBefore() {
  useEffect(() => {
    const shownAgain = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener("pageshow", shownAgain);
    return () => window.removeEventListener("pageshow", shownAgain);
  }, []);
  return null;
}
