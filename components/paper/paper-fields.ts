/** The name of a field of one signature of a paper, counted from 0: what is typed from the first has the plain names. */
export const paperField = (at: number, field: string): string => (at === 0 ? field : `p${at + 1}-${field}`);

/** The name of an agreement's own field in that form. */
export const answerField = (name: string): string => `answer-${name}`;
