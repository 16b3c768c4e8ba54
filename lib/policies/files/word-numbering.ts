import { child, elementsOf, isOn, settingOf, type XmlElement } from "./read-xml.ts";
import type { WordStyles } from "./word-styles.ts";
import { leftOf } from "./word-styles.ts";

/** What Word writes before a paragraph: `bullet`, or the number just as it stands on the page. */
export type Mark = { bullet: boolean; text: string; left: number | null };

type Level = {
  start: number;
  format: string;
  text: string;
  legal: boolean;
  /** The level (from 0) after which it begins anew; by itself after any higher one. */
  restart: number | null;
  style: string | undefined;
  left: number | null;
};
type List = { shared: string; levels: (Level | undefined)[]; starts: Map<number, number> };

export type WordNumbering = {
  /** The mark of the next paragraph of a list; null where the list has none. Call it in the order of the text. */
  next: (id: string, level: number | undefined, styleId: string | undefined) => Mark | null;
};

/** Follows the automatic numbers of Word through a document, as numbering.xml defines them. */
export function wordNumbering(root: XmlElement | null, styles: WordStyles): WordNumbering {
  const lists = readLists(root, styles);
  const counts = new Map<string, number[]>();
  const begun = new Set<string>();
  return {
    next: (id, given, styleId) => {
      const list = lists.get(id);
      if (!list) return null;
      const linked = list.levels.findIndex((one) => one?.style !== undefined && one.style === styleId);
      const level = given ?? (linked >= 0 ? linked : 0);
      const definition = list.levels[level];
      if (!definition) return null;
      if (definition.format === "bullet") return { bullet: true, text: "-", left: definition.left };
      const now = counts.get(list.shared) ?? [];
      counts.set(list.shared, now);
      const override = list.starts.get(level);
      const anew = override !== undefined && !begun.has(`${id} ${level}`);
      begun.add(`${id} ${level}`);
      now[level] = anew
        ? override
        : now[level] === undefined
          ? (override ?? definition.start)
          : now[level] + 1;
      for (let deeper = level + 1; deeper < now.length; deeper += 1) {
        const restart = list.levels[deeper]?.restart;
        if (restart === null || restart === undefined || (restart > 0 && level < restart)) delete now[deeper];
      }
      if (definition.format === "none" && !/%/.test(definition.text)) {
        const text = definition.text.trim();
        return text ? { bullet: false, text, left: definition.left } : null;
      }
      const text = definition.text.replace(/%([1-9])/g, (_, digit: string) => {
        const at = Number(digit) - 1;
        const one = list.levels[at];
        const value = now[at] ?? one?.start ?? 1;
        return sayNumber(value, definition.legal ? "decimal" : (one?.format ?? "decimal"));
      });
      return text.trim() ? { bullet: false, text: text.trim(), left: definition.left } : null;
    },
  };
}

function readLists(root: XmlElement | null, styles: WordStyles): Map<string, List> {
  const abstract = new Map<string, XmlElement>();
  for (const one of elementsOf(root ?? undefined))
    if (one.name === "w:abstractNum") abstract.set(one.attributes["w:abstractNumId"] ?? "", one);
  const numbers = elementsOf(root ?? undefined).filter((one) => one.name === "w:num");
  const abstractOf = (id: string | undefined) =>
    settingOf(
      numbers.find((one) => one.attributes["w:numId"] === id),
      "w:abstractNumId",
    );
  const lists = new Map<string, List>();
  for (const one of numbers) {
    let shared = settingOf(one, "w:abstractNumId") ?? "";
    // A list that only names the style which holds its definition.
    const link = settingOf(abstract.get(shared), "w:numStyleLink");
    if (link !== undefined) {
      const byStyle = [...abstract].find(([, other]) => settingOf(other, "w:styleLink") === link)?.[0];
      shared = byStyle ?? abstractOf(styles.ofParagraph(link).numbering?.id) ?? shared;
    }
    const levels = levelsOf(abstract.get(shared));
    const starts = new Map<number, number>();
    for (const override of elementsOf(one).filter((found) => found.name === "w:lvlOverride")) {
      const level = Number(override.attributes["w:ilvl"]);
      const start = settingOf(override, "w:startOverride");
      if (start !== undefined) starts.set(level, numeric(start, 1));
      const own = child(override, "w:lvl");
      if (own && level >= 0 && level < 9) levels[level] = levelOf(own);
    }
    lists.set(one.attributes["w:numId"] ?? "", { shared, levels, starts });
  }
  return lists;
}

function levelsOf(abstract: XmlElement | undefined): (Level | undefined)[] {
  const levels: (Level | undefined)[] = [];
  for (const one of elementsOf(abstract)) {
    const at = Number(one.attributes["w:ilvl"]);
    if (one.name === "w:lvl" && at >= 0 && at < 9) levels[at] = levelOf(one);
  }
  return levels;
}

function levelOf(element: XmlElement): Level {
  const restart = settingOf(element, "w:lvlRestart");
  return {
    start: numeric(settingOf(element, "w:start"), 1),
    format: settingOf(element, "w:numFmt") ?? "decimal",
    text: child(element, "w:lvlText")?.attributes["w:val"] ?? "",
    legal: isOn(element, "w:isLgl") === true,
    restart: restart === undefined ? null : numeric(restart, 0),
    style: settingOf(element, "w:pStyle"),
    left: leftOf(child(element, "w:pPr")),
  };
}

function numeric(text: string | undefined, otherwise: number): number {
  const value = Number(text ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 && value < 1_000_000 ? value : otherwise;
}

function sayNumber(value: number, format: string): string {
  switch (format) {
    case "lowerLetter":
      return letters(value);
    case "upperLetter":
      return letters(value).toUpperCase();
    case "lowerRoman":
      return roman(value);
    case "upperRoman":
      return roman(value).toUpperCase();
    case "decimalZero":
      return String(value).padStart(2, "0");
    case "none":
      return "";
    default:
      return String(value);
  }
}

/** a … z, then aa, bb … as Word does. */
function letters(value: number): string {
  if (value < 1) return String(value);
  const letter = String.fromCharCode(97 + ((value - 1) % 26));
  return letter.repeat(Math.min(20, Math.floor((value - 1) / 26) + 1));
}

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value);
  const signs: [number, string][] = [
    [1000, "m"],
    [900, "cm"],
    [500, "d"],
    [400, "cd"],
    [100, "c"],
    [90, "xc"],
    [50, "l"],
    [40, "xl"],
    [10, "x"],
    [9, "ix"],
    [5, "v"],
    [4, "iv"],
    [1, "i"],
  ];
  let rest = value;
  let text = "";
  for (const [worth, sign] of signs) for (; rest >= worth; rest -= worth) text += sign;
  return text;
}
