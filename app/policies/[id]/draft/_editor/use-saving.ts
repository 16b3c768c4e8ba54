import { useCallback, useEffect, useRef, useState } from "react";
import { forgetHere, keepHere, placeHere } from "./keep-here.ts";
import type { SaidReading, SaveAnswer, Standing } from "./said.ts";

export type SavingState =
  | { kind: "saved"; words: string }
  | { kind: "unsaved" }
  | { kind: "offline"; kept: boolean }
  | { kind: "signed-out"; kept: boolean }
  | { kind: "gone"; kept: boolean }
  | { kind: "conflict"; copyId: string; by: string; at: string }
  | { kind: "refused"; sentence: string };

type Saving = {
  state: SavingState;
  reading: SaidReading;
  /** The text that the reading is about. */
  readText: string;
  /** Somebody else saved since this page was opened, and nothing has been changed here. */
  newer: Standing | null;
  saveNow: () => void;
};

const pause = 1200;
const retry = 6000;
const look = 20_000;

type Options = {
  path: string;
  draftId: string;
  personId: string;
  text: string;
  first: { text: string; revision: number; saved: string; reading: SaidReading };
};

/**
 * Saves the text as it is typed: a moment after the last change, with a copy in the browser until the server has it.
 * A save that starts from a text which somebody else has replaced stops the saving: nothing is overwritten.
 */
export function useSaving({ path, draftId, personId, text, first }: Options): Saving {
  const [state, setState] = useState<SavingState>({ kind: "saved", words: first.saved });
  const [said, setSaid] = useState({ reading: first.reading, text: first.text });
  const [newer, setNewer] = useState<Standing | null>(null);
  const place = useRef<string>(undefined);
  const current = useRef(text);
  const saved = useRef({ text: first.text, revision: first.revision, words: first.saved });
  const busy = useRef(false);
  const stopped = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  place.current ??= placeHere(draftId, personId);
  current.current = text;

  // what the page itself says anew, after a finding was set aside, is about the text that was kept then
  useEffect(() => {
    setSaid({ reading: first.reading, text: first.text });
  }, [first]);

  const saveNow = useCallback(async () => {
    const key = place.current ?? "";
    if (busy.current || stopped.current) return;
    const sent = current.current;
    if (sent === saved.current.text) {
      forgetHere(key);
      setState({ kind: "saved", words: saved.current.words });
      return;
    }
    busy.current = true;
    const kept = keepHere(key, sent, saved.current.revision);
    let again = pause;
    try {
      const answer = await fetch(`${path}/save`, {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text: sent, revision: saved.current.revision }),
      });
      if (answer.type === "opaqueredirect" || answer.status === 401) setState({ kind: "signed-out", kept });
      else if (answer.status === 404) setState({ kind: "gone", kept });
      else if (!answer.ok) setState({ kind: "offline", kept });
      else {
        const told = (await answer.json()) as SaveAnswer;
        if (told.kind === "saved") {
          const words = `Saved at ${told.at}`;
          saved.current = { text: sent, revision: told.revision, words };
          setSaid({ reading: told.reading, text: sent });
          setNewer(null);
          if (current.current === sent) {
            forgetHere(key);
            setState({ kind: "saved", words });
          }
        } else if (told.kind === "conflict") {
          if (current.current === sent) {
            stopped.current = true;
            forgetHere(key);
            setState(told);
          }
        } else setState(told);
      }
      if (answer.type === "opaqueredirect" || !answer.ok) again = retry;
    } catch {
      setState({ kind: "offline", kept });
      again = retry;
    } finally {
      busy.current = false;
    }
    if (!stopped.current && current.current !== saved.current.text) {
      clearTimeout(timer.current);
      timer.current = setTimeout(saveNow, again);
    }
  }, [path]);

  useEffect(() => {
    if (stopped.current || text === saved.current.text) return;
    setState((was) => (was.kind === "saved" ? { kind: "unsaved" } : was));
    clearTimeout(timer.current);
    timer.current = setTimeout(saveNow, pause);
    const keeping = setTimeout(() => keepHere(place.current ?? "", text, saved.current.revision), 200);
    return () => clearTimeout(keeping);
  }, [text, saveNow]);

  useEffect(() => {
    const leaving = () => {
      if (stopped.current || current.current === saved.current.text) return;
      keepHere(place.current ?? "", current.current, saved.current.revision);
      if (document.visibilityState === "hidden") void saveNow();
    };
    const back = () => void saveNow();
    document.addEventListener("visibilitychange", leaving);
    window.addEventListener("pagehide", leaving);
    window.addEventListener("online", back);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener("visibilitychange", leaving);
      window.removeEventListener("pagehide", leaving);
      window.removeEventListener("online", back);
    };
  }, [saveNow]);

  useEffect(() => {
    const ask = async () => {
      if (document.hidden || busy.current || stopped.current) return;
      try {
        const answer = await fetch(`${path}/standing`, { cache: "no-store", redirect: "manual" });
        if (!answer.ok) return;
        const told = (await answer.json()) as Standing;
        setNewer(told.revision > saved.current.revision && !busy.current ? told : null);
      } catch {
        // no connection for a moment: the next save says so
      }
    };
    const watching = setInterval(ask, look);
    return () => clearInterval(watching);
  }, [path]);

  return { state, reading: said.reading, readText: said.text, newer, saveNow: () => void saveNow() };
}
