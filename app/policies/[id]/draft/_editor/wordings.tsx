"use client";
import { type Dispatch, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Table } from "#components/ui/table.tsx";
import type { Wording } from "#lib/policies/drafts/change-parts.ts";
import type { EditorAction } from "./editor-state.ts";

type Props = { wordings: Wording[]; dispatch: Dispatch<EditorAction>; scripts: boolean };

/** The places that each school words for itself, with their usual words. */
export function Wordings({ wordings, dispatch, scripts }: Props) {
  return (
    <section className="cs-section" aria-labelledby="local-wording">
      <h2 id="local-wording">Local wording</h2>
      <p>
        Places in the text that each school words for itself when it adopts the policy. In the text they are
        written <code>:local[usual words]{'{name="name"}'}</code>; where the same name comes again, the
        brackets may be empty.
      </p>
      {wordings.length === 0 ? (
        <p>This text has none.</p>
      ) : (
        <Table
          caption={wordings.length === 1 ? "1 place" : `${wordings.length} places`}
          columns={[
            { header: "Name", rowHeader: true },
            { header: "Usual words" },
            { header: "Used", numeric: true },
          ]}
          rows={wordings.map((wording) => ({
            key: wording.name,
            cells: [
              wording.name,
              scripts ? (
                <UsualWords key={wording.usual} wording={wording} dispatch={dispatch} />
              ) : (
                wording.usual || "None yet"
              ),
              wording.uses,
            ],
          }))}
        />
      )}
    </section>
  );
}

function UsualWords({ wording, dispatch }: { wording: Wording; dispatch: Dispatch<EditorAction> }) {
  const [words, setWords] = useState(wording.usual);
  const id = `usual-${wording.name}`;
  return (
    <form
      className="cs-draft__usual"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim()) dispatch({ type: "reword", name: wording.name, usual: words.trim() });
      }}
    >
      <label className="cs-hidden" htmlFor={id}>
        Usual words of {wording.name}
      </label>
      <input
        id={id}
        type="text"
        className="cs-input"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {words.trim() !== wording.usual && words.trim() !== "" && (
        <Button variant="secondary">Use these words</Button>
      )}
    </form>
  );
}
