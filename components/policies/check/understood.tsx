import type { ReactNode } from "react";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { Table } from "#components/ui/table.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import { sayDay } from "#lib/dates.ts";
import { controlFieldNames } from "#lib/policies/check/words.ts";
import type { Inspection, PolicyDocument } from "#lib/policies/document/types.ts";
import { CorrectionForm, type CorrectionPlace } from "./correction.tsx";

type UnderstoodProps = {
  place: CorrectionPlace;
  document: PolicyDocument;
  inspection: Omit<Inspection, "findings">;
};

const typed = ({ back }: CorrectionPlace, part: string, name: string): string | undefined =>
  back?.part === part ? back.values[name] : undefined;

/** A part of the document as it was understood, under its heading. */
function Part({ name, heading, children }: { name: string; heading: string; children: ReactNode }) {
  const id = `${name}-understood`;
  return (
    <section className="cs-section" aria-labelledby={id}>
      <h3 id={id}>{heading}</h3>
      {children}
    </section>
  );
}

const rowsAsWritten = (count: number) => (count === 1 ? "1 row" : `${count} rows, as written`);

/** The title as it was understood. */
export function TitleCheck({ place, document }: Pick<UnderstoodProps, "place" | "document">) {
  return (
    <section className="mt-4" aria-labelledby="title-understood">
      <h3 id="title-understood">Title</h3>
      <p className="wrap-anywhere">{document.title ?? "The text names no title."}</p>
      <CorrectionForm
        place={place}
        part="title"
        summary="Correct the title"
        button="Save title"
        hidden={{ part: "title" }}
      >
        <TextField
          label="Title"
          name="title"
          width="full"
          maxLength={200}
          autoComplete="off"
          defaultValue={typed(place, "title", "title") ?? document.title ?? ""}
        />
      </CorrectionForm>
    </section>
  );
}

const fieldOptions = Object.entries(controlFieldNames).map(([value, label]) => ({ value, label }));

/** Document control row by row, with what each was understood as, and the review date that follows from it. */
export function ControlCheck({ place, document, inspection }: UnderstoodProps) {
  const { control } = document;
  const { review } = inspection;
  // two empty rows to add what the file says elsewhere
  const rows = [...control, { label: "", value: "" }, { label: "", value: "" }];
  return (
    <Part name="control" heading="Document control">
      {control.length > 0 ? (
        <Table
          caption={rowsAsWritten(control.length)}
          columns={[{ header: "Label", rowHeader: true }, { header: "Value" }, { header: "Understood as" }]}
          rows={control.map(({ label, value, field }, at) => ({
            key: String(at),
            cells: [label, value, controlFieldNames[field ?? "none"]],
          }))}
        />
      ) : (
        <p>No rows of document control were found.</p>
      )}
      <CorrectionForm
        place={place}
        part="control"
        summary="Correct document control"
        button="Save document control"
        hidden={{ part: "control", rows: String(rows.length) }}
      >
        <p className="cs-hint">Clear the label and the value of a row to take it out.</p>
        {rows.map((row, at) => {
          const name = (what: string) => `rows-${at}-${what}`;
          const words = row.label ? `row ${at + 1}, ${row.label}` : `row ${at + 1}`;
          return (
            <fieldset key={name("label")} className="mt-4 border-t border-line pt-2">
              <legend className="cs-hidden">{words}</legend>
              <TextField
                label={`Label of row ${at + 1}`}
                name={name("label")}
                width="full"
                autoComplete="off"
                defaultValue={typed(place, "control", name("label")) ?? row.label}
              />
              <TextField
                label={`Value of row ${at + 1}`}
                name={name("value")}
                width="full"
                autoComplete="off"
                defaultValue={typed(place, "control", name("value")) ?? row.value}
              />
              <Select
                label={`Row ${at + 1} is understood as`}
                name={name("field")}
                options={fieldOptions}
                defaultValue={
                  typed(place, "control", name("field")) ?? ("field" in row ? (row.field ?? "none") : "none")
                }
              />
            </fieldset>
          );
        })}
      </CorrectionForm>
      <h4 className="mt-6">Review date</h4>
      {review ? (
        <SummaryList
          rows={[
            { key: "As written", value: review.text },
            { key: "Exact to the", value: review.precision },
            { key: "Last day", value: sayDay(review.lastDay) },
          ]}
        />
      ) : (
        <p>
          No row of document control is understood as a review date that names a day, month, term or year.
        </p>
      )}
    </Part>
  );
}

/** The headings that were found, which the editor corrects. */
export function SectionsCheck({ inspection }: Pick<UnderstoodProps, "inspection">) {
  const { sections } = inspection;
  return (
    <Part name="sections" heading="Sections">
      {sections.length > 0 ? (
        <Table
          caption={sections.length === 1 ? "1 section" : `${sections.length} sections, numbered as written`}
          columns={[
            { header: "Number", noWrap: true },
            { header: "Title", rowHeader: true },
            { header: "Level", numeric: true },
            { header: "Clauses", numeric: true },
          ]}
          rows={sections.map(({ number, title, level, clauses }, at) => ({
            key: String(at),
            cells: [number ?? "", title, level, clauses],
          }))}
        />
      ) : (
        <p>No headings were found: the whole text is one section. You can make headings in the editor.</p>
      )}
    </Part>
  );
}

/** Tables of the body that could be the change history instead, each by its first row. */
type TableOption = { at: number; words: string };

/** The table that was taken for the change history; another can be chosen, or none. */
export function HistoryCheck({
  place,
  document,
  tables,
}: Pick<UnderstoodProps, "place" | "document"> & { tables: TableOption[] }) {
  const { columns, rows } = document.history;
  return (
    <Part name="history" heading="Change history">
      {columns.length > 0 ? (
        <>
          <Table
            caption={rowsAsWritten(rows.length)}
            columns={columns.map((header) => ({ header }))}
            rows={rows.map((cells, at) => ({ key: String(at), cells }))}
          />
          <CorrectionForm
            place={place}
            part="history"
            summary="Correct the columns"
            button="Save columns"
            hidden={{ part: "history", columns: String(columns.length) }}
          >
            {columns.map((column, at) => (
              <TextField
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns do not move
                key={at}
                label={`Column ${at + 1}`}
                name={`columns-${at}`}
                width="full"
                autoComplete="off"
                defaultValue={typed(place, "history", `columns-${at}`) ?? column}
              />
            ))}
          </CorrectionForm>
          <CorrectionForm
            place={place}
            part="no-history"
            summary="This is not the change history"
            button="Make it a table of the text"
            hidden={{ part: "no-history" }}
          />
        </>
      ) : (
        <p>No change history was found.</p>
      )}
      {tables.length > 0 && (
        <CorrectionForm
          place={place}
          part="new-history"
          summary="Another table is the change history"
          button="Make it the change history"
          hidden={{ part: "new-history" }}
        >
          <Select
            label="Table, by its first row"
            name="table"
            options={tables.map(({ at, words }) => ({ value: String(at), label: words }))}
          />
        </CorrectionForm>
      )}
    </Part>
  );
}

/** The related policies that were found, which the editor corrects. */
export function RelatedCheck({ document }: Pick<UnderstoodProps, "document">) {
  const { related } = document;
  return (
    <Part name="related" heading="Related policies">
      {related.length > 0 ? (
        <ul className="list-disc pl-6">
          {related.map(({ label, url }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that stands still, where a label may come twice
            <li key={at}>{url ? `${label} (${url})` : label}</li>
          ))}
        </ul>
      ) : (
        <p>No list of related policies was found.</p>
      )}
    </Part>
  );
}
