"use client";
import { type Dispatch, type KeyboardEvent, type RefObject, useRef } from "react";
import type { NewKind } from "#lib/policies/drafts/change-parts.ts";
import type { DraftParts } from "#lib/policies/drafts/parts.ts";
import { type EditorAction, nameOfPart } from "./editor-state.ts";
import { bullets, deeper, link, localWording, mark } from "./text-tools.ts";

type Box = HTMLTextAreaElement | HTMLInputElement;

type RibbonProps = {
  draft: DraftParts;
  /** The part that has the cursor, or had it last. */
  active: string | null;
  box: RefObject<Box | null>;
  wordings: string[];
  mayUndo: boolean;
  dispatch: Dispatch<EditorAction>;
};

type Tool = { words: string; about?: string; keys?: string; off?: boolean; do: () => void };

/** The tools for the part that has the cursor. One stop for the Tab key; arrows go from tool to tool, Escape back. */
export function Ribbon({ draft, active, box, wordings, mayUndo, dispatch }: RibbonProps) {
  const bar = useRef<HTMLDivElement>(null);
  const at = draft.parts.findIndex(({ id }) => id === active);
  const content = draft.parts[at]?.content;
  const name = content ? nameOfPart(content) : "";
  const here = content !== undefined;
  const isTable = content?.kind === "table" || content?.kind === "history";
  const fixed = !content || content.kind === "control";
  const inWords = (work: (box: Box) => void) => () => {
    if (box.current) work(box.current);
  };
  const add = (what: NewKind, said: string) => () =>
    dispatch({ type: "change", change: { do: "add", what, at }, said: `${said} added below ${name}` });
  const change = (what: "up" | "down" | "remove", said: string) => () =>
    dispatch({ type: "change", change: { do: what, at }, said: `${name} ${said}` });
  const cell = () => (box.current?.dataset.cell ?? "").split(" ").map(Number);
  const table = (what: "row" | "column" | "remove-row" | "remove-column", said: string) => () => {
    const [row, column] = cell();
    const place = what.endsWith("row") ? row : column;
    dispatch({
      type: "change",
      change: { do: what, at, ...(place === undefined || Number.isNaN(place) ? {} : { place }) },
      said,
    });
  };
  const tools: Tool[] = [
    { words: "Bold", keys: "Control+B", off: !here, do: inWords((one) => mark(one, "**")) },
    { words: "Italic", keys: "Control+I", off: !here, do: inWords((one) => mark(one, "*")) },
    { words: "Link", keys: "Control+K", off: !here, do: inWords(link) },
    { words: "List", off: !here, do: inWords(bullets) },
    {
      words: "Indent",
      about: "Indent this line of the list",
      off: !here,
      do: inWords((one) => deeper(one, false)),
    },
    {
      words: "Outdent",
      about: "Outdent this line of the list",
      off: !here,
      do: inWords((one) => deeper(one, true)),
    },
    { words: "Local wording", off: !here, do: inWords((one) => localWording(one, wordings)) },
    { words: "+ Clause", about: "Add a clause below", off: !here, do: add("text", "Clause") },
    { words: "+ Heading", about: "Add a heading below", off: !here, do: add("heading", "Heading") },
    { words: "+ Table", about: "Add a table below", off: !here, do: add("table", "Table") },
    { words: "+ Agreement", about: "Add an agreement below", off: !here, do: add("agreement", "Agreement") },
    ...(isTable
      ? [
          { words: "+ Row", about: "Add a row below", do: table("row", "Row added") },
          { words: "+ Column", about: "Add a column to the right", do: table("column", "Column added") },
          { words: "− Row", about: "Remove this row", do: table("remove-row", "Row removed") },
          { words: "− Column", about: "Remove this column", do: table("remove-column", "Column removed") },
        ]
      : []),
    { words: "Move up", keys: "Alt+ArrowUp", off: fixed, do: change("up", "moved up") },
    { words: "Move down", keys: "Alt+ArrowDown", off: fixed, do: change("down", "moved down") },
    { words: "Remove", off: fixed, do: change("remove", "removed; Undo brings it back") },
    {
      words: "Renumber",
      about: "Renumber sections and clauses in their order",
      do: () => dispatch({ type: "renumber" }),
    },
    {
      words: "Undo",
      about: "Undo what these tools did last",
      off: !mayUndo,
      do: () => dispatch({ type: "undo" }),
    },
  ];
  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Escape") {
      box.current?.focus();
      return;
    }
    const buttons = [...(bar.current?.querySelectorAll("button") ?? [])];
    const place = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div
      ref={bar}
      role="toolbar"
      id="tools"
      aria-label={here ? `Tools for ${name}` : "Tools"}
      className="cs-draft__ribbon"
      onKeyDown={keys}
    >
      {tools.map((tool, index) => (
        <button
          key={tool.words}
          type="button"
          className="cs-draft__tool"
          tabIndex={index === 0 ? 0 : -1}
          aria-label={tool.about}
          title={tool.about}
          aria-keyshortcuts={tool.keys}
          aria-disabled={tool.off || undefined}
          // the cursor stays where the tool is to work
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => !tool.off && tool.do()}
        >
          {tool.words}
        </button>
      ))}
    </div>
  );
}
