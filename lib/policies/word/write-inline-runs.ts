import { ExternalHyperlink, type IRunOptions, type ParagraphChild, TextRun } from "docx";
import type { InlineNode } from "../document/types.ts";
import { styleNames } from "./own-word.ts";

/** The id of the character style of one place of local wording. */
export const localStyleId = (name: string): string => `LocalWording-${name}`;
export const localStyleName = (name: string): string => `${styleNames.local} ${name}`;
export const inlineCodeStyleId = "CountersignCodeWords";

type Look = { bold?: true; italics?: true; strike?: true };

/** The runs of a paragraph, heading or cell. */
export function runsOf(nodes: readonly InlineNode[], look: Look = {}): ParagraphChild[] {
  return nodes.flatMap((node): ParagraphChild[] => {
    switch (node.type) {
      case "text":
        return [run(node.value, look)];
      case "strong":
        return runsOf(node.children, { ...look, bold: true });
      case "emphasis":
        return runsOf(node.children, { ...look, italics: true });
      case "delete":
        return runsOf(node.children, { ...look, strike: true });
      case "inlineCode":
        return [run(node.value, { ...look, style: inlineCodeStyleId })];
      case "localWording":
        return [run(node.default, { ...look, style: localStyleId(node.name) })];
      case "break":
        return [new TextRun({ ...look, break: 1 })];
      case "link":
        return leadsSomewhere(node.url)
          ? [new ExternalHyperlink({ link: node.url, children: runsOf(node.children, look) })]
          : runsOf(node.children, look);
      default:
        return [];
    }
  });
}

/** As on the page: to the web, to a mail address or within the site; Word opens files and programs as well. */
const leadsSomewhere = (url: string): boolean =>
  /^(https?|mailto):/i.test(url) || !/^([a-z][a-z0-9+.-]*:|[\\/]{2})/i.test(url.replace(/[\s\p{Cc}]/gu, ""));

/** One run; what XML can't hold is left out. */
export function run(text: string, look: Omit<IRunOptions, "text"> = {}): TextRun {
  return new TextRun({ ...look, text: forXml(text) });
}

/** A text without what XML can't hold: a file with any of it does not open. */
export const forXml = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML forbids
  text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "");
