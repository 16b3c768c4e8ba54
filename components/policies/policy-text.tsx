import { Prose } from "#components/ui/prose.tsx";
import type { ReadableText } from "#lib/policies/readable-text.ts";

/** The text of a version as it is read: contents, then the body with its agreements in their places. */
export function PolicyText({ text }: { text: ReadableText }) {
  return (
    <>
      {text.contentsHtml && <Prose html={text.contentsHtml} />}
      <Prose html={text.bodyHtml} />
    </>
  );
}
