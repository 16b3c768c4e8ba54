import { damagedWord } from "./policy-file-error.ts";

/** An element with its name in the customary prefix (`w:p`), whatever prefix the file itself uses. */
export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlNode[] };
export type XmlNode = XmlElement | string;

const DEEPEST = 400;

const office = (strict: string, transitional: string, prefix: string): [string, string][] => [
  [`http://purl.oclc.org/ooxml/${strict}`, prefix],
  [`http://schemas.openxmlformats.org/${transitional}`, prefix],
];
/** Prefixes by namespace, so that a file which names them otherwise reads the same. */
const PREFIXES = new Map<string, string>([
  ...office("wordprocessingml/main", "wordprocessingml/2006/main", "w"),
  ...office("officeDocument/relationships", "officeDocument/2006/relationships", "r"),
  ...office("officeDocument/math", "officeDocument/2006/math", "m"),
  ...office("drawingml/main", "drawingml/2006/main", "a"),
  ...office("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing", "wp"),
  ...office("drawingml/picture", "drawingml/2006/picture", "pic"),
  ...office("drawingml/chart", "drawingml/2006/chart", "c"),
  ...office("drawingml/diagram", "drawingml/2006/diagram", "dgm"),
  ["http://schemas.openxmlformats.org/package/2006/relationships", "rel"],
  ["http://schemas.openxmlformats.org/package/2006/content-types", "ct"],
  ["http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"],
  ["http://schemas.microsoft.com/office/word/2010/wordml", "w14"],
  ["http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "wps"],
  ["http://schemas.microsoft.com/office/drawing/2017/decorative", "adec"],
  ["urn:schemas-microsoft-com:vml", "v"],
  ["urn:schemas-microsoft-com:office:office", "o"],
]);

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:[^>"']|"[^"]*"|'[^']*')*)>|<|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Reads a part of a Word file as XML. Elements directly within `within` are handed to `take` one by one as they
 * end and not kept, so that a long document never stands in memory whole. A Word file's parts have no document
 * type and no entities of their own; one that has them is refused. Throws FileProblem for XML that is not
 * well-formed.
 */
export function readXml(text: string, within?: string, take?: (element: XmlElement) => void): XmlElement {
  const root: XmlElement = { name: "", attributes: {}, children: [] };
  const open: XmlElement[] = [root];
  const scopes: Map<string, string>[] = [new Map()];
  for (const [token, cdata, closing, opening, rest = "", words] of text.matchAll(TOKEN)) {
    const parent = open.at(-1) as XmlElement;
    if (words !== undefined) {
      if (open.length > 1) parent.children.push(withEntities(words));
      else if (words.replace("\uFEFF", "").trim()) throw damagedWord();
    } else if (cdata !== undefined) parent.children.push(cdata);
    else if (opening) {
      const empty = rest.endsWith("/");
      const { scope, attributes } = attributesOf(rest, scopes.at(-1) as Map<string, string>);
      const element = { name: prefixed(opening, scope), attributes, children: [] };
      const handed = take !== undefined && parent.name === within;
      if (!handed) parent.children.push(element);
      if (empty) {
        if (handed) take(element);
      } else {
        open.push(element);
        scopes.push(scope);
        if (open.length > DEEPEST) throw damagedWord();
      }
    } else if (closing) {
      if (open.length < 2 || prefixed(closing, scopes.at(-1) as Map<string, string>) !== parent.name)
        throw damagedWord();
      open.pop();
      scopes.pop();
      if (take && open.at(-1)?.name === within) take(parent);
    } else if (token === "<") throw damagedWord();
  }
  const [first] = elementsOf(root);
  if (open.length !== 1 || !first) throw damagedWord();
  return first;
}

function attributesOf(text: string, outer: Map<string, string>) {
  const attributes: Record<string, string> = {};
  const pairs: [string, string][] = [];
  let scope = outer;
  for (const [, name = "", double, single] of text.matchAll(ATTRIBUTE)) {
    const value = withEntities(double ?? single ?? "");
    if (name === "xmlns" || name.startsWith("xmlns:")) {
      if (scope === outer) scope = new Map(outer);
      scope.set(name.slice(6), PREFIXES.get(value) ?? name.slice(6));
    } else pairs.push([name, value]);
  }
  for (const [name, value] of pairs) attributes[name.includes(":") ? prefixed(name, scope) : name] = value;
  return { scope, attributes };
}

function prefixed(name: string, scope: Map<string, string>): string {
  const colon = name.indexOf(":");
  const prefix = colon < 0 ? "" : name.slice(0, colon);
  const known = scope.get(prefix) ?? prefix;
  const local = colon < 0 ? name : name.slice(colon + 1);
  return known ? `${known}:${local}` : local;
}

const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function withEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([^;\s&]*));?/gi, (_, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null;
    const character = code === null ? NAMED[name] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (character === undefined) throw damagedWord();
    return character;
  });
}

const isElement = (node: XmlNode): node is XmlElement => typeof node !== "string";

export const elementsOf = (element: XmlElement | undefined): XmlElement[] =>
  element ? element.children.filter(isElement) : [];

export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  elementsOf(element).find((one) => one.name === name);

/** The `w:val` of a child, such as the style's name of a paragraph. */
export const settingOf = (element: XmlElement | undefined, name: string): string | undefined =>
  child(element, name)?.attributes["w:val"];

/** Whether a switch such as `w:b` is on; undefined where it isn't set. */
export function isOn(element: XmlElement | undefined, name: string): boolean | undefined {
  const found = child(element, name);
  return found && !/^(0|false|off|none)$/.test(found.attributes["w:val"] ?? "");
}

/** Every element of a name below this one, at any depth. */
export function* below(element: XmlElement, name: string): Generator<XmlElement> {
  for (const one of elementsOf(element)) {
    if (one.name === name) yield one;
    yield* below(one, name);
  }
}
