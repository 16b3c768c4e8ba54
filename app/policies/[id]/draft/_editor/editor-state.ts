import { type Change, changeParts, newPart, reword } from "#lib/policies/drafts/change-parts.ts";
import { type DraftParts, type PartContent, withContent } from "#lib/policies/drafts/parts.ts";
import { renumber } from "#lib/policies/drafts/renumber.ts";

export type EditorState = {
  draft: DraftParts;
  /** Texts before a part was added, moved or removed or numbers were changed, newest last. */
  before: DraftParts[];
  /** The part that gets the cursor next. */
  focus: { id: string; at: "start" | "end" } | null;
  /** What was done, for who does not see it. */
  said: string;
};

export type EditorAction =
  | { type: "content"; id: string; content: PartContent }
  | { type: "change"; change: Change; said: string }
  /** A clause is parted at the cursor: what follows becomes a clause of its own. */
  | { type: "split"; id: string; before: string; after: string }
  | { type: "remove-empty"; id: string }
  | { type: "renumber" }
  | { type: "reword"; name: string; usual: string }
  | { type: "undo" };

const mostKept = 50;

/** What the editor holds after an action. Typing is undone by its box; all else by `undo`, as far back as is kept. */
export function editorReducer(state: EditorState, action: EditorAction): EditorState {
  const { draft } = state;
  const { parts } = draft;
  const undo = [...state.before.slice(1 - mostKept), draft];
  switch (action.type) {
    case "content":
      return {
        ...state,
        draft: {
          ...draft,
          parts: parts.map((part) => (part.id === action.id ? withContent(part, action.content) : part)),
        },
      };
    case "change": {
      const { at, ...changed } = changeParts(draft, action.change);
      const id = changed.parts[at]?.id;
      return { draft: changed, before: undo, focus: id ? { id, at: "end" } : null, said: action.said };
    }
    case "split": {
      const at = parts.findIndex(({ id }) => id === action.id);
      const part = parts[at];
      if (!part) return state;
      const made = newPart(draft, { kind: "text", text: action.after });
      const changed = parts.slice();
      const content =
        part.content.kind === "heading"
          ? { ...part.content, text: action.before }
          : { kind: "text" as const, text: action.before };
      changed.splice(at, 1, withContent(part, content), made);
      return {
        draft: { ...draft, parts: changed },
        before: undo,
        focus: { id: made.id, at: "start" },
        said: "Clause added",
      };
    }
    case "remove-empty": {
      const at = parts.findIndex(({ id }) => id === action.id);
      const above = parts[at - 1];
      if (at < 0 || !above) return state;
      return {
        draft: { ...draft, parts: parts.filter(({ id }) => id !== action.id) },
        before: undo,
        focus: { id: above.id, at: "end" },
        said: "Empty clause removed",
      };
    }
    case "renumber": {
      const { draft: numbered, changes } = renumber(draft);
      if (changes.length === 0)
        return { ...state, focus: null, said: "Every number is in its place already." };
      const [first] = changes;
      const more = changes.length > 1 ? ` and ${changes.length - 1} more` : "";
      return {
        draft: numbered,
        before: undo,
        focus: null,
        said: `Renumbered: ${first?.from} is now ${first?.to}${more}.`,
      };
    }
    case "reword":
      return {
        ...state,
        draft: reword(draft, action.name, action.usual),
        before: undo,
        focus: null,
        said: "",
      };
    case "undo": {
      const last = state.before.at(-1);
      if (!last) return state;
      return { draft: last, before: state.before.slice(0, -1), focus: null, said: "Undone" };
    }
  }
}

/** A part that the editor has no fields for. */
export const asWritten = "As it is written";

/** How a part is called: `Clause 4.2`, `Section heading`, `List`. */
export function nameOfPart(content: PartContent): string {
  switch (content.kind) {
    case "control":
      return "Document control";
    case "heading":
      return "Heading";
    case "table":
      return "Table";
    case "history":
      return "Change history";
    case "related":
      return "Related policies";
    case "agreement":
      return `Agreement: ${content.title}`;
    case "text": {
      const number = /^\s*(\d{1,3}(?:\.\d{1,3})+)/.exec(content.text)?.[1];
      if (number) return `Clause ${number}`;
      if (/^\s*([-*+]|\d{1,3}[.)])\s/.test(content.text)) return "List";
      if (/^\s*>/.test(content.text)) return "Quotation";
      return /^\s*(---|:::|```|~~~|\[)/.test(content.text) ? asWritten : "Clause";
    }
  }
}
