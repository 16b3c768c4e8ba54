"use client";
import { controlFieldNames } from "#lib/policies/check/words.ts";
import type { ControlRow, PartContent } from "#lib/policies/drafts/parts.ts";

type Control = PartContent & { kind: "control" };

const { none, ...fields } = controlFieldNames;
const meanings = [["", "As its label says"], ...Object.entries(fields), ["none", none]] as [
  ControlRow["field"],
  string,
][];

type Props = { name: string; content: Control; change: (content: Control) => void };

/** Title and the rows of document control; the last row is empty, to be filled in. */
export function ControlFields({ name, content, change }: Props) {
  const rows: ControlRow[] = [...content.rows, { label: "", value: "", field: "" }];
  const put = (index: number, row: Partial<ControlRow>) => {
    const next = rows.map((one, place) => (place === index ? { ...one, ...row } : one));
    const last = next.at(-1);
    change({ ...content, rows: last?.label || last?.value ? next : next.slice(0, -1) });
  };
  return (
    <fieldset className="cs-draft__box">
      <legend>Document control</legend>
      <label className="cs-draft__label" htmlFor={`${name}.title`}>
        Title of the policy
      </label>
      <input
        type="text"
        id={`${name}.title`}
        name={`${name}.title`}
        className="cs-input cs-input--full"
        value={content.title}
        onChange={(event) => change({ ...content, title: event.target.value })}
      />
      <details className="cs-details mt-4">
        <summary>Rows of document control: {content.rows.length}</summary>
        <div className="cs-details__body">
          {rows.map((row, index) => {
            const id = `${name}.row.${index}`;
            const which = row.label.trim() || "the new row";
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place alone
              <div key={index} className="cs-draft__row">
                <div>
                  <label className="cs-draft__label" htmlFor={`${id}.label`}>
                    Label<span className="cs-hidden"> of row {index + 1}</span>
                  </label>
                  <input
                    type="text"
                    id={`${id}.label`}
                    name={`${id}.label`}
                    className="cs-input"
                    value={row.label}
                    onChange={(event) => put(index, { label: event.target.value })}
                  />
                </div>
                <div>
                  <label className="cs-draft__label" htmlFor={`${id}.value`}>
                    Value<span className="cs-hidden"> of {which}</span>
                  </label>
                  <input
                    type="text"
                    id={`${id}.value`}
                    name={`${id}.value`}
                    className="cs-input"
                    value={row.value}
                    onChange={(event) => put(index, { value: event.target.value })}
                  />
                </div>
                <div>
                  <label className="cs-draft__label" htmlFor={`${id}.field`}>
                    What it means<span className="cs-hidden">: {which}</span>
                  </label>
                  <select
                    id={`${id}.field`}
                    name={`${id}.field`}
                    className="cs-input"
                    value={row.field}
                    onChange={(event) => put(index, { field: event.target.value as ControlRow["field"] })}
                  >
                    {meanings.map(([value, words]) => (
                      <option key={value} value={value}>
                        {words}
                      </option>
                    ))}
                  </select>
                </div>
              </div>
            );
          })}
          <p className="cs-hint">
            A row is left out when its label is emptied. A value may be empty: “Statutory”.
          </p>
        </div>
      </details>
    </fieldset>
  );
}
