import type { AgreementField, FieldKind } from "./types.ts";

const KINDS: readonly [RegExp, FieldKind][] = [
  [/\bsign(ed|ature|atures|atory)?\b/i, "signature"],
  [/\bdate\b/i, "date"],
  [
    /^((pupil|student|child)(['’]?s)? )?(tutor|form|registration|teaching|class)([ /]+(tutor|form|class|group|name))*$/i,
    "tutor-group",
  ],
  [/^(name of )?(the |my |your )?(school|academy|college)('s)?( name)?$/i, "school"],
  [/\bname(s|d)?\b|\bprint(ed)?\b|^(pupil|student|parent|staff member)$/i, "name"],
];

/** What is filled in under a label, by its common words. */
function kindOfLabel(label: string): FieldKind {
  return KINDS.find(([words]) => words.test(label.trim()))?.[1] ?? "text";
}

const FILLER = "[_.…]{3,}|_{2,}|…+";
const ONE_FIELD = new RegExp(
  `^\\s*([^:_…]*?[^\\s:_….])\\s*(?::\\s*(?:(?:${FILLER})\\s*)*|(?:(?:${FILLER})\\s*)+)`,
);

/**
 * The fields on a line of a signature block (`Signed: ____ Date: ____`, `Name:`, `Signed (pupil):` and
 * `Date:` in two cells), or null when the line is anything else.
 */
export function fieldsOnLine(cells: readonly string[]): AgreementField[] | null {
  const fields: AgreementField[] = [];
  for (const cell of withFillers(cells)) {
    let rest = cell.replace(/\*\*|__(?=\p{L})/gu, "").trim();
    while (rest !== "") {
      if (/^[_.…\s]+$/.test(rest)) break;
      const last = fields.at(-1);
      if (last && /^\([^()]{1,30}\)$/.test(rest)) {
        last.label += ` ${rest}`;
        break;
      }
      const found = ONE_FIELD.exec(rest);
      if (!found?.[1]) return null;
      const label = found[1].trim();
      if (!isLabel(label)) return null;
      const kind = kindOfLabel(label);
      if (kind === "text" && !isShortNoun(label)) return null;
      fields.push({ label, kind });
      rest = rest.slice(found[0].length).trim();
    }
  }
  return fields.length > 0 ? fields : null;
}

/** A cell of dots or a line belongs to the label in the cell before it. */
function withFillers(cells: readonly string[]): string[] {
  const out: string[] = [];
  for (const cell of cells) {
    if (out.length > 0 && (/^[_.…\s]+$/.test(cell) || /^\([^()]{1,30}\)$/.test(cell.trim()))) {
      out[out.length - 1] += ` ${cell.trim()}`;
    } else out.push(cell);
  }
  return out;
}

/**
 * The fields of a row of a table: as on a line, or bare labels beside or above empty cells
 * (`Name | `, `Signature | `).
 */
export function fieldsInRow(cells: readonly string[]): AgreementField[] | null {
  const filled = cells.filter((cell) => cell.trim() !== "");
  if (filled.length === 0) return null;
  const found = fieldsOnLine(filled);
  if (found || filled.length === cells.length) return found;
  const bare = filled.map(bareFieldOnLine);
  return bare.every((field) => field !== null) ? bare : null;
}

/** A line that is only a label of a signature block, with nothing after it: `Signed`, `Print name`. */
export function bareFieldOnLine(text: string): AgreementField | null {
  const label = text.replace(/\*\*/g, "").trim();
  const kind = kindOfLabel(label);
  const words = label.split(/\s+/).length;
  if (kind === "text" || words > 4 || /[.,;:?!]$/.test(label) || !/^\p{Lu}/u.test(label)) return null;
  if (kind === "signature" && !/^(signed|signature)\b|\bsignature$/i.test(label)) return null;
  if (kind === "name" && !/^(print(ed)? )?(full )?name\b|\bname( \(.*\))?$/i.test(label)) return null;
  if (kind === "date" && !/^date\b.{0,12}$/i.test(label)) return null;
  return kind === "tutor-group" && words > 2 ? null : { label, kind };
}

/** `Position`, `Job title`: what isn't known by its words has to look like a label and not like a sentence. */
function isShortNoun(label: string): boolean {
  return (
    label.split(/\s+/).length <= 4 && !/\b(I|we|you|they|that|to|is|are|will|not|includes?)\b/i.test(label)
  );
}

function isLabel(label: string): boolean {
  return (
    label.split(/[\s/]+/).length <= 12 &&
    label.length <= 80 &&
    /^[\p{L}(]/u.test(label) &&
    !/[.;?!]\s|(^|\s)(I|we)\s/.test(label)
  );
}
