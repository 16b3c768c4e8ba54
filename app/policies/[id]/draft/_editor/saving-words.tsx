"use client";
import { Notice } from "#components/ui/notice.tsx";
import type { SavingState } from "./use-saving.ts";

const keptWords = (kept: boolean) =>
  kept
    ? "What you typed is kept in this browser."
    : "Keep this page open: your browser cannot keep what you typed.";

/** How the saving stands, in a few words beside the button. */
export function sayShortly(state: SavingState): string {
  switch (state.kind) {
    case "saved":
      return state.words;
    case "unsaved":
      return "Saving…";
    case "offline":
      return "Not saved: no connection";
    case "signed-out":
      return "Not saved: you are signed out";
    case "gone":
      return "Not saved: the draft is no longer here";
    case "conflict":
      return "Not saved: someone else has saved";
    case "refused":
      return "Not saved";
  }
}

/** What somebody has to know when what they typed did not reach the server; nothing while all is well. */
export function SavingTrouble({ state, path }: { state: SavingState; path: string }) {
  switch (state.kind) {
    case "offline":
      return (
        <Notice tone="important" title="There is no connection">
          <p>
            {keptWords(state.kept)} It is sent as soon as there is a connection again; you can go on writing.
          </p>
        </Notice>
      );
    case "signed-out":
      return (
        <Notice tone="important" title="You have been signed out">
          <p>
            {keptWords(state.kept)}{" "}
            <a href="/sign-in" target="_blank" rel="noreferrer">
              Sign in again in a new tab
            </a>
            , then press Save here.
          </p>
        </Notice>
      );
    case "gone":
      return (
        <Notice tone="important" title="This draft is no longer here">
          <p>
            Somebody has sent it on, or you may no longer write it. {keptWords(state.kept)}{" "}
            <a href={path.replace(/\/draft$/, "")}>See the policy</a>
          </p>
        </Notice>
      );
    case "conflict":
      return (
        <Notice tone="important" title={`${state.by} has saved this draft as well`}>
          <p>
            {state.by} saved it at {state.at}, while you were writing. Nothing is lost: the draft is as they
            left it, and what you wrote is kept beside it.
          </p>
          <p>
            <a href={`${path}/earlier/${state.copyId}`}>Compare the two texts and choose</a>
          </p>
        </Notice>
      );
    case "refused":
      return (
        <Notice tone="important" title="This text cannot be saved">
          <p>{state.sentence} What you typed is kept in this browser.</p>
        </Notice>
      );
    default:
      return null;
  }
}
