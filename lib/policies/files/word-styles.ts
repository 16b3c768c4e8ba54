import { child, elementsOf, isOn, settingOf, type XmlElement } from "./read-xml.ts";

export type Formatting = { bold?: boolean; italic?: boolean; hidden?: boolean; struck?: boolean };
export type Numbering = { id: string | undefined; level: number | undefined };
export type ParagraphStyle = Formatting & {
  name: string;
  /** From 1; 0 for the title. */
  heading: number | null;
  numbering: Numbering | null;
  left: number | null;
};

export type WordStyles = {
  ofParagraph: (id: string | undefined) => ParagraphStyle;
  ofRun: (id: string | undefined) => Formatting;
  /** What a style of runs is called; "" where it has no name. */
  nameOfRun: (id: string | undefined) => string;
};

/** Reads styles.xml: what a paragraph or run gets from its style and the styles that one builds on. */
export function wordStyles(root: XmlElement | null): WordStyles {
  const all = elementsOf(root ?? undefined).filter((one) => one.name === "w:style");
  const byId = new Map(all.map((style) => [style.attributes["w:styleId"], style]));
  const usual = all.find(
    (style) =>
      style.attributes["w:type"] === "paragraph" && /^(1|true|on)$/.test(style.attributes["w:default"] ?? ""),
  );
  const known = new Map<string | undefined, ParagraphStyle>();
  return {
    ofParagraph: (id) => {
      const found = known.get(id);
      if (found) return found;
      const made = paragraphStyle(chain(id === undefined ? usual : byId.get(id), byId));
      known.set(id, made);
      return made;
    },
    nameOfRun: (id) => (id === undefined ? "" : (settingOf(byId.get(id), "w:name") ?? "")),
    ofRun: (id) => (id === undefined ? {} : formattingOfChain(chain(byId.get(id), byId))),
  };
}

/** A style and those it is based on, the nearest first. */
function chain(style: XmlElement | undefined, byId: Map<string | undefined, XmlElement>): XmlElement[] {
  const styles: XmlElement[] = [];
  for (let one = style; one && styles.length < 20 && !styles.includes(one); ) {
    styles.push(one);
    const basedOn: string | undefined = settingOf(one, "w:basedOn");
    one = basedOn === undefined ? undefined : byId.get(basedOn);
  }
  return styles;
}

function paragraphStyle(styles: XmlElement[]): ParagraphStyle {
  const first = <T>(pick: (style: XmlElement) => T | null | undefined): T | null => {
    for (const style of styles) {
      const found = pick(style);
      if (found !== null && found !== undefined) return found;
    }
    return null;
  };
  const numbering = (style: XmlElement) => numberingOf(child(style, "w:pPr"));
  const id = first((style) => numbering(style)?.id) ?? undefined;
  return {
    ...formattingOfChain(styles),
    name: settingOf(styles[0], "w:name") ?? "",
    heading: headingIn(first(headingOf)),
    // A style may name the list and one built on it only the level.
    numbering:
      id === undefined ? null : { id, level: first((style) => numbering(style)?.level) ?? undefined },
    left: first((style) => leftOf(child(style, "w:pPr"))),
  };
}

/** What a style says outright, so that one built on it can say otherwise. */
type Says = number | "none" | null;

const headingIn = (says: Says) => (says === "none" ? null : says);

function headingOf(style: XmlElement): Says {
  const name = (settingOf(style, "w:name") ?? style.attributes["w:styleId"] ?? "").toLowerCase();
  if (/^(toc|contents|index|table of contents)\b/.test(name)) return "none";
  const numbered = /^heading\s*([1-9])\b/.exec(name);
  if (numbered) return Number(numbered[1]);
  if (name === "title") return 0;
  const level = settingOf(child(style, "w:pPr"), "w:outlineLvl");
  if (level === undefined) return null;
  return /^[0-8]$/.test(level) ? Number(level) + 1 : "none";
}

/** The list that a paragraph’s or a style’s properties put it in, and how deep; null when they name none. */
export function numberingOf(properties: XmlElement | undefined): Numbering | null {
  const found = child(properties, "w:numPr");
  if (!found) return null;
  const level = settingOf(found, "w:ilvl");
  return { id: settingOf(found, "w:numId"), level: level === undefined ? undefined : Number(level) };
}

/** How far from the left a paragraph begins, in twentieths of a point. */
export function leftOf(properties: XmlElement | undefined): number | null {
  const indent = child(properties, "w:ind")?.attributes;
  const left = Number(indent?.["w:left"] ?? indent?.["w:start"] ?? Number.NaN);
  return Number.isFinite(left) ? left : null;
}

function formattingOfChain(styles: XmlElement[]): Formatting {
  const formatting: Formatting = {};
  for (const style of styles.toReversed()) Object.assign(formatting, formattingOf(child(style, "w:rPr")));
  return formatting;
}

/** What run properties switch on or off themselves. */
export function formattingOf(properties: XmlElement | undefined): Formatting {
  const formatting: Formatting = {};
  if (!properties) return formatting;
  const set = (key: keyof Formatting, on: boolean | undefined) => {
    if (on !== undefined) formatting[key] = on;
  };
  set("bold", isOn(properties, "w:b"));
  set("italic", isOn(properties, "w:i"));
  set("hidden", isOn(properties, "w:vanish"));
  set("struck", isOn(properties, "w:strike") ?? isOn(properties, "w:dstrike"));
  return formatting;
}
