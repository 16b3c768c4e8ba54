import type { Node, Paragraph, RootContent } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import { toString as plainText } from "mdast-util-to-string";
import { lineOf, type NormalFormContext, normalBlocks } from "./normal-form.ts";
import type {
  AgreementField,
  AudienceRole,
  BodyNode,
  CountersignRule,
  FieldKind,
  PolicyAgreement,
  SigningOrder,
} from "./types.ts";
import {
  AUDIENCE_ROLES,
  COUNTERSIGN_RULES,
  COUNTERSIGN_UNTIL,
  FIELD_KINDS,
  PolicyDocumentError,
  SIGNING_ORDERS,
} from "./types.ts";

const ATTRIBUTES = new Set([
  "key",
  "audience",
  "countersign",
  "countersign-until",
  "order",
  "whole-document",
]);
const KEY = /^[a-z0-9][a-z0-9-]{0,79}$/;

/** Reads one `:::agreement`. Throws PolicyDocumentError. */
export function parseAgreement(node: ContainerDirective, context: NormalFormContext): PolicyAgreement {
  const line = lineOf(node);
  const attributes = node.attributes ?? {};
  for (const name of Object.keys(attributes)) {
    if (!ATTRIBUTES.has(name)) throw new PolicyDocumentError(`An agreement can't have "${name}".`, line);
  }
  const key = attributes.key ?? "";
  if (!KEY.test(key)) {
    throw new PolicyDocumentError("An agreement needs a key of small letters, digits and hyphens.", line);
  }
  const { label, content } = withoutLabel(node);
  if (!label) throw new PolicyDocumentError("An agreement needs a title in brackets after its name.", line);
  const parts = readParts(content, ["introduction", "statements", "declaration", "fields", "countersign"]);
  const part = (name: string) => blocks(parts.get(name), context);
  const countersignNode = parts.get("countersign");
  const rule = oneOf("countersign", attributes.countersign, COUNTERSIGN_RULES, line);
  if (countersignNode && rule === "none") {
    throw new PolicyDocumentError(
      "An agreement that nobody countersigns can't have a part to countersign.",
      line,
    );
  }
  const until = oneOf("countersign-until", attributes["countersign-until"], COUNTERSIGN_UNTIL, line);
  const wholeDocument = "whole-document" in attributes;
  const statements = part("statements");
  if (wholeDocument && statements.length > 0) {
    throw new PolicyDocumentError(
      "An agreement on the whole document takes its statements from the body.",
      line,
    );
  }
  return {
    key,
    title: label,
    audience: audienceOf(attributes.audience ?? "", line),
    countersign: (rule as CountersignRule | undefined) ?? (countersignNode ? "one" : "none"),
    countersignUntil: until === "16" ? 16 : 18,
    order:
      (oneOf("order", attributes.order, SIGNING_ORDERS, line) as SigningOrder | undefined) ?? "pupil-first",
    wholeDocument,
    introduction: part("introduction"),
    statements,
    declaration: part("declaration"),
    fields: readFields(parts.get("fields")),
    countersignPart: countersignNode ? readCountersign(countersignNode, context) : null,
  };
}

function readCountersign(node: ContainerDirective, context: NormalFormContext) {
  const parts = readParts(withoutLabel(node).content, ["declaration", "fields"]);
  return { declaration: blocks(parts.get("declaration"), context), fields: readFields(parts.get("fields")) };
}

function readParts(children: RootContent[], names: string[]): Map<string, ContainerDirective> {
  const parts = new Map<string, ContainerDirective>();
  for (const child of children) {
    if (child.type !== "containerDirective" || !names.includes(child.name)) {
      throw new PolicyDocumentError(
        `Only ${names.map((name) => `:::${name}`).join(", ")} can stand here.`,
        lineOf(child as Node),
      );
    }
    if (parts.has(child.name))
      throw new PolicyDocumentError(`There are two :::${child.name} here.`, lineOf(child));
    parts.set(child.name, child);
  }
  return parts;
}

function blocks(node: ContainerDirective | undefined, context: NormalFormContext): BodyNode[] {
  return node ? normalBlocks(node.children, context) : [];
}

function readFields(node: ContainerDirective | undefined): AgreementField[] {
  return (node?.children ?? []).map((child): AgreementField => {
    const line = lineOf(child);
    if (child.type !== "leafDirective" || child.name !== "field") {
      throw new PolicyDocumentError("Only ::field[Label]{kind=…} can stand among the fields.", line);
    }
    const label = plainText(child).replace(/\s+/g, " ").trim();
    if (!label) throw new PolicyDocumentError("A field needs a label in brackets.", line);
    const kind = oneOf("kind", child.attributes?.kind, FIELD_KINDS, line) as FieldKind | undefined;
    return { label, kind: kind ?? "text" };
  });
}

function audienceOf(text: string, line: number): AudienceRole[] {
  const named = text.split(/[\s,]+/).filter(Boolean);
  for (const role of named) {
    if (!AUDIENCE_ROLES.includes(role as AudienceRole)) {
      throw new PolicyDocumentError(`"${role}" is not a role; it can be ${AUDIENCE_ROLES.join(", ")}.`, line);
    }
  }
  return AUDIENCE_ROLES.filter((role) => named.includes(role));
}

function oneOf(name: string, value: string | null | undefined, allowed: readonly string[], line: number) {
  if (value === undefined || value === null || value === "") return undefined;
  if (allowed.includes(value)) return value;
  throw new PolicyDocumentError(`"${value}" can't be the ${name}; it can be ${allowed.join(", ")}.`, line);
}

function withoutLabel(node: ContainerDirective): { label: string; content: RootContent[] } {
  const [first, ...rest] = node.children as RootContent[];
  const isLabel = (first as Paragraph | undefined)?.data as { directiveLabel?: boolean } | undefined;
  if (!first || !isLabel?.directiveLabel) return { label: "", content: node.children as RootContent[] };
  return { label: plainText(first).replace(/\s+/g, " ").trim(), content: rest };
}
