import { foundAt, quoted, sentencesOf } from "./sentences.ts";
import type { Found, Passage, Reading, Severity } from "./types.ts";

const VERBS =
  "adapt|amend|edit|modify|tailor|customi[sz]e|adjust|delete|remove|replace|expand|rewrite|reword|personali[sz]e";
const AS_NEEDED =
  "(?:as|if|where)(?: it is)?(?: not)? (?:appropriate|applicable|necessary|required|needed|relevant)";
const TO_SUIT = "to (?:reflect|suit|fit|match|meet)\\b";

/** Words in square brackets that stand for something still to be written. */
const STANDS_FOR: readonly RegExp[] = [
  /^(?:please )?(?:insert|add|enter|include|delete|remove|amend|adapt|edit|replace|choose|select|specify|state|complete|type|describe|give|put|tailor|customi[sz]e|optional|note|guidance|instructions?)\b/i,
  /^(?:(?:the|your|our|this|name of(?: the)?|full|relevant|school|academy|trust|setting|organisation|company|head ?teacher|principal|dsl|dpo|chair of|chair|governors?|staff|member of|member|contact|job|post|web|designated safeguarding lead|data protection officer)(?:['’]s)? )*(?:names?|title|role|date|month|year|number|address|details|logo|e-?mail|phone|telephone|contact|location|url|link|website|school|academy|trust|setting|organisation|head ?teacher|principal|dsl|dpo|post|position)(?: here)?$/i,
  /^(?:x{2,}|\?+|_+|tb[cad]|to be (?:confirmed|added|agreed|completed|decided|inserted)|dd?[/ .-]mm?[/ .-]y.*)$/i,
  new RegExp(`\\b(?:${AS_NEEDED}|delete|here)$|\\binsert\\b`, "i"),
];
const BRACKETED = /\[([^[\]]{1,120})\]|<([^<>]{3,80})>|\{\{?([^{}]{3,80})\}\}?|«([^«»]{2,80})»/g;

/** An instruction to whoever fills in a template, which stands at the beginning of a sentence. */
const OPENING = new RegExp(
  `^(?:\\(|\\*|["“'‘])?\\s?(?:(?:please|note|nb|n\\.b\\.|schools? (?:should|may|can|must|need to|will need to)|you (?:should|may|can|must|need to|will need to|may wish to|may want to))[\\s:,–-]+){0,2}(?:${VERBS}|add to)(?:\\s?(?:/|or|and)\\s?(?:${VERBS}|add to))?\\s((?:(?:the|this|these|your|any|each|own|following|above|below|relevant|bracketed|highlighted|italic|sample|example)\\s){1,4}(?:lists?|sections?|paragraphs?|text(?! messages?)|wording|sentences?|statements?|bullets?|bullet points?|points|template|clauses?|headings?|tables?|examples?|appendix|details|policy)\\b(?:\\s(?:above|below))?)([^.!?]{0,120})`,
  "i",
);
const SURE =
  /\b(?:above|below|following|bracketed|highlighted|sample|example|sections?|paragraphs?|wording|sentences?|bullets?|bullet points?|template|clauses?|headings?)\b/i;
const NEEDED = new RegExp(`\\b(?:${AS_NEEDED}|${TO_SUIT}|here\\b)`, "i");

type Pattern = { words: RegExp; severity: Severity; inAgreements?: false };

/** Left-over words wherever in a sentence they stand. */
const PATTERNS: readonly Pattern[] = [
  {
    words: new RegExp(
      `(?<!\\b(?:will|may|can|could|should|must|shall|to|and|then|not|be|we|they|who|governors|board|head ?teacher|school|trust)\\s)\\b(?:delete|amend|adapt|edit|tailor|modify)(?:\\s?(?:/|or|and)\\s?[a-z]{2,12})? ${AS_NEEDED}`,
      "i",
    ),
    severity: "error",
    inAgreements: false,
  },
  {
    words:
      /(?<!\b(?:not|never|n['’]t)\s)\binsert (?:(?:the|your|a|an|any|relevant|full|appropriate) ){0,3}(?:name of |details of )?(?:(?:the|your) )?(?:school|academy|trust|organisation|head ?teacher|dsl|dpo|names?|dates?|logo|details|contact|link|text|policy|number)\b/i,
    severity: "error",
  },
  {
    words:
      /\b(?:schools?|academies|trusts) (?:should|may|can|must|need to|may wish to|may want to|will need to) (?:adapt|amend|edit|tailor|customi[sz]e|personali[sz]e) (?:this|the|it|these)\b/i,
    severity: "error",
  },
  {
    words:
      /\b(?:this|the) (?:model|template|sample|specimen) (?:policy|document|agreement|text)\b[^.;]{0,80}\b(?:adapt|amend|tailor|customi[sz]|edit|insert|personali[sz])/i,
    severity: "error",
  },
  {
    words:
      /\b(?:your (?:school|academy|trust)(?:['’]s)? name|name of (?:your )?(?:school|academy|trust) here|anytown (?:\w+ ){0,2}(?:school|academy|college))\b/i,
    severity: "error",
  },
  {
    words: /\b(?:click or tap (?:here )?to enter|click here to enter|choose an item\b|lorem ipsum)/i,
    severity: "error",
  },
  { words: /\berror! (?:bookmark not|reference source not|no (?:bookmark|text))/i, severity: "error" },
  { words: /(?<![\p{L}\p{N}])(?:x{4,}|xx\/xx\/(?:xx){1,2})(?![\p{L}\p{N}])/iu, severity: "error" },
  {
    words: /\b(?:is|are|by|contact|called)\s(?:_{3,}|\.{5,}|…{2,})/i,
    severity: "error",
    inAgreements: false,
  },
  { words: /[\p{L}\p{N})][\p{L}\p{N}'’-]{0,30}\s?\/\s?etc\b\.?/iu, severity: "warning" },
];

/** Instructions, places to fill in and alternatives to choose from that a template left behind. */
export function templateResidue({ passages }: Reading): Found[] {
  return passages.flatMap((passage) => {
    if (passage.kind === "field" || passage.kind === "history") return [];
    return residueIn(passage).map(({ words, offset, severity }) =>
      foundAt(
        passage,
        offset,
        severity,
        severity === "error"
          ? `${quoted(words)} looks like something the template left to be filled in or taken out. Write what holds for your school, or delete it.`
          : `${quoted(words)} leaves open what else is meant. Name it, or delete the words.`,
      ),
    );
  });
}

type Residue = { words: string; offset: number; severity: Severity };

function residueIn(passage: Passage): Residue[] {
  const { text, agreement } = passage;
  const found: Residue[] = [];
  const add = (words: string, offset: number, severity: Severity) => {
    if (!found.some((one) => offset < one.offset + one.words.length && one.offset < offset + words.length))
      found.push({ words, offset, severity });
  };
  for (const match of text.matchAll(BRACKETED)) {
    const inside = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? "").trim();
    const certain = match[3] !== undefined || match[4] !== undefined;
    if (STANDS_FOR.some((one) => one.test(inside)) || (certain && /^[\w .'’-]+$/.test(inside)))
      add(match[0], match.index, "error");
  }
  for (const { text: sentence, start } of sentencesOf(text)) {
    const opening = OPENING.exec(sentence);
    if (opening && instructs(passage, opening)) add(sentence, start, "error");
  }
  for (const { words, severity, inAgreements } of PATTERNS) {
    if (agreement !== null && inAgreements === false) continue;
    const match = words.exec(text);
    if (match) add(match[0], match.index, severity);
  }
  return found;
}

/** Whether an imperative is meant for whoever writes the policy, not for those who follow it. */
function instructs({ leadIn, agreement }: Passage, [, object = "", tail = ""]: RegExpExecArray): boolean {
  if (agreement !== null) return false;
  if (leadIn !== null) return /\b(?:above|below)\b/i.test(object) && NEEDED.test(tail);
  return NEEDED.test(tail) || (SURE.test(object) && /^\s*$|^\s?(?:if|where|as|to|with|so)\b/i.test(tail));
}
