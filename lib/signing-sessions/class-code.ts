import { randomInt } from "node:crypto";

/*
 * Five letters that nobody takes for others and that make no words: without vowels, without L, which is read as I,
 * and without Q, which is read as O. 1.9 million codes; and whoever guesses one has done no more than ask.
 */
const letters = "BCDFGHJKMNPRSTVWXZ";

/** Words that are read into letters even without their vowels. */
const unwanted =
  /(.)\1\1|FCK|FKN|FCC|PHK|SHT|SHZ|CNT|KNT|TWT|DCK|DKS|CCK|CKC|PRCK|PRK|BTCH|BCH|BSTR|BSTD|WNK|WNC|TSS|NGG|NGR|FGG|FGT|PSS|CRP|TRD|TTS|BBS|SX|XX|KKK|NZ|HH|DMN|DRG|GNT|MNG|SPZ|SPC|RTRD|MRN|FRT|PNS|VGN|VJN|WPS|CHNK|PK|PD|DTH|KTT|GSH|BMB|GNS|KNF|RP/;

/** A new class code; whether it is free the directory says. */
export function newClassCode(): string {
  for (;;) {
    const code = Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join("");
    if (!unwanted.test(code)) return code;
  }
}

/** A class code as somebody typed it, with their small letters, spaces and hyphens; null when it can be none. */
export function readClassCode(typed: string): string | null {
  const code = typed
    .slice(0, 40)
    .toUpperCase()
    .replace(/[\s.\-–]/g, "");
  return /^[A-Z]{5}$/.test(code) ? code : null;
}
