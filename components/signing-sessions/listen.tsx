"use client";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";

/** Reads words aloud with the browser's own voice; not there where the browser has none. */
export function Listen({ text }: { text: string }) {
  const [state, setState] = useState<"cannot" | "quiet" | "speaking">("cannot");
  useEffect(() => {
    if (!("speechSynthesis" in window)) return;
    setState("quiet");
    // a page that was left in the middle of a sentence goes on speaking otherwise
    window.speechSynthesis.cancel();
    return () => window.speechSynthesis.cancel();
  }, []);
  if (state === "cannot") return null;
  const press = () => {
    window.speechSynthesis.cancel();
    if (state === "speaking") return setState("quiet");
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = "en-GB";
    speech.rate = 0.9;
    speech.onend = () => setState("quiet");
    speech.onerror = () => setState("quiet");
    setState("speaking");
    window.speechSynthesis.speak(speech);
  };
  return (
    <Button type="button" variant="secondary" onClick={press}>
      {state === "speaking" ? "Stop" : "Listen"}
    </Button>
  );
}
