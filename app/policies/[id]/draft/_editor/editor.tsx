"use client";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { topDepth, wordingsOf } from "#lib/policies/drafts/change-parts.ts";
import { type DraftParts, joinParts } from "#lib/policies/drafts/parts.ts";
import { editorReducer, nameOfPart } from "./editor-state.ts";
import { type FindingActions, FindingsList } from "./findings-list.tsx";
import { Keys } from "./keys.tsx";
import { LeftHere } from "./left-here.tsx";
import { PartView } from "./part-view.tsx";
import { Ribbon } from "./ribbon.tsx";
import type { SaidFinding, SaidReading } from "./said.ts";
import { SavingTrouble, sayShortly } from "./saving-words.tsx";
import { isBox, mark, link as putLink } from "./text-tools.ts";
import { useSaving } from "./use-saving.ts";
import { Wordings } from "./wordings.tsx";

type EditorProps = {
  /** The page's own path, without a slash at its end. */
  path: string;
  draftId: string;
  personId: string;
  timeZone: string;
  parts: DraftParts;
  revision: number;
  /** `Saved at 3:05pm`, or the day it was. */
  saved: string;
  reading: SaidReading;
} & FindingActions;

const nobody: SaidFinding[] = [];

/** The editor: the text part by part in text boxes, tools above it, what is to be said of it beside it. */
export function Editor(props: EditorProps) {
  const { path, draftId, personId, timeZone, revision, saved } = props;
  const [state, dispatch] = useReducer(editorReducer, {
    draft: props.parts,
    before: [],
    focus: null,
    said: "",
  });
  const [active, setActive] = useState<string | null>(null);
  const [scripts, setScripts] = useState(false);
  const box = useRef<HTMLTextAreaElement | HTMLInputElement | null>(null);
  const page = useRef<HTMLFormElement>(null);
  useEffect(() => setScripts(true), []);

  const { draft, focus } = state;
  const { text } = useMemo(() => joinParts(draft), [draft]);
  const first = useMemo(
    () => ({ text: joinParts(props.parts).text, revision, saved, reading: props.reading }),
    [props.parts, revision, saved, props.reading],
  );
  const saving = useSaving({ path, draftId, personId, text, first });
  const frozen = saving.state.kind === "conflict" || saving.state.kind === "gone";
  const top = useMemo(() => topDepth(draft.parts), [draft]);
  const wordings = useMemo(() => wordingsOf(draft.parts), [draft]);
  // findings have lines of the text that was saved; parts keep their ids while they are typed in
  const places = useMemo(() => placesIn(saving.readText, draft, text), [saving.readText, draft, text]);
  const { findings, problem } = saving.reading;
  const beside = useMemo(() => {
    const map = new Map<string, SaidFinding[]>();
    for (const finding of findings) {
      const id = places(finding.line);
      if (id) map.set(id, [...(map.get(id) ?? []), finding]);
    }
    return map;
  }, [findings, places]);
  const problemAt = problem && places(problem.line);

  useEffect(() => {
    if (!focus) return;
    const fields = page.current?.querySelector(`[data-part="${focus.id}"]`);
    const target = fields?.querySelector<HTMLTextAreaElement>("textarea, input:not([type=hidden])");
    target?.focus();
    const end = focus.at === "end" ? (target?.value.length ?? 0) : 0;
    if (isBox(target)) target.setSelectionRange(end, end);
  }, [focus]);

  const keys = useCallback((event: KeyboardEvent) => {
    const target = event.target;
    const index = Number((target as HTMLElement).closest<HTMLElement>("[data-index]")?.dataset.index ?? -1);
    if (
      event.altKey &&
      !event.ctrlKey &&
      (event.key === "ArrowUp" || event.key === "ArrowDown") &&
      index >= 0
    ) {
      event.preventDefault();
      const up = event.key === "ArrowUp";
      dispatch({
        type: "change",
        change: { do: up ? "up" : "down", at: index },
        said: up ? "Moved up" : "Moved down",
      });
    }
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      document.querySelector<HTMLElement>("#tools button")?.focus();
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !isBox(target)) return;
    const work = { b: () => mark(target, "**"), i: () => mark(target, "*"), k: () => putLink(target) }[
      event.key.toLowerCase()
    ];
    if (!work) return;
    event.preventDefault();
    work();
  }, []);

  const partAt = (line: number) => {
    const part = draft.parts.find(({ id }) => id === places(line));
    return part ? { id: part.id, name: nameOfPart(part.content) } : null;
  };

  return (
    <div className="cs-draft">
      <LeftHere path={path} draftId={draftId} personId={personId} text={first.text} timeZone={timeZone} />
      <div role="status" aria-live="polite">
        <SavingTrouble state={saving.state} path={path} />
        {saving.newer && !frozen && (
          <Notice tone="important" title={`${saving.newer.by} is writing in this draft too`}>
            <p>
              They saved it at {saving.newer.at}. <a href={path}>Load what they wrote</a> before you go on. If
              you go on writing here, both texts are kept and you can choose between them.
            </p>
          </Notice>
        )}
      </div>
      {problem && (
        <Notice tone="important" title="This text cannot be read as a policy yet">
          <p>
            Line {problem.line}: {problem.sentence} {problemAt && <a href={`#part-${problemAt}`}>Go there</a>}
          </p>
          <p>It is saved as you write it. It cannot be sent for ratification before this is put right.</p>
        </Notice>
      )}
      <form
        ref={page}
        method="post"
        action={`${path}/save`}
        autoComplete="off"
        onKeyDown={keys}
        onFocus={({ target }) => {
          if (isBox(target)) box.current = target;
          const part = target.closest<HTMLElement>("[data-part]")?.dataset.part;
          if (part) setActive(part);
        }}
        onSubmit={(event) => {
          event.preventDefault();
          saving.saveNow();
        }}
      >
        <input type="hidden" name="revision" value={revision} />
        <div className="cs-draft__bar">
          {/* its first button is what Enter in a line of text presses where no scripts run */}
          <div className="cs-draft__saving">
            <Button name="do" value="save">
              Save
            </Button>
            <span className="cs-draft__state">{scripts ? sayShortly(saving.state) : saved}</span>
            <span role="status" className="cs-draft__said">
              {state.said}
            </span>
          </div>
          {scripts && (
            <Ribbon
              draft={draft}
              active={active}
              box={box}
              wordings={wordings.map(({ name }) => name)}
              mayUndo={state.before.length > 0}
              dispatch={dispatch}
            />
          )}
        </div>
        {draft.parts.map((part, index) => (
          <PartView
            key={part.id}
            part={part}
            index={index}
            top={top}
            findings={beside.get(part.id) ?? nobody}
            problem={problemAt === part.id ? (problem?.sentence ?? null) : null}
            frozen={frozen}
            dispatch={dispatch}
          />
        ))}
        <noscript>
          <div className="cs-buttons">
            <button type="submit" className="cs-button cs-button--quiet" name="do" value="renumber">
              Renumber sections and clauses in their order
            </button>
          </div>
        </noscript>
      </form>
      <FindingsList
        reading={saving.reading}
        partAt={partAt}
        setAside={props.setAside}
        takeUp={props.takeUp}
      />
      <Wordings wordings={wordings} dispatch={dispatch} scripts={scripts} />
      {scripts && <Keys />}
    </div>
  );
}

/** Which part a line of the text that was read stands in now: by its place, and else by the words of that line. */
function placesIn(readText: string, draft: DraftParts, text: string): (line: number) => string | null {
  const { lines } = joinParts(draft);
  const at = (line: number) => {
    for (const [id, [from, to]] of lines) if (line >= from && line <= to) return id;
    return null;
  };
  if (readText === text) return at;
  const was = readText.split("\n");
  const is = text.split("\n");
  return (line) => {
    const words = was[line - 1] ?? "";
    let nearest: number | null = null;
    is.forEach((own, index) => {
      if (own === words && (nearest === null || Math.abs(index + 1 - line) < Math.abs(nearest - line)))
        nearest = index + 1;
    });
    return at(nearest ?? line);
  };
}
