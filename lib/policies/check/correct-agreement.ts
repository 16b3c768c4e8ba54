import { rolesIn } from "../document/agreement-audience.ts";
import { inFirstPerson } from "../document/agreement-parts.ts";
import { words } from "../document/markdown.ts";
import { headingNumber, slugger } from "../document/numbers.ts";
import { fieldsOnLine } from "../document/signature-fields.ts";
import type { AgreementField, BodyNode, PolicyAgreement, PolicyDocument } from "../document/types.ts";
import type { Correction } from "./schema.ts";

/** An agreement's own paragraphs and lists, of which one paragraph may be its declaration. */
export function ownBlocks(agreement: PolicyAgreement): BodyNode[] {
  return [...agreement.introduction, ...agreement.statements, ...agreement.declaration];
}

type Corrected = Correction & { part: "agreement" };

/** An agreement with its particulars as given. Null when there is none of that key. */
export function correctAgreement(document: PolicyDocument, given: Corrected): PolicyDocument | null {
  const agreement = document.agreements.find(({ key }) => key === given.key);
  if (!agreement) return null;
  const field = ({ label, kind }: AgreementField): AgreementField => ({ label, kind });
  const filled = given.fields.filter(({ label }) => label !== "");
  const parents = filled.filter(({ by }) => by === "parent").map(field);
  const nobody = given.countersign === "none";
  const part = agreement.countersignPart;
  const declared = withDeclaration(agreement, given.declaration);
  const corrected: PolicyAgreement = {
    ...declared,
    title: given.title,
    audience: given.audience,
    countersign: given.countersign,
    countersignUntil: given.countersignUntil,
    order: given.order,
    fields: nobody ? filled.map(field) : filled.filter(({ by }) => by === "signatory").map(field),
    // Where nobody countersigns there is no part to do it in; its words stay as words.
    ...(nobody
      ? {
          countersignPart: null,
          declaration: [...declared.declaration, ...(part?.declaration ?? [])],
        }
      : {
          countersignPart:
            part || parents.length > 0 ? { declaration: part?.declaration ?? [], fields: parents } : null,
        }),
  };
  return replaced(document, corrected);
}

/** The paragraph at this place becomes the declaration; what was it before goes where it stood. */
function withDeclaration(agreement: PolicyAgreement, at: number | undefined): PolicyAgreement {
  if (at === undefined) return agreement;
  const blocks = ownBlocks(agreement);
  const first = agreement.introduction.length;
  if (at === -1) {
    // An agreement on the whole document has no statements of its own.
    if (agreement.wholeDocument)
      return {
        ...agreement,
        introduction: [...agreement.introduction, ...agreement.declaration],
        declaration: [],
      };
    return { ...agreement, statements: blocks.slice(first), declaration: [] };
  }
  const chosen = blocks[at];
  if (chosen?.type !== "paragraph") return agreement;
  if (agreement.declaration.length === 1 && agreement.declaration[0] === chosen) return agreement;
  const others = (list: BodyNode[]) => list.filter((node) => node !== chosen);
  const introduction = others(agreement.introduction);
  const rest = others(blocks.slice(first));
  return agreement.wholeDocument
    ? { ...agreement, introduction: [...introduction, ...rest], declaration: [chosen] }
    : { ...agreement, introduction, statements: rest, declaration: [chosen] };
}

function replaced(document: PolicyDocument, agreement: PolicyAgreement): PolicyDocument {
  return {
    ...document,
    agreements: document.agreements.map((one) => (one.key === agreement.key ? agreement : one)),
  };
}

const paragraph = (text: string): BodyNode => ({
  type: "paragraph",
  children: [{ type: "text", value: text }],
});

/** What was taken for an agreement becomes text where it stood, its fields as lines to fill in. */
export function outOfAgreement(document: PolicyDocument, key: string): PolicyDocument | null {
  const at = document.body.findIndex((node) => node.type === "agreementPlace" && node.key === key);
  const agreement = document.agreements.find((one) => one.key === key);
  if (at < 0 || !agreement) return null;
  const before = document.body.slice(0, at).findLast((node) => node.type === "heading");
  const titled =
    agreement.title === document.title ||
    (before && words(before).toLowerCase().includes(agreement.title.toLowerCase()));
  const line = ({ label }: AgreementField) => paragraph(`${label}: ____`);
  const blocks: BodyNode[] = [
    ...(titled
      ? []
      : [{ type: "heading", depth: 2, children: [{ type: "text", value: agreement.title }] } as BodyNode]),
    ...ownBlocks(agreement),
    ...agreement.fields.map(line),
    ...(agreement.countersignPart?.declaration ?? []),
    ...(agreement.countersignPart?.fields ?? []).map(line),
  ];
  return {
    ...document,
    body: document.body.toSpliced(at, 1, ...blocks),
    agreements: document.agreements.filter((one) => one.key !== key),
  };
}

/** Where a section ends: at the next heading of its level or a higher one. */
function sectionEnd(body: readonly BodyNode[], at: number): number {
  const heading = body[at];
  const depth = heading?.type === "heading" ? heading.depth : 0;
  const next = body.findIndex((node, index) => index > at && node.type === "heading" && node.depth <= depth);
  return next < 0 ? body.length : next;
}

/** A section of the body, or the whole of it, becomes an agreement. Null where there is no such section. */
export function intoAgreement(
  document: PolicyDocument,
  { section, audience }: Correction & { part: "new-agreement" },
): PolicyDocument | null {
  const whole = section < 0;
  const heading = document.body[section];
  if (!whole && heading?.type !== "heading") return null;
  if (whole && document.agreements.length > 0) return null;
  const end = whole ? document.body.length : sectionEnd(document.body, section);
  const start = whole ? afterStatements(document.body) : section + 1;
  const inside = document.body.slice(start, end);
  if (inside.some((node) => /Place$/.test(node.type))) return null;
  const title = whole
    ? (document.title ?? "Agreement")
    : (heading ? headingNumber(words(heading)).text : "").slice(0, 200) || "Agreement";
  const unique = slugger();
  for (const { key } of document.agreements) unique(key);
  const { fields, blocks } = takeFields(inside);
  const made: PolicyAgreement = {
    key: unique(title),
    title,
    audience: audience.length > 0 ? audience : rolesIn(title),
    countersign: "none",
    countersignUntil: 18,
    order: "pupil-first",
    wholeDocument: whole,
    ...(whole ? { introduction: [], statements: [], declaration: blocks } : splitBlocks(blocks)),
    fields,
    countersignPart: null,
  };
  const place: BodyNode = { type: "agreementPlace", key: made.key };
  const body = document.body.toSpliced(start, end - start, place);
  const order = body.flatMap((node) => (node.type === "agreementPlace" ? [node.key] : []));
  const agreements = [...document.agreements, made].sort(
    (one, other) => order.indexOf(one.key) - order.indexOf(other.key),
  );
  return { ...document, body, agreements };
}

/** Where the declaration and the lines to fill in begin at the end of a document; its end when there are none. */
function afterStatements(body: readonly BodyNode[]): number {
  let at = body.length;
  while (at > 0 && fieldsOf(body[at - 1])) at -= 1;
  const last = body[at - 1];
  return at < body.length && last?.type === "paragraph" && inFirstPerson(words(last)) ? at - 1 : at;
}

const fieldsOf = (node: BodyNode | undefined): AgreementField[] | null =>
  node?.type === "paragraph" ? fieldsOnLine([words(node)]) : null;

function takeFields(inside: readonly BodyNode[]): { fields: AgreementField[]; blocks: BodyNode[] } {
  const fields = inside.flatMap((node) => fieldsOf(node) ?? []);
  const signs = fields.some(({ kind }) => kind === "signature");
  // A line such as "Remember: be kind" has a field's shape; without a signature near it, it is none.
  return signs
    ? { fields, blocks: inside.filter((node) => !fieldsOf(node)) }
    : { fields: [], blocks: [...inside] };
}

/** Introduction up to what the first person says or a list promises; the last such paragraph declares. */
function splitBlocks(
  blocks: BodyNode[],
): Pick<PolicyAgreement, "introduction" | "statements" | "declaration"> {
  const speaks = (node: BodyNode | undefined) => node?.type === "paragraph" && inFirstPerson(words(node));
  const first = blocks.findIndex(
    (node, index) =>
      node.type === "list" ||
      speaks(node) ||
      (node.type === "paragraph" && blocks[index + 1]?.type === "list"),
  );
  const begin = first < 0 ? blocks.length : first;
  const last = blocks.length - 1;
  const declares = last > begin && speaks(blocks[last]);
  return {
    introduction: blocks.slice(0, begin),
    statements: blocks.slice(begin, declares ? last : undefined),
    declaration: declares ? blocks.slice(last) : [],
  };
}
