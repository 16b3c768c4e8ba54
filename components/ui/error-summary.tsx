"use client";
import { useEffect, useRef } from "react";

/** A mistake in a form: where it is (the field's id) and what to do about it. */
export type FormMistake = { field?: string; message: string };

/**
 * What has to be put right, on top of the form. Takes the focus when it appears: by `autofocus` in a page
 * that comes with it, and from script after a post that did not load the page anew. Nothing when there is no mistake.
 */
export function ErrorSummary({ mistakes }: { mistakes: readonly FormMistake[] | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!mistakes?.length) return;
    box.current?.focus();
    if (!document.title.startsWith("Error: ")) document.title = `Error: ${document.title}`;
  }, [mistakes]);
  if (!mistakes?.length) return null;
  return (
    <div
      ref={box}
      className="cs-summary"
      role="alert"
      aria-labelledby="error-summary-title"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: the summary is the one thing to read after a refused form
      autoFocus
    >
      <h2 id="error-summary-title">There is a problem</h2>
      <ul>
        {mistakes.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{field ? <a href={`#${field}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  );
}
