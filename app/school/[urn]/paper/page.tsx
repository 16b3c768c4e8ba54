import type { Metadata } from "next";
import { PaperForm } from "#components/paper/paper-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Radios } from "#components/ui/choices.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { sayDay } from "#lib/dates.ts";
import { type FieldProblem, Refusal } from "#lib/errors.ts";
import { schoolInView, type UnitInView } from "#lib/obligations/queries.ts";
import { type PaperToRecord, paperToRecord, type WhichPaper } from "#lib/signing/paper-to-record.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { formNotes } from "../../../sign/form-notes.ts";
import { readSelection } from "../not-signed/selection.ts";

type Query = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ urn: string }>; searchParams: Promise<Query> };

const heading = "Record paper signature";

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: (await searchParams).check === "1" ? `Error: ${heading}` : heading };
}

const only = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? "";

/** Which paper it is: a form's code, or one row of the list. */
export default async function PaperPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "signatures:record"));
  const query = await searchParams;
  const code = only(query.code);
  const { rows, all, shown } = readSelection(entriesOf(query));
  const selected = all === "page" ? shown : rows;
  const [row = ""] = selected;
  const at = { actor, school, urn };
  if (!code && (selected.length !== 1 || all === "filter"))
    return <FindPaper {...at} problems={selected.length > 1 || all === "filter" ? [oneRow] : []} />;
  const [personId = "", seriesId = ""] = row.split("_");
  const which: WhichPaper = code ? { code } : { personId, seriesId };
  let paper: PaperToRecord;
  try {
    paper = await paperToRecord(actor, school.id, which);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "not-found") return orNotFound(Promise.reject(error));
    const problems = error.problems.length > 0 ? error.problems : [{ field: "code", message: error.message }];
    return <FindPaper {...at} problems={problems} code={code} />;
  }
  return <OnePaper {...at} paper={paper} which={code ? { code } : { row }} query={query} />;
}

const oneRow: FieldProblem = {
  field: "code",
  message: "Select one row of the list, or type the code of the form that you have in hand",
};

function entriesOf(query: Query): URLSearchParams {
  const entries = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : value === undefined ? [] : [value])
      entries.append(name, one);
  return entries;
}

type At = { actor: Actor; school: UnitInView; urn: string };

function FindPaper({ actor, school, urn, problems, code }: At & { problems: FieldProblem[]; code?: string }) {
  return (
    <Shell actor={actor} above={<BackLink href={`/school/${urn}/not-signed`}>Who has not signed</BackLink>}>
      <ErrorSummary problems={problems} />
      <PageHeading caption={school.name}>{heading}</PageHeading>
      <form method="get" action={`/school/${urn}/paper`}>
        <TextField
          label="Code of the form"
          name="code"
          width="10"
          hint="It stands at the top right of every form that was printed here, such as KH3W-9TCN."
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={code}
          error={errorOf(problems, "code")}
        />
        <Button>Continue</Button>
      </form>
      <p className="mt-6">
        For a paper without a code, select its row in{" "}
        <a href={`/school/${urn}/not-signed`}>who has not signed</a>.
      </p>
    </Shell>
  );
}

type OnePaperProps = At & { paper: PaperToRecord; which: Record<string, string>; query: Query };

async function OnePaper({ actor, school, urn, paper, which, query }: OnePaperProps) {
  const checked = only(query.check) === "1";
  const notes = checked ? await formNotes() : null;
  const chosen = only(query.signer) || notes?.values.signer;
  const signer =
    paper.signers.length === 1 ? paper.signers[0] : paper.signers.find(({ id }) => id === chosen);
  const path = `/school/${urn}/paper`;
  return (
    <Shell actor={actor} above={<BackLink href={`/school/${urn}/not-signed`}>Who has not signed</BackLink>}>
      <PageHeading caption={school.name}>{heading}</PageHeading>
      <SummaryList
        rows={[
          { key: "For", value: <span className="wrap-anywhere">{paper.subjectName}</span> },
          { key: "Agreement", value: paper.agreement.title },
          {
            key: "Wording",
            value: `${paper.agreement.policyTitle}, version ${paper.agreement.number}, since ${sayDay(paper.wordingSince)}`,
          },
          ...(paper.form ? [{ key: "Form", value: paper.form.code }] : []),
          ...(signer
            ? [
                {
                  key: "Signed by",
                  value: <span className="wrap-anywhere">{sayWho(signer)}</span>,
                  ...(paper.signers.length > 1
                    ? {
                        action: {
                          href: `${path}?${new URLSearchParams(which)}`,
                          label: "Change",
                          about: "who signed",
                        },
                      }
                    : {}),
                },
              ]
            : []),
        ]}
      />
      {paper.signers.length === 0 && (
        <Notice tone="important">
          <p>
            Nobody is on record who may sign this for {paper.subjectName}. Add a contact who may sign first.
          </p>
        </Notice>
      )}
      {signer ? (
        <section className="cs-section">
          <PaperForm
            action={`${path}/record`}
            hidden={which}
            paper={paper}
            signer={signer}
            values={notes?.values ?? {}}
            problems={notes?.problems ?? []}
          />
        </section>
      ) : (
        paper.signers.length > 1 && (
          <form method="get" action={path} className="cs-section">
            {Object.entries(which).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <Radios
              legend="Whose signature is it?"
              name="signer"
              hint="A form with two signatures is recorded one after the other."
              choices={paper.signers.map((one) => ({ value: one.id, label: sayWho(one) }))}
            />
            <Button>Continue</Button>
          </form>
        )
      )}
    </Shell>
  );
}

const sayWho = ({ name, relationship }: PaperToRecord["signers"][number]) =>
  relationship ? `${name} (${relationship})` : name;
