"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Brings the page up to date every so many seconds while somebody looks at it; nothing typed is lost. */
export function KeepFresh({ seconds }: { seconds: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [router, seconds]);
  return null;
}
