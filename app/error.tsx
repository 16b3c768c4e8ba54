"use client";
import { Problem } from "#components/layout/problem.tsx";

type ErrorProps = { error: unknown; retry: () => void };

export default function ErrorPage({ error, retry }: ErrorProps) {
  const id = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return <Problem id={id} again={retry} />;
}
