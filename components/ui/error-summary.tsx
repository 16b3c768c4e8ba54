"use client";
import { useEffect, useRef } from "react";

/** Something wrong in a form: the id of the field, when it is about one, and what to do about it. */
export type FormProblem = { field?: string; message: string };

/**
 * What has to be put right, on top of the form. Takes the focus when it appears: by `autofocus` in a page
 * that comes with it, and from script after a post that did not load the page anew. Nothing when nothing is wrong.
 */
export function ErrorSummary({ problems }: { problems: readonly FormProblem[] | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!problems?.length) return;
    box.current?.focus();
    const title = document.title;
    document.title = `Error: ${title}`;
    return () => {
      document.title = title;
    };
  }, [problems]);
  if (!problems?.length) return null;
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
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{field ? <a href={`#${field}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  );
}
