import { PaperForm, sayPaperSigner } from "#components/paper/paper-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf, Fieldset } from "#components/ui/field.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { sayDay } from "#lib/dates.ts";
import { type FieldProblem, Refusal } from "#lib/errors.ts";
import {
  type PaperSigner,
  type PaperToRecord,
  paperToRecord,
  type WhichPaper,
} from "#lib/signing/paper-to-record.ts";
import { orNotFound } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { formNotes } from "../../../../sign/form-notes.ts";
import { type ListPlace, requireListPlace } from "../../not-signed/_shared/list-place.ts";
import { entriesOf, type Query, readSelection } from "../../not-signed/_shared/selection.ts";
import { only, type Urn } from "../../people/_shared/place.ts";

export const paperHeading = "Record paper signature";

/** Which paper it is: a form's code, or one row of the list. Then whose signatures, then what stands on it. */
export async function PaperPage({ urn, query }: { urn: Urn; query: Query }) {
  const place = await requireListPlace(urn, "signatures:record");
  const code = only(query.code) ?? "";
  const { rows, all, shown } = readSelection(entriesOf(query));
  const selected = all === "page" ? shown : rows;
  const [row = ""] = selected;
  if (!code && (selected.length !== 1 || all === "filter"))
    return <FindPaper place={place} problems={selected.length > 1 || all === "filter" ? [oneRow] : []} />;
  const [personId = "", seriesId = ""] = row.split("_");
  const which: WhichPaper = code ? { code } : { personId, seriesId };
  let paper: PaperToRecord;
  try {
    paper = await paperToRecord(place.actor, place.unit.id, which);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "not-found") return orNotFound(Promise.reject(error));
    const problems = error.problems.length > 0 ? error.problems : [{ field: "code", message: error.message }];
    return <FindPaper place={place} problems={problems} code={code} />;
  }
  return <OnePaper place={place} paper={paper} which={code ? { code } : { row }} query={query} />;
}

const oneRow: FieldProblem = {
  field: "code",
  message: "Select one row of the list, or type the code of the form that you have in hand",
};

type At = { place: ListPlace };

function FindPaper({ place, problems, code }: At & { problems: FieldProblem[]; code?: string }) {
  const { actor, unit, list, paper: path } = place;
  return (
    <Shell actor={actor} above={<BackLink href={list}>Who has not signed</BackLink>}>
      <ErrorSummary problems={problems} />
      <PageHeading caption={unit.name}>{paperHeading}</PageHeading>
      <form method="get" action={path}>
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
        For a paper without a code, select its row in <a href={list}>who has not signed</a>.
      </p>
    </Shell>
  );
}

type OnePaperProps = At & { paper: PaperToRecord; which: Record<string, string>; query: Query };

async function OnePaper({ place, paper, which, query }: OnePaperProps) {
  const { actor, unit, list, paper: path } = place;
  const notes = only(query.check) === "1" ? await formNotes() : null;
  const chosen = entriesOf(query).getAll("signer");
  const alone = paper.signers.length === 1;
  const signers = alone ? paper.signers : paper.signers.filter(({ id }) => chosen.includes(id));
  const problems = only(query.asked) === "1" && signers.length === 0 ? [noneTicked] : [];
  return (
    <Shell actor={actor} above={<BackLink href={list}>Who has not signed</BackLink>}>
      <ErrorSummary problems={problems} />
      <PageHeading caption={unit.name}>{paperHeading}</PageHeading>
      <SummaryList
        rows={[
          { key: "For", value: <span className="wrap-anywhere">{paper.subjectName}</span> },
          { key: "Agreement", value: paper.agreement.title },
          {
            key: "Wording",
            value: `${paper.agreement.policyTitle}, version ${paper.agreement.number}, since ${sayDay(paper.wordingSince)}`,
          },
          ...(paper.form ? [{ key: "Form", value: paper.form.code }] : []),
          ...(signers.length > 0
            ? [
                {
                  key: "Signed by",
                  value: <span className="wrap-anywhere">{signers.map(sayPaperSigner).join(" and ")}</span>,
                  ...(alone
                    ? {}
                    : {
                        action: {
                          href: `${path}?${new URLSearchParams(which)}`,
                          label: "Change",
                          about: "who signed",
                        },
                      }),
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
      {signers.length > 0 ? (
        <section className="cs-section">
          <PaperForm
            action={`${path}/record`}
            hidden={which}
            paper={paper}
            signers={signers}
            values={notes?.values ?? {}}
            problems={notes?.problems ?? []}
          />
        </section>
      ) : (
        paper.signers.length > 1 && (
          <WhoseSignatures path={path} which={which} signers={paper.signers} problems={problems} />
        )
      )}
    </Shell>
  );
}

const noneTicked: FieldProblem = {
  field: "signer",
  message: "Tick everybody whose signature is on the paper",
};

type WhoseSignaturesProps = {
  path: string;
  which: Record<string, string>;
  signers: PaperSigner[];
  problems: FieldProblem[];
};

function WhoseSignatures({ path, which, signers, problems }: WhoseSignaturesProps) {
  return (
    <form method="get" action={path} className="cs-section">
      {Object.entries({ ...which, asked: "1" }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Fieldset
        id="signer"
        legend="Whose signatures are on the paper?"
        hint="Tick everybody who signed it. They are recorded together."
        error={errorOf(problems, "signer")}
      >
        {signers.map((one, at) => (
          <Checkbox
            key={one.id}
            id={at === 0 ? "signer" : `signer-${at + 1}`}
            name="signer"
            value={one.id}
            label={sayPaperSigner(one)}
          />
        ))}
      </Fieldset>
      <Button>Continue</Button>
    </form>
  );
}
