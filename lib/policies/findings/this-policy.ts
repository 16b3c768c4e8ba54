/** What a policy calls itself. */
const CALLED = "(?:polic(?:y|ies)|documents?|agreements?|codes? of conduct|rules)";
/** "this policy", "the lending policy of our trust": to be captured and given to `isThisPolicy`. */
export const SUBJECT = `((?:this|the|our|these)\\s(?:[\\w&/’'-]{1,25}\\s){0,6}?${CALLED})`;

const OF_EVERY_POLICY =
  /^(?:whole|entire|present|current|school|schools|trust|trusts|academy|s|and|of|for|on)$/;

/** Whether words such as "the lending policy" mean the one they stand in, as "this policy" does, or another. */
export function isThisPolicy(subject: string, title: string | null): boolean {
  const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first, ...words] = wordsOf(subject.replace(new RegExp(`\\s${CALLED}$`, "i"), ""));
  if (first === "this" || first === "these") return true;
  const own = new Set(wordsOf(title ?? ""));
  return words.every((word) => own.has(word) || OF_EVERY_POLICY.test(word));
}
