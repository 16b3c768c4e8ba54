"use client";
import { rolePlurals } from "#lib/people/words.ts";
import { fieldKindNames } from "#lib/policies/check/words.ts";
import { AUDIENCE_ROLES, type FieldKind } from "#lib/policies/document/types.ts";
import type { AgreementContent, FieldRow } from "#lib/policies/drafts/parts.ts";
import { WordsBox } from "./words-box.tsx";

type Props = {
  name: string;
  content: AgreementContent;
  describedBy: string | undefined;
  change: (content: AgreementContent) => void;
};

/** An agreement: its title, whom it binds, what they agree to and fill in, and who countersigns. */
export function AgreementFields({ name, content, describedBy, change }: Props) {
  const words = (
    field: "introduction" | "statements" | "declaration" | "parentDeclaration",
    label: string,
    hint: string,
  ) => (
    <div className="cs-draft__field">
      <label className="cs-draft__label" htmlFor={`${name}.${field}`}>
        {label}
      </label>
      <p className="cs-hint" id={`${name}.${field}.hint`}>
        {hint}
      </p>
      <WordsBox
        id={`${name}.${field}`}
        name={`${name}.${field}`}
        value={content[field]}
        onWords={(next) => change({ ...content, [field]: next })}
        aria-describedby={`${name}.${field}.hint`}
      />
    </div>
  );
  const choice = <Field extends "countersign" | "order" | "until">(
    field: Field,
    label: string,
    options: [AgreementContent[Field], string][],
  ) => (
    <div className="cs-draft__field">
      <label className="cs-draft__label" htmlFor={`${name}.${field}`}>
        {label}
      </label>
      <select
        id={`${name}.${field}`}
        name={`${name}.${field}`}
        className="cs-input cs-input--20"
        value={String(content[field])}
        onChange={(event) => {
          const picked = options.find(([value]) => String(value) === event.target.value);
          if (picked) change({ ...content, [field]: picked[0] });
        }}
      >
        {options.map(([value, said]) => (
          <option key={String(value)} value={String(value)}>
            {said}
          </option>
        ))}
      </select>
    </div>
  );
  const hasParent =
    content.countersign !== "none" || content.parentDeclaration !== "" || content.parentFields.length > 0;
  return (
    <fieldset className="cs-draft__box" aria-describedby={describedBy}>
      <legend>Agreement</legend>
      <input type="hidden" name={`${name}.key`} value={content.key} />
      <div className="cs-draft__field">
        <label className="cs-draft__label" htmlFor={`${name}.title`}>
          Title
        </label>
        <input
          type="text"
          id={`${name}.title`}
          name={`${name}.title`}
          className="cs-input cs-input--full"
          value={content.title}
          onChange={(event) => change({ ...content, title: event.target.value })}
        />
      </div>
      <fieldset className="cs-draft__field">
        <legend className="cs-draft__label">Who signs it</legend>
        <div className="cs-draft__roles">
          {AUDIENCE_ROLES.map((role) => (
            <div key={role} className="cs-choice">
              <input
                type="checkbox"
                id={`${name}.audience.${role}`}
                name={`${name}.audience`}
                value={role}
                checked={content.audience.includes(role)}
                onChange={(event) =>
                  change({
                    ...content,
                    audience: AUDIENCE_ROLES.filter((one) =>
                      one === role ? event.target.checked : content.audience.includes(one),
                    ),
                  })
                }
              />
              <div className="cs-choice__words">
                <label htmlFor={`${name}.audience.${role}`}>{rolePlurals[role]}</label>
              </div>
            </div>
          ))}
        </div>
      </fieldset>
      <div className="cs-choice cs-draft__field">
        <input
          type="checkbox"
          id={`${name}.whole`}
          name={`${name}.whole`}
          checked={content.wholeDocument}
          aria-describedby={`${name}.whole.hint`}
          onChange={(event) => change({ ...content, wholeDocument: event.target.checked })}
        />
        <div className="cs-choice__words">
          <label htmlFor={`${name}.whole`}>The whole policy is what they agree to</label>
          <p className="cs-hint" id={`${name}.whole.hint`}>
            Then it has no statements of its own.
          </p>
        </div>
      </div>
      {words("introduction", "Introduction", "What stands before the statements. It may be empty.")}
      {(!content.wholeDocument || content.statements !== "") &&
        words(
          "statements",
          "Statements",
          "Each line that begins with “- ” is one statement; the line above says what leads into them, such as “I will not:”.",
        )}
      {words("declaration", "Declaration", "The sentence that they sign under.")}
      <FieldRows
        name={`${name}.field`}
        legend="What they fill in"
        rows={content.fields}
        change={(fields) => change({ ...content, fields })}
      />
      {choice("countersign", "Does a parent or carer sign as well?", [
        ["none", "No"],
        ["one", "Yes, one of them"],
        ["all", "Yes, all of them"],
      ])}
      {hasParent ? (
        <>
          {choice("order", "Who signs first", [
            ["pupil-first", "The pupil, then the parent or carer"],
            ["free", "Either of them"],
          ])}
          {choice("until", "Pupils sign alone from", [
            [18, "Their 18th birthday"],
            [16, "Their 16th birthday"],
          ])}
          {words(
            "parentDeclaration",
            "Declaration of the parent or carer",
            "Without one they are shown a standard acknowledgement, marked as the school’s.",
          )}
          <FieldRows
            name={`${name}.parentField`}
            legend="What the parent or carer fills in"
            rows={content.parentFields}
            change={(parentFields) => change({ ...content, parentFields })}
          />
        </>
      ) : (
        <>
          <input type="hidden" name={`${name}.order`} value={content.order} />
          <input type="hidden" name={`${name}.until`} value={content.until} />
        </>
      )}
    </fieldset>
  );
}

type FieldRowsProps = { name: string; legend: string; rows: FieldRow[]; change: (rows: FieldRow[]) => void };

function FieldRows({ name, legend, rows, change }: FieldRowsProps) {
  const shown: FieldRow[] = [...rows, { label: "", kind: "text" }];
  const put = (index: number, row: Partial<FieldRow>) => {
    const next = shown.map((one, place) => (place === index ? { ...one, ...row } : one));
    change(next.at(-1)?.label ? next : next.slice(0, -1));
  };
  return (
    <fieldset className="cs-draft__field">
      <legend className="cs-draft__label">{legend}</legend>
      {shown.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: fields are told apart by their place alone
        <div key={index} className="cs-draft__row cs-draft__row--two">
          <div>
            <label className="cs-draft__label" htmlFor={`${name}.${index}.label`}>
              Label<span className="cs-hidden"> of field {index + 1}</span>
            </label>
            <input
              type="text"
              id={`${name}.${index}.label`}
              name={`${name}.${index}.label`}
              className="cs-input"
              value={row.label}
              onChange={(event) => put(index, { label: event.target.value })}
            />
          </div>
          <div>
            <label className="cs-draft__label" htmlFor={`${name}.${index}.kind`}>
              What is entered<span className="cs-hidden"> in field {index + 1}</span>
            </label>
            <select
              id={`${name}.${index}.kind`}
              name={`${name}.${index}.kind`}
              className="cs-input"
              value={row.kind}
              onChange={(event) => put(index, { kind: event.target.value as FieldKind })}
            >
              {Object.entries(fieldKindNames).map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </div>
        </div>
      ))}
      <p className="cs-hint">A field is left out when its label is emptied.</p>
    </fieldset>
  );
}
