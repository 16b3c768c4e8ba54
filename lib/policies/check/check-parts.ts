import { words } from "../document/markdown.ts";
import type { PolicyAgreement, PolicyDocument } from "../document/types.ts";
import { ownBlocks } from "./correct-agreement.ts";

/** A heading, table or paragraph by its place, with its first words. */
export type PlaceInText = { at: number; words: string };

export type CheckParts = {
  /** The headings of the body. */
  sections: PlaceInText[];
  /** The tables of the body. */
  tables: PlaceInText[];
  agreements: { agreement: PolicyAgreement; paragraphs: PlaceInText[]; declaredAt: number }[];
};

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79).trimEnd()}…` : text);

/** The parts of a document that corrections can be about, by the places that they are named by. */
export function checkParts(document: PolicyDocument): CheckParts {
  const { body } = document;
  const places = (type: "heading" | "table") =>
    body.flatMap((node, at) =>
      node.type === type
        ? [{ at, words: shortened(words(node.type === "table" ? (node.children[0] ?? node) : node)) }]
        : [],
    );
  return {
    sections: places("heading"),
    tables: places("table"),
    agreements: document.agreements.map((agreement) => {
      const blocks = ownBlocks(agreement);
      const [declaration] = agreement.declaration;
      return {
        agreement,
        paragraphs: blocks.flatMap((node, at) =>
          node.type === "paragraph" ? [{ at, words: shortened(words(node)) }] : [],
        ),
        declaredAt: declaration ? blocks.indexOf(declaration) : -1,
      };
    }),
  };
}
