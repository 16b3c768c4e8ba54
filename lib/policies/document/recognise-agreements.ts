import { firstRolesIn, rolesIn } from "./agreement-audience.ts";
import { inFirstPerson } from "./agreement-parts.ts";
import { headingNumber } from "./numbers.ts";
import type { TextBlock, TextItem } from "./read-blocks.ts";
import { fieldLine, type SignatureBlock, signatureBlocks, splitSignatureTables } from "./signature-blocks.ts";
import type { AgreementField, AudienceRole } from "./types.ts";

/** An agreement as found in extracted text: its parts are blocks that still have to become Markdown. */
export type AgreementFound = {
  /** The blocks it takes the place of: `from` up to, not including, `to`. */
  from: number;
  to: number;
  title: string | null;
  audience: AudienceRole[];
  wholeDocument: boolean;
  introduction: TextBlock[];
  statements: TextBlock[];
  declaration: TextBlock[];
  fields: AgreementField[];
  countersign: { declaration: TextBlock[]; fields: AgreementField[] } | null;
};

const AGREEMENT_TITLE =
  /\b(agreement|acceptable use|code of conduct|contract|charter|declaration|undertaking|acknowledge?ment|promise|pledge|rules|consent)\b/i;
const DECLARES =
  /\b(have|has) (also |now |carefully )?(read|received|understood|been given|discussed|talked)\b|\bI (hereby )?(agree|confirm|declare|accept|acknowledge|undertake|consent|promise)\b|\b(keep to|abide by|comply with|follow|obey|bound by|stick to) (it|them|these|this|the) ?(above|policy|rules?|agreement|code|terms|conditions|guidelines)?\b|\bby signing\b/i;
const ASKS_TO_SIGN = /\b(sign|signing|signed)\b/i;
const EMPTY_TITLE =
  /^(declaration|signatures?|signed|sign[- ]off|signing|confirmation|acknowledge?ment|agreement)$/i;

type Found = { blocks: TextBlock[]; agreements: AgreementFound[] };

/**
 * Finds the agreements by their signature blocks. What stands above one, up to the heading that opens the
 * agreement, is its introduction, statements and declaration. When most of the first-person statements of
 * the text stand in other sections, the whole document is the agreement.
 */
export function recogniseAgreements(given: TextBlock[], title: string | null): Found {
  const blocks = splitSignatureTables(given);
  const merged = mergeCountersigns(blocks, signatureBlocks(blocks));
  const agreements: AgreementFound[] = [];
  let floor = 0;
  for (const block of merged) {
    agreements.push(agreementAt(blocks, block, floor, title, merged.length === 1));
    floor = block.to;
  }
  return { blocks, agreements };
}

/** A parent's block below a sub-heading of the pupil's agreement is its countersign part, not another one. */
function mergeCountersigns(blocks: TextBlock[], found: SignatureBlock[]): SignatureBlock[] {
  const out: SignatureBlock[] = [];
  for (const block of found) {
    const last = out.at(-1);
    const between = last ? blocks.slice(last.to, block.from) : [];
    const headings = between.filter((one) => one.kind === "heading");
    const text = [...between.map(wordsOf), ...block.own.map((field) => field.label)].join(" ");
    const deeper = headings.every((one) => one.level > levelAbove(blocks, last?.from ?? 0));
    const short = between.filter((one) => one.kind === "list").length === 0 && between.length <= 5;
    const countersigns =
      /\b(parents?|carers?|guardians?)\b|\bmy (child|son|daughter)\b|\bcounter-?sign/i.test(text);
    if (last && !last.parent && countersigns && deeper && (short || /counter-?sign/i.test(text))) {
      out[out.length - 1] = {
        ...last,
        to: block.to,
        parent: {
          fields: block.own,
          words: [...between.filter((one) => one.kind !== "heading"), ...block.words],
        },
      };
    } else out.push(block);
  }
  return out;
}

function levelAbove(blocks: TextBlock[], at: number): number {
  const heading = blocks.slice(0, at).findLast((one) => one.kind === "heading");
  return heading?.kind === "heading" ? heading.level : 0;
}

function agreementAt(
  blocks: TextBlock[],
  signature: SignatureBlock,
  floor: number,
  documentTitle: string | null,
  only: boolean,
): AgreementFound {
  const opening = openingHeading(blocks, signature.from, floor);
  const heading = opening >= 0 ? blocks[opening] : undefined;
  const start = Math.max(opening + 1, floor);
  const span = blocks.slice(start, signature.from);
  const wholeDocument = only && isWholeDocument(blocks, start, signature, documentTitle);
  const named = heading?.kind === "heading" ? plainTitle(heading.text) : null;
  const ownTitle = named && !EMPTY_TITLE.test(named) && AGREEMENT_TITLE.test(named) ? named : null;
  const from = wholeDocument ? declarationStart(span) + start : trimmedStart(span, ownTitle !== null) + start;
  const title = wholeDocument
    ? documentTitle
    : from > start && !ownTitle
      ? null
      : (ownTitle ??
        (named && !EMPTY_TITLE.test(named) && from === start && rolesIn(named).length > 0 ? named : null));
  const content = [...blocks.slice(from, signature.from), ...signature.words];
  const above = content.flatMap((block) => fieldLine(block) ?? []);
  const parts = splitParts(content.filter((block) => fieldLine(block) === null));
  const audience = audienceOf({ title, documentTitle, parts, signature, wholeDocument });
  const own = [...above, ...signature.own];
  return {
    from,
    to: signature.to,
    title: title ?? documentTitle,
    audience,
    wholeDocument,
    ...parts,
    fields: own,
    countersign: signature.parent && { declaration: signature.parent.words, fields: signature.parent.fields },
  };
}

/** The heading that opens the agreement: the nearest one above, or one above that which names an agreement. */
function openingHeading(blocks: TextBlock[], before: number, floor: number): number {
  let opening = -1;
  let level = Number.POSITIVE_INFINITY;
  for (let index = before - 1; index >= floor; index -= 1) {
    const block = blocks[index];
    if (block?.kind !== "heading" || block.level >= level) continue;
    const names = AGREEMENT_TITLE.test(block.text) || /^(appendix|annex|schedule)\b/i.test(block.text);
    if (opening >= 0 && !names) break;
    opening = index;
    level = block.level;
  }
  return opening;
}

/** The title without `Appendix 2:` before it. */
function plainTitle(text: string): string {
  const words = headingNumber(text).text;
  const found = /^(?:appendix|annexe?|schedule)\s+\w{1,4}\s*[:.–—-]*\s+(.+)$/i.exec(words);
  return (found?.[1] ?? words).replace(/[*_]{1,3}/g, "").trim();
}

/**
 * Where an agreement begins below its heading. Where the section is about something else first, the agreement
 * begins with the paragraph that asks people to sign, or that stands above the first-person list.
 */
function trimmedStart(span: TextBlock[], headingNamesIt: boolean): number {
  const spoken = span.findIndex((block) => speaks(block));
  const otherList = span.findIndex((block) => block.kind === "list" && !speaks(block));
  if (otherList < 0 || headingNamesIt) return 0;
  if (spoken >= 0 && spoken < otherList) return 0;
  const asks = span.findLastIndex(
    (block, index) =>
      block.kind === "paragraph" &&
      index > otherList &&
      index <= spoken &&
      ASKS_TO_SIGN.test(block.text) &&
      !inFirstPerson(block.text),
  );
  if (asks >= 0) return asks;
  if (spoken < 0) return 0;
  let start = spoken;
  while (start > 0 && span[start - 1]?.kind === "paragraph") start -= 1;
  return start;
}

/** Whether a block speaks in the first person, itself, in most of its items, or in the words above them. */
function speaks(block: TextBlock): boolean {
  if (block.kind === "paragraph") return inFirstPerson(block.text);
  if (block.kind !== "list") return false;
  return block.items.filter((item) => inFirstPerson(item.text)).length * 2 >= block.items.length;
}

function isWholeDocument(
  blocks: TextBlock[],
  start: number,
  signature: SignatureBlock,
  title: string | null,
): boolean {
  const inside = spokenItems(blocks.slice(start, signature.from));
  const others = spokenItems([...blocks.slice(0, start), ...blocks.slice(signature.to)]);
  if (others === 0) return false;
  return (
    others > inside ||
    (title !== null && /\b(agreement|contract|charter|code of conduct|promise)\b/i.test(title))
  );
}

function spokenItems(blocks: TextBlock[]): number {
  let count = 0;
  let led = false;
  for (const block of blocks) {
    if (block.kind === "paragraph") {
      if (inFirstPerson(block.text)) count += 1;
      led = inFirstPerson(block.text) && /:$/.test(block.text);
    } else if (block.kind === "list") {
      count += led ? block.items.length : flat(block.items).filter((item) => inFirstPerson(item.text)).length;
      led = false;
    }
  }
  return count;
}

function flat(items: TextItem[]): TextItem[] {
  return items.flatMap((item) => [item, ...flat(item.items)]);
}

/** In an agreement on the whole document, only the declaration stands with the signature. */
function declarationStart(span: TextBlock[]): number {
  const last = span.length - 1;
  const block = span[last];
  return block?.kind === "paragraph" && declares(block.text) ? last : span.length;
}

function declares(text: string): boolean {
  return inFirstPerson(text) && DECLARES.test(text) && !/:$/.test(text);
}

function splitParts(content: TextBlock[]) {
  const first = content.findIndex(
    (block, index) =>
      isStatement(block) ||
      (block.kind === "paragraph" && content[index + 1]?.kind === "list" && /:$/.test(block.text)),
  );
  const firstHeading = content.findIndex((block) => block.kind === "heading");
  const opens = [first, firstHeading].filter((index) => index >= 0);
  const begin = opens.length > 0 ? Math.min(...opens) : content.length;
  let end = content.length;
  for (let index = content.length - 1; index >= begin; index -= 1) {
    const block = content[index];
    if (block?.kind !== "paragraph") break;
    if (declares(block.text)) {
      end = index;
      break;
    }
    if (inFirstPerson(block.text)) break;
  }
  const declaration = end < content.length ? [content[end] as TextBlock] : [];
  const after = content.slice(end + 1);
  return {
    introduction: content.slice(0, begin),
    statements: [...content.slice(begin, end), ...after],
    declaration,
  };
}

function isStatement(block: TextBlock): boolean {
  return block.kind === "list" || (block.kind === "paragraph" && inFirstPerson(block.text));
}

type AudienceSources = {
  title: string | null;
  documentTitle: string | null;
  parts: { introduction: TextBlock[]; statements: TextBlock[]; declaration: TextBlock[] };
  signature: SignatureBlock;
  wholeDocument: boolean;
};

/** Whom the agreement binds, from the most telling words to the least: title, fields, introduction, declaration. */
function audienceOf({ title, documentTitle, parts, signature }: AudienceSources): AudienceRole[] {
  const labels = signature.own.map((field) => field.label).join(" ");
  const prose = [...parts.introduction, ...parts.declaration, ...parts.statements.slice(0, 1)].map(wordsOf);
  const sources = [
    () => rolesIn(title ?? ""),
    () => rolesIn(labels),
    ...prose.map((text) => () => firstRolesIn(text)),
    () => rolesIn(documentTitle ?? ""),
  ];
  const named = sources.reduce<AudienceRole[]>((roles, next) => (roles.length > 0 ? roles : next()), []);
  if (signature.parent || (named.includes("pupil") && !parentSigns(signature))) {
    const others = named.filter((role) => role !== "parent");
    if (others.length > 0) return others;
    return signature.parent ? ["pupil"] : named;
  }
  // A parent's own agreement often has the child's name in its title.
  if (named.includes("parent") && named.includes("pupil") && parentSigns(signature)) return ["parent"];
  return named;
}

function parentSigns(signature: SignatureBlock): boolean {
  return signature.own.some(
    (field) => field.kind === "signature" && /\b(parent|carer|guardian)/i.test(field.label),
  );
}

function wordsOf(block: TextBlock): string {
  if (block.kind === "list")
    return flat(block.items)
      .map((item) => item.text)
      .join(" ");
  if (block.kind === "table") return block.rows.map((row) => row.cells.join(" ")).join(" ");
  return block.text;
}
