import type { ReadableAgreement } from "#lib/signing/readable-agreement.ts";

/** One thing that a child hears or reads at a time. */
export type Step =
  | { kind: "introduction"; paragraphs: string[] }
  | { kind: "rule"; text: string; leadIn: string | null; number: number; of: number }
  /** An agreement without rules of its own is read as a whole. */
  | { kind: "whole"; html: string }
  | { kind: "end"; declaration: string | null };

/** An agreement as a child goes through it; the same for the same wording, so that a turn can stand at a number. */
export function stepsOf(agreement: ReadableAgreement): Step[] {
  const rules = agreement.statements.filter(({ text, leadIn }, index) => {
    // words that only lead into the next rules are read out with each of those
    const next = agreement.statements[index + 1]?.leadIn;
    return !(next && /:$/.test(text) && next === [leadIn, text].filter(Boolean).join(" "));
  });
  const { introduction, declaration } = agreement;
  return [
    ...(introduction.length > 0 ? [{ kind: "introduction" as const, paragraphs: introduction }] : []),
    ...(rules.length > 0
      ? rules.map((rule, index) => ({
          kind: "rule" as const,
          ...rule,
          number: index + 1,
          of: rules.length,
        }))
      : [{ kind: "whole" as const, html: agreement.agreementHtml || agreement.documentHtml }]),
    { kind: "end" as const, declaration },
  ];
}

/** A rule in one sentence, with the words that lead into it. */
export const sayRule = (step: Step): string =>
  step.kind === "rule"
    ? [step.leadIn, step.text].filter(Boolean).join(" ")
    : step.kind === "introduction"
      ? "The beginning"
      : step.kind === "end"
        ? "The end"
        : "The agreement";
