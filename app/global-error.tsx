"use client";
import { Problem } from "#components/layout/problem.tsx";
import "./globals.css";

type ErrorProps = { error: unknown };

/** Stands in for the whole document when the root layout itself fails. */
export default function GlobalError({ error }: ErrorProps) {
  const id = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <html lang="en-GB">
      <head>
        <title>Sorry, there is a problem – Countersign</title>
      </head>
      <body>
        <Problem id={id} />
      </body>
    </html>
  );
}
