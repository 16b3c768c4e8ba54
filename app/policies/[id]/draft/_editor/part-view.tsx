"use client";
import { type Dispatch, type KeyboardEvent, memo } from "react";
import { SeverityTag } from "#components/policies/severity-tag.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { Part, PartContent } from "#lib/policies/drafts/parts.ts";
import { AgreementFields } from "./agreement-fields.tsx";
import { ControlFields } from "./control-fields.tsx";
import { asWritten, type EditorAction, nameOfPart } from "./editor-state.ts";
import type { SaidFinding } from "./said.ts";
import { TableFields } from "./table-fields.tsx";
import { fromWord, nextBullet, typeWords } from "./text-tools.ts";
import { WordsBox } from "./words-box.tsx";

type PartViewProps = {
  part: Part;
  index: number;
  /** The depth of the sections of this text. */
  top: number;
  findings: SaidFinding[];
  problem: string | null;
  frozen: boolean;
  dispatch: Dispatch<EditorAction>;
};

/** One part of the text with its fields, and what is to be said of it beside it. */
export const PartView = memo(function PartView({
  part,
  index,
  top,
  findings,
  problem,
  frozen,
  dispatch,
}: PartViewProps) {
  const { id, content } = part;
  const name = `part.${index}`;
  const beside = findings.length > 0 || problem ? `${id}-findings` : undefined;
  return (
    <div className="cs-draft__part" id={`part-${id}`} data-part={id} data-index={index}>
      <input type="hidden" name={`${name}.kind`} value={content.kind} />
      <fieldset className="cs-draft__fields" disabled={frozen}>
        <Fields name={name} part={part} top={top} beside={beside} dispatch={dispatch} />
        <noscript>
          <PressedTools index={index} content={content} />
        </noscript>
      </fieldset>
      {beside && (
        <ul className="cs-draft__findings" id={beside}>
          {problem && (
            <li>
              <Tag tone="bad">Cannot be read</Tag> {problem}
            </li>
          )}
          {findings.map(({ key, severity, message, aside }) => (
            <li key={key}>
              <SeverityTag severity={severity} words={aside ? "Set aside" : undefined} /> {message}{" "}
              <a href={`#finding-${key}`}>{aside ? "Take up again" : "Set aside"}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
});

type FieldsProps = {
  name: string;
  part: Part;
  top: number;
  beside: string | undefined;
  dispatch: Dispatch<EditorAction>;
};

function Fields({ name, part, top, beside, dispatch }: FieldsProps) {
  const { id, content } = part;
  const change = (next: PartContent) => dispatch({ type: "content", id, content: next });
  switch (content.kind) {
    case "control":
      return <ControlFields name={name} content={content} change={change} />;
    case "agreement":
      return <AgreementFields name={name} content={content} describedBy={beside} change={change} />;
    case "table":
    case "history":
      return (
        <TableFields
          name={name}
          label={nameOfPart(content)}
          content={content}
          describedBy={beside}
          change={change}
        />
      );
    case "heading": {
      const level = Math.max(1, content.depth - top + 1);
      return (
        <div className="cs-draft__heading">
          <label className="cs-draft__label" htmlFor={`${name}.text`}>
            {level === 1 ? "Heading" : "Heading inside a section"}
          </label>
          <WordsBox
            id={`${name}.text`}
            name={`${name}.text`}
            className={`cs-draft__words--h${Math.min(3, level)}`}
            value={content.text}
            onWords={(text) => change({ ...content, text: text.replace(/\n/g, " ") })}
            onKeyDown={(event) => partHere(event, id, dispatch)}
            aria-describedby={beside}
          />
          <label className="cs-draft__level">
            <span className="cs-hidden">Level of this heading</span>
            <select
              name={`${name}.depth`}
              value={content.depth}
              onChange={(event) => change({ ...content, depth: Number(event.target.value) })}
            >
              {levels(top).map(([depth, words]) => (
                <option key={depth} value={depth}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        </div>
      );
    }
    case "text":
    case "related":
      return (
        <>
          <label className="cs-draft__label" htmlFor={`${name}.text`}>
            {nameOfPart(content)}
          </label>
          <WordsBox
            id={`${name}.text`}
            name={`${name}.text`}
            value={content.text}
            onWords={(text) => change({ ...content, text })}
            onKeyDown={(event) => {
              if (content.kind === "text" && nameOfPart(content) !== asWritten)
                partHere(event, id, dispatch, true);
              else if (event.key === "Enter" && nextBullet(event.currentTarget)) event.preventDefault();
            }}
            onPaste={(event) => {
              const words = event.clipboardData.getData("text/plain");
              const fromOffice = /urn:schemas-microsoft-com|mso-|docs-internal/.test(
                event.clipboardData.getData("text/html"),
              );
              if (!fromOffice || !words.trim().includes("\n")) return;
              event.preventDefault();
              typeWords(event.currentTarget, fromWord(words));
            }}
            aria-describedby={beside}
          />
        </>
      );
  }
}

const levels = (top: number): [number, string][] =>
  ["Section", "Inside a section", "Inside that", "Inside that again"]
    .map((words, index): [number, string] => [top + index, words])
    .filter(([depth]) => depth <= 6);

/** Enter begins a new clause, or a new line of a list; Backspace in an empty clause takes it away. */
function partHere(
  event: KeyboardEvent<HTMLTextAreaElement>,
  id: string,
  dispatch: Dispatch<EditorAction>,
  inList = false,
) {
  const box = event.currentTarget;
  const [start, end] = [box.selectionStart, box.selectionEnd];
  if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Backspace" && box.value === "" && !event.shiftKey) {
    event.preventDefault();
    dispatch({ type: "remove-empty", id });
    return;
  }
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  if (inList && nextBullet(box)) return;
  const lines = box.value.slice(0, start);
  // an empty bullet ends its list
  const before = lines.replace(/\n?[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]*$/, "");
  dispatch({ type: "split", id, before, after: box.value.slice(end).replace(/^\s+/, "") });
}

/** What the tools above the text do, as buttons that post the form: for where no scripts run. */
function PressedTools({ index, content }: { index: number; content: PartContent }) {
  const press = (value: string, words: string) => (
    <button type="submit" className="cs-button cs-button--quiet" name="do" value={`${value} ${index}`}>
      {words}
    </button>
  );
  const isTable = content.kind === "table" || content.kind === "history";
  return (
    <details className="cs-details">
      <summary>Add, move or remove</summary>
      <div className="cs-details__body cs-buttons">
        {press("add-text", "Add a clause below")}
        {press("add-heading", "Add a heading below")}
        {press("add-list", "Add a list below")}
        {press("add-table", "Add a table below")}
        {press("add-agreement", "Add an agreement below")}
        {isTable && press("row", "Add a row")}
        {isTable && press("column", "Add a column")}
        {isTable && press("remove-row", "Remove the last row")}
        {isTable && press("remove-column", "Remove the last column")}
        {content.kind !== "control" && press("up", "Move up")}
        {content.kind !== "control" && press("down", "Move down")}
        {content.kind !== "control" && press("remove", "Remove")}
      </div>
    </details>
  );
}
