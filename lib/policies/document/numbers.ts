/** The number that a heading or a clause begins with, as written, and the words after it. */
export type Numbered = { number: string | null; text: string };

const DOTTED = /^(\d{1,3}(?:\.\d{1,3})+\.?)(?:[\s:–—-]+|(?=\p{Lu}))(\S.*)$/su;
const PLAIN = /^(\d{1,3}[.)]?)(?:\s*[:–—-]\s+|\s+)(\S.*)$/s;
const LETTERED = /^(\([a-z]{1,4}\)|\([0-9]{1,2}\)|[a-z]\)|[ivx]{1,4}\))\s+(\S.*)$/s;

/** Splits a heading into number and words: `4.1 Sanctions`, `1. Scope`, `2) Use`, `10 – Review`. */
export function headingNumber(text: string): Numbered {
  const found = DOTTED.exec(text) ?? PLAIN.exec(text);
  return found?.[1] && found[2] ? { number: bareNumber(found[1]), text: found[2] } : { number: null, text };
}

/**
 * Splits a clause into number and words. A bare number needs a point or bracket after it: "30 pupils may …"
 * starts with a count, not with a clause's number.
 */
export function clauseNumber(text: string): Numbered {
  const dotted = DOTTED.exec(text);
  if (dotted?.[1] && dotted[2]) return { number: bareNumber(dotted[1]), text: dotted[2] };
  const plain = /^(\d{1,3}[.)])\s+(\S.*)$/s.exec(text) ?? LETTERED.exec(text);
  return plain?.[1] && plain[2] ? { number: bareNumber(plain[1]), text: plain[2] } : { number: null, text };
}

/** `4.` and `4)` are cited as 4. */
function bareNumber(number: string): string {
  return /^\d/.test(number) ? number.replace(/[.)]$/, "") : number;
}

/** Makes an id of words: `a-z0-9-`, at most 60 characters, cut between words. */
export function slug(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’‘]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  if (plain.length <= 60) return plain || "unnamed";
  const cut = plain.slice(0, 61);
  return cut.slice(0, Math.max(cut.lastIndexOf("-"), 20)).replace(/-$/, "");
}

/** Gives out slugs, each once: a second use of the same words gets `-2`. */
export function slugger(): (text: string, prefix?: string) => string {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return (text, prefix = "") => {
    const wanted = `${prefix}${slug(text)}`;
    let given = wanted;
    let count = counts.get(wanted) ?? 1;
    while (taken.has(given)) {
      count += 1;
      given = `${wanted}-${count}`;
    }
    counts.set(wanted, count);
    taken.add(given);
    return given;
  };
}
