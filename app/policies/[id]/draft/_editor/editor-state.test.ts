import { expect, test } from "vitest";
import { joinParts } from "#lib/policies/drafts/parts.ts";
import { readParts } from "#lib/policies/drafts/read-parts.ts";
import { type EditorAction, type EditorState, editorReducer, nameOfPart } from "./editor-state.ts";
import { fromWord } from "./text-tools.ts";

const text = "## 1. A\n\n1.1 One two.\n\n- a\n- b\n\n## 3. C\n";
const start = (): EditorState => ({ draft: readParts(text), before: [], focus: null, said: "" });
const after = (...actions: EditorAction[]) => actions.reduce(editorReducer, start());
const textOf = ({ draft }: EditorState) => joinParts(draft).text;

test("Enter parts a clause where the cursor is, and the cursor goes on in the second", () => {
  const state = after({ type: "split", id: "p1", before: "1.1 One", after: "two." });
  expect(textOf(state)).toBe(text.replace("One two.", "One\n\ntwo."));
  expect(state.focus).toMatchObject({ at: "start" });
  expect(state.draft.parts.find(({ id }) => id === state.focus?.id)?.content).toEqual({
    kind: "text",
    text: "two.",
  });
});

test("an empty clause is taken away, and what was there comes back byte for byte", () => {
  const emptied = after(
    { type: "content", id: "p1", content: { kind: "text", text: "" } },
    { type: "remove-empty", id: "p1" },
  );
  expect(textOf(emptied)).toBe("## 1. A\n\n- a\n- b\n\n## 3. C\n");
  expect(emptied.focus).toEqual({ id: "p0", at: "end" });
  const moved = after(
    { type: "change", change: { do: "up", at: 2 }, said: "" },
    { type: "renumber" },
    { type: "undo" },
    { type: "undo" },
  );
  expect(textOf(moved)).toBe(text);
  expect(editorReducer(moved, { type: "undo" })).toBe(moved);
});

test("renumbering says what it did, and that there was nothing to do", () => {
  const state = after({ type: "renumber" });
  expect(state.said).toBe("Renumbered: 3 is now 2.");
  expect(editorReducer(state, { type: "renumber" }).said).toBe("Every number is in its place already.");
});

test("parts are called by what they are", () => {
  const names = readParts(`${text}\n:::odd\nx\n:::\n\n> said\n`).parts.map(({ content }) =>
    nameOfPart(content),
  );
  expect(names).toEqual(["Heading", "Clause 1.1", "List", "Heading", "As it is written", "Quotation"]);
});

test("text from Word becomes paragraphs and lists", () => {
  expect(fromWord("One\r\nTwo\r\n•\ta\r\no\tb\r\n•\tc\r\nThree")).toBe(
    "One\n\nTwo\n\n- a\n  - b\n- c\n\nThree",
  );
});
