/** What a grown-up writes on a shared tablet instead of signing. It reaches the school once it is confirmed who it was. */
export type TurnResponse = { kind: "question" | "refusal"; words: string; confirmed?: true };

/**
 * What a turn remembers besides its wording: the occasion that was asked for, and what was typed. Fields by their
 * name in the agreement.
 */
export type TurnAnswers = {
  occasion: string;
  printedName?: string;
  fields?: Record<string, string>;
  response?: TurnResponse;
};

/** The answers of a turn's row. */
export function turnAnswers(json: unknown): TurnAnswers {
  const { occasion = "once", printedName, fields, response } = (json ?? {}) as Partial<TurnAnswers>;
  return { occasion, printedName, fields, ...(response ? { response } : {}) };
}

/** The steps that somebody said they are not sure about. */
export const unsureSteps = (json: unknown): number[] =>
  Array.isArray(json) ? json.filter((step): step is number => Number.isInteger(step)) : [];
