import { Checkbox } from "#components/ui/choices.tsx";
import { Fieldset } from "#components/ui/field.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import { membershipRoles, roleNames, rolePlurals } from "#lib/people/words.ts";
import { countersignNames, fieldKindNames, signingOrderNames } from "#lib/policies/check/words.ts";
import type { Inspection, PolicyAgreement } from "#lib/policies/document/types.ts";
import { CorrectionForm, type CorrectionPlace } from "./correction.tsx";

type AgreementCheckProps = {
  place: CorrectionPlace;
  at: number;
  agreement: PolicyAgreement;
  found: Inspection["agreements"][number];
  /** Its own paragraphs, of which one may be its declaration. */
  paragraphs: { at: number; words: string }[];
  /** Which of them is; -1 for none. */
  declaredAt: number;
};

const options = (names: Record<string, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** Whom an agreement binds: a box for each role. */
function WhoSigns({ id, roles }: { id: string; roles: readonly string[] }) {
  return (
    <Fieldset id={id} legend="Who signs it">
      {membershipRoles.map((role, at) => (
        <Checkbox
          key={role}
          id={at === 0 ? id : `${id}-${role}`}
          name="audience"
          value={role}
          label={rolePlurals[role]}
          defaultChecked={roles.includes(role)}
        />
      ))}
    </Fieldset>
  );
}

/** One agreement as it was understood: who signs, what, and with what filled in. */
export function AgreementCheck(props: AgreementCheckProps) {
  const { place, at, agreement, found } = props;
  const lead = (leadIn: string | null) => (leadIn ? <span className="text-soft">{leadIn} </span> : null);
  return (
    <section className="mt-6" aria-labelledby={`agreement-${at}`}>
      <h4 id={`agreement-${at}`} className="wrap-anywhere">
        {agreement.title}
      </h4>
      <SummaryList
        rows={[
          {
            key: "Signed by",
            value:
              agreement.audience.length > 0
                ? agreement.audience.map((role) => rolePlurals[role]).join(", ")
                : "Nobody yet: say who signs it",
          },
          {
            key: "What is signed",
            value: agreement.wholeDocument ? "The whole document" : "The words of this part",
          },
          {
            key: "Statements",
            value:
              found.statements.length === 0 ? (
                "None"
              ) : (
                <details className="cs-details">
                  <summary>
                    {found.statements.length === 1 ? "1 statement" : `${found.statements.length} statements`}
                  </summary>
                  <ol className="cs-details__body list-decimal pl-8">
                    {found.statements.map(({ text, leadIn }, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: statements stand still, and may come twice
                      <li key={index}>
                        {lead(leadIn)}
                        {text}
                      </li>
                    ))}
                  </ol>
                </details>
              ),
          },
          { key: "Declaration", value: found.declaration ?? "None" },
          {
            key: "Fields",
            value:
              found.fields.length === 0
                ? "None"
                : found.fields.map(({ label, kind, by }, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: fields stand still, and may come twice
                    <p key={index}>
                      {label} ({fieldKindNames[kind].toLowerCase()}
                      {by === "parent" ? ", by the parent or carer" : ""})
                    </p>
                  )),
          },
          {
            key: "Parent or carer signs too",
            value: (
              <>
                {countersignNames[agreement.countersign]}
                {found.countersign?.declaration && <p>{found.countersign.declaration}</p>}
              </>
            ),
          },
        ]}
      />
      <AgreementForm {...props} />
      <CorrectionForm
        place={place}
        part={`no-agreement-${agreement.key}`}
        summary={`“${agreement.title}” is not an agreement`}
        button="Make it text"
        hidden={{ part: "no-agreement", key: agreement.key }}
      >
        <p>Its words stay where they are, as text that nobody signs by itself.</p>
      </CorrectionForm>
    </section>
  );
}

function AgreementForm({ place, at, agreement, paragraphs, declaredAt }: AgreementCheckProps) {
  const part = `agreement-${agreement.key}`;
  const values = place.back?.part === part ? place.back.values : {};
  const id = (name: string) => `agreement-${at}-${name}`;
  const fields = [
    ...agreement.fields.map((field) => ({ ...field, by: "signatory" })),
    ...(agreement.countersignPart?.fields ?? []).map((field) => ({ ...field, by: "parent" })),
    ...Array.from({ length: 2 }, () => ({ label: "", kind: "text" as const, by: "signatory" })),
  ];
  return (
    <CorrectionForm
      place={place}
      part={part}
      summary={`Correct “${agreement.title}”`}
      button="Save agreement"
      hidden={{ part: "agreement", key: agreement.key, fields: String(fields.length) }}
    >
      <TextField
        label="Title of the agreement"
        name="title"
        id={id("title")}
        width="full"
        maxLength={200}
        autoComplete="off"
        defaultValue={values.title ?? agreement.title}
      />
      <WhoSigns id={id("audience")} roles={values.audience?.split(" ") ?? agreement.audience} />
      <Select
        label="Parent or carer signs too"
        name="countersign"
        id={id("countersign")}
        options={options(countersignNames)}
        defaultValue={values.countersign ?? agreement.countersign}
      />
      <Select
        label="For pupils under"
        name="countersignUntil"
        id={id("until")}
        options={[
          { value: "18", label: "18" },
          { value: "16", label: "16" },
        ]}
        defaultValue={values.countersignUntil ?? String(agreement.countersignUntil)}
      />
      <Select
        label="Who signs first"
        name="order"
        id={id("order")}
        options={options(signingOrderNames)}
        defaultValue={values.order ?? agreement.order}
      />
      <Select
        label="Declaration"
        name="declaration"
        id={id("declaration")}
        hint="The paragraph that says: I have read this and agree to it."
        options={[
          { value: "-1", label: "None" },
          ...paragraphs.map(({ at: place, words }) => ({ value: String(place), label: words })),
        ]}
        defaultValue={values.declaration ?? String(declaredAt)}
      />
      <p className="cs-label mt-6">Fields</p>
      <p className="cs-hint">Clear the label of a field to take it out.</p>
      {fields.map((field, index) => {
        const name = (what: string) => `fields-${index}-${what}`;
        return (
          <fieldset key={name("label")} className="mt-4 border-t border-line pt-2">
            <legend className="cs-hidden">{`Field ${index + 1}`}</legend>
            <TextField
              label={`Label of field ${index + 1}`}
              name={name("label")}
              id={id(name("label"))}
              width="full"
              maxLength={200}
              autoComplete="off"
              defaultValue={values[name("label")] ?? field.label}
            />
            <Select
              label={`What is filled in at field ${index + 1}`}
              name={name("kind")}
              id={id(name("kind"))}
              options={options(fieldKindNames)}
              defaultValue={values[name("kind")] ?? field.kind}
            />
            <Select
              label={`Who fills in field ${index + 1}`}
              name={name("by")}
              id={id(name("by"))}
              options={[
                { value: "signatory", label: "Whoever signs" },
                { value: "parent", label: roleNames.parent },
              ]}
              defaultValue={values[name("by")] ?? field.by}
            />
          </fieldset>
        );
      })}
    </CorrectionForm>
  );
}

type NewAgreementProps = {
  place: CorrectionPlace;
  sections: { at: number; words: string }[];
  /** Whether the whole document may still become one. */
  whole: boolean;
};

/** For a part that people sign and that was not known as one. */
export function NewAgreement({ place, sections, whole }: NewAgreementProps) {
  const choices = [
    ...(whole ? [{ value: "-1", label: "The whole document" }] : []),
    ...sections.map(({ at, words }) => ({ value: String(at), label: words })),
  ];
  if (choices.length === 0) return null;
  const part = "new-agreement";
  const values = place.back?.part === part ? place.back.values : {};
  return (
    <CorrectionForm
      place={place}
      part={part}
      summary="Another part is an agreement"
      button="Make it an agreement"
      hidden={{ part }}
    >
      <Select
        label="The part that people sign"
        name="section"
        options={choices}
        defaultValue={values.section}
      />
      <WhoSigns id="new-audience" roles={values.audience?.split(" ") ?? []} />
    </CorrectionForm>
  );
}
