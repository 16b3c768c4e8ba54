import { rolePlurals } from "#lib/people/words.ts";
import { firstRolesIn, mentions, rolesIn } from "#lib/policies/document/agreement-audience.ts";
import { AUDIENCE_ROLES, type AudienceRole } from "#lib/policies/document/types.ts";
import { foundAt, listed, sentencesOf } from "./sentences.ts";
import { isThisPolicy, SUBJECT } from "./this-policy.ts";
import type { Found, Passage, Reading } from "./types.ts";

const COVERS = new RegExp(
  `\\b(?:${SUBJECT}|it|they)\\s(?:(?:also|therefore|equally|both|always|which)\\s)?(?:covers?|appl(?:y|ies) (?:equally )?to|is (?:intended |written |meant )?for|are (?:intended |written |meant )?for|is aimed at|extends? to|relates? to|binds?|must be (?:followed|read and followed|kept) by|is binding (?:on|for))(?=[\\s:])`,
  "i",
);
const NOT = /\b(?:not|n['’]t|never|except|excluding)\b/i;
/** Words that may stand between "covers" and the first of those whom it covers. */
const PLAIN =
  /^[\s:,]*(?:(?:to|all|any|every|each|both|our|the|its|other|anyone|everyone|permanent|temporary|school|trust|academy|college|paid|unpaid|employed|current|teaching|non-teaching|support|members?|of|and|or|including|full-time|part-time)[\s,/]+){0,10}$/i;
const PEOPLE =
  /\b(?:users?|everyone|everybody|anyone|anybody|those|people|persons?|individuals?|adults|stakeholders|members?|community|workforce)\b[^.;]{0,120}?(?:\b(?:including|includes?|such as|namely|whether|that is)\b|[:(–—]|,)[^.;]{0,80}$/i;
const EXCEPT = /\b(?:except|excluding|other than|apart from|but not|with the exception)\b/i;
/** "… are referred to as staff in this policy": the others are that one then. */
const TOGETHER =
  /\b(?:referred to|described|known|defined|called)\b[^.;]{0,60}?\bas\b\s["“‘']?([^.;"”’']{3,40})|\b(?:the (?:term|word) )["“‘']?(\w{4,15})["”’']?\s(?:means|includes|covers|refers to|is used)/i;

/** A sentence about the policy, after which "it" is the policy. */
const OF_POLICY = /^(?:this|the|our) (?:\w{1,25} ){0,5}?(?:policy|document|agreement|code of conduct)\b/i;
const THING =
  /^\s(?:data|records?|devices?|laptops?|information|work|images?|accounts?|training|use|usage|behaviour|conduct|access|safety|welfare|attendance|absence|induction|recruitment|communications?|phones?)\b/i;
/** "Everybody who comes in: …", where the heading has said the rest. */
const EVERYONE =
  /^(?=(?:everyone|everybody|anyone|anybody|all (?:users|people|members|those|who))\b[^.;]{0,80}(?::|\bincluding\b))/i;
/** A section that says whom the policy is for. */
const SCOPE =
  /^(?:scope|coverage|audience|application|who (?:is|are|does|do|must|this|it|the|our)\b|to whom\b|whom?\b.*\b(?:applies|covers|covered|for)\b)/i;

/** Somebody whom the policy says it covers has nothing to sign in it. */
export function audienceWithoutAgreement({ document, passages }: Reading): Found[] {
  const asked = new Set<AudienceRole>(document.agreements.flatMap(({ audience }) => audience));
  if (document.agreements.some(({ countersign }) => countersign !== "none")) asked.add("parent");
  const told = new Set<AudienceRole>();
  let scope = false;
  return passages.flatMap((passage) => {
    if (passage.kind === "section") scope = SCOPE.test(passage.text);
    if (passage.agreement !== null || (passage.kind !== "paragraph" && passage.kind !== "item")) return [];
    const covered = coveredIn(passage, scope, document.title);
    const missing = covered ? covered.roles.filter((role) => !asked.has(role) && !told.has(role)) : [];
    if (!covered || missing.length === 0) return [];
    for (const role of missing) told.add(role);
    const names = listed(missing.map((role) => rolePlurals[role].toLowerCase()));
    const message =
      document.agreements.length === 0
        ? `The policy says that it covers ${names}, but it has no agreement for anybody to sign. Add one for them, or say that they sign elsewhere.`
        : `The policy says that it covers ${names}, but none of its agreements is for them. Add them to an agreement, write one for them, or change whom the policy covers.`;
    return [foundAt(passage, covered.start, "warning", message)];
  });
}

type Covered = { roles: AudienceRole[]; start: number } | null;

function coveredIn(passage: Passage, scope: boolean, title: string | null): Covered {
  const leadIn = passage.kind === "item" ? (passage.leadIn ?? "") : "";
  const covers = coversIn(leadIn, title, scope);
  if (!covers || leadIn.length - covers.end > 60) return itself(passage, scope, title);
  if (!peopleFirst(passage.text)) return null;
  return { roles: together(passage.text, firstRolesIn(passage.text.slice(0, 300))), start: 0 };
}

function itself({ text }: Passage, scope: boolean, title: string | null): Covered {
  let policyBefore = scope;
  for (const sentence of sentencesOf(text)) {
    const covers = coversIn(sentence.text, title, policyBefore);
    policyBefore ||= OF_POLICY.test(sentence.text.slice(0, 200));
    const end = covers?.end ?? (scope && EVERYONE.test(sentence.text) ? 0 : -1);
    if (end < 0) continue;
    const after = sentence.text.slice(end, end + 600);
    const named = after.slice(0, EXCEPT.exec(after)?.index ?? after.length);
    if (peopleFirst(named)) return { roles: together(text, firstRolesIn(named)), start: sentence.start };
  }
  return null;
}

/** Where the words that say "this policy covers" end; "it covers" only where it is the policy that is spoken of. */
function coversIn(text: string, title: string | null, ofPolicy: boolean): { end: number } | null {
  const covers = COVERS.exec(text);
  if (!covers || NOT.test(covers[0])) return null;
  if (covers[1] === undefined ? !ofPolicy : !isThisPolicy(covers[1], title)) return null;
  return { end: covers.index + covers[0].length };
}

/** Whether what is covered are people: "all users, including pupils", but not "all data about pupils". */
function peopleFirst(named: string): boolean {
  const first = mentions(named.slice(0, 600))[0];
  if (!first) return false;
  const before = named.slice(0, first.start);
  // "pupils' work", "staff laptops" and "pupil behaviour" are things.
  const after = named.slice(first.end);
  if (/^['’]s?\s\p{L}|^s['’]/u.test(after) || THING.test(after)) return false;
  if (
    /^(?:pupil|student|parent|visitor|child|governor|volunteer|learner)$/i.test(
      named.slice(first.start, first.end),
    )
  )
    return false;
  return PLAIN.test(before) || PEOPLE.test(before);
}

function together(text: string, roles: AudienceRole[]): AudienceRole[] {
  const found = TOGETHER.exec(text.slice(0, 2000));
  const as = found ? rolesIn(found[1] ?? found[2] ?? "") : [];
  return AUDIENCE_ROLES.filter((role) => (as.length > 0 ? as : roles).includes(role));
}
