import { now, today } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { addPerson } from "#lib/people/add-person.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { recordPaperSignatures } from "#lib/signing/record-paper-signature.ts";
import { actorFor } from "#lib/testing/builders.ts";
import type { Form } from "./forms.ts";

/** People of the school that heads and offices do something about. */
export type ActTarget = {
  unsigned: string;
  row: string;
  papered: string;
  paper: string;
  asker: string;
  question: string;
  kept: string;
  duplicate: string;
  /** The same of the organisation's own people. */
  own: { unsigned: string; row: string; papered: string; paper: string };
};

type Someone = () => Promise<{ personId: string }>;

/** Makes them: one with something unsigned, one with a paper, one with a question, and one person twice. */
export async function headActTargets(
  head: { organisationId: string; personId: string },
  unitId: string,
  someone: Someone,
  administrator: { personId: string },
): Promise<ActTarget> {
  const { organisationId } = head;
  const [unsigned, papered, asker, kept, duplicate] = [
    (await someone()).personId,
    (await someone()).personId,
    (await someone()).personId,
    (await someone()).personId,
    (await someone()).personId,
  ];
  const day = today("Europe/London");
  const trustee = async () => {
    const added = await addPerson({ organisationId, words: "a journey" }, organisationId, {
      ...{ givenName: "Tess", familyName: `Trustee ${newId()}` },
      ...{ role: "trustee", startsOn: "2024-09-01" },
    });
    if (!("personId" in added)) throw new Error("somebody like them is there already");
    return added.personId;
  };
  const due = async (personId: string) => {
    const [asked] = await obligationsOf(organisationId, personId, day);
    if (!asked) throw new Error("nothing is asked");
    return asked;
  };
  const actor = await actorFor(organisationId, head.personId);
  const which = { personId: papered, seriesId: (await due(papered)).seriesId };
  const answers = { "school-or-team": "Maths" };
  const signature = { signerId: papered, signedOn: day, printedName: "Tom", answers };
  const typed = { witness: "Mr Brown", signatures: [signature] };
  const [recorded] = await recordPaperSignatures(actor, unitId, which, typed, null);
  const [ownUnsigned, ownPapered] = [await trustee(), await trustee()];
  const [ownRecorded] = await recordPaperSignatures(
    await actorFor(organisationId, administrator.personId),
    organisationId,
    { personId: ownPapered, seriesId: (await due(ownPapered)).seriesId },
    { ...typed, signatures: [{ ...signature, signerId: ownPapered }] },
    null,
  );
  const own = {
    unsigned: ownUnsigned,
    row: `${ownUnsigned}_${(await due(ownUnsigned)).seriesId}`,
    papered: ownPapered,
    paper: ownRecorded?.signatureId as string,
  };
  const paper = recorded?.signatureId as string;
  const question = newId();
  const asked = await due(asker);
  await inOrganisation(organisationId, (transaction) =>
    transaction.response.create({
      data: {
        ...{ organisationId, id: question, kind: "question", obligationId: asked.id, formId: newId() },
        ...{ agreementId: asked.agreementId, seriesId: asked.seriesId, round: asked.round },
        ...{ occasion: asked.occasion, capacity: "own", subjectId: asker, signerId: asker, unitId },
        ...{ words: "Why?", madeAt: now() },
      },
    }),
  );
  const row = `${unsigned}_${(await due(unsigned)).seriesId}`;
  return { unsigned, row, papered, paper, asker, question, kept, duplicate, own };
}

const school = "/school/999425";

type ActChange = {
  page: (t: ActTarget) => string;
  button: RegExp;
  fields?: (t: ActTarget) => Form;
  may: Permission;
  at?: "trust";
  by?: "administrator";
  to?: (t: ActTarget) => string;
};

const theDay = () => {
  const [year = "", month = "", date = ""] = today("Europe/London").split("-");
  return { "signedOn-day": date, "signedOn-month": month, "signedOn-year": year, witness: "A forger" };
};

const ownList = "/organisation/not-signed/own";
const trust = { at: "trust", by: "administrator" } as const;

/** What heads and offices change here, each as a form of a page; and the administrator for the organisation's own. */
export const headActChanges: Record<string, ActChange> = {
  "/organisation/not-signed/own/remind/send": {
    page: () => ownList,
    button: /^Send reminder$/,
    fields: ({ own }) => ({ row: own.row }),
    may: "reminders:send",
    ...trust,
    to: () => `${ownList}/remind/send`,
  },
  "/organisation/forms/print": {
    page: () => ownList,
    button: /^Print forms$/,
    fields: ({ own }) => ({ row: own.row }),
    may: "signatures:record",
    ...trust,
    to: () => "/organisation/forms/print",
  },
  "/organisation/paper/record": {
    page: ({ own }) => `/organisation/paper?row=${own.row}`,
    button: /^Record signature$/,
    fields: theDay,
    may: "signatures:record",
    ...trust,
    to: () => "/organisation/paper/record",
  },
  "/organisation/paper/[signature]/mistake": {
    page: ({ own }) => `/organisation/paper/${own.paper}`,
    button: /^Mark as a mistake$/,
    fields: () => ({ reason: "Forged" }),
    may: "signatures:record",
    ...trust,
    to: ({ own }) => `/organisation/paper/${own.paper}/mistake`,
  },
  "/school/[urn]/not-signed/remind/send": {
    page: () => `${school}/not-signed`,
    button: /^Send reminder$/,
    fields: ({ row }) => ({ row }),
    may: "reminders:send",
    to: () => `${school}/not-signed/remind/send`,
  },
  "/school/[urn]/forms/print": {
    page: () => `${school}/not-signed`,
    button: /^Print forms$/,
    fields: ({ row }) => ({ row }),
    may: "signatures:record",
    to: () => `${school}/forms/print`,
  },
  "/school/[urn]/paper/record": {
    page: ({ row }) => `${school}/paper?row=${row}`,
    button: /^Record signature$/,
    fields: theDay,
    may: "signatures:record",
    to: () => `${school}/paper/record`,
  },
  "/school/[urn]/paper/[signature]/mistake": {
    page: ({ paper }) => `${school}/paper/${paper}`,
    button: /^Mark as a mistake$/,
    fields: () => ({ reason: "Forged" }),
    may: "signatures:record",
    to: ({ paper }) => `${school}/paper/${paper}/mistake`,
  },
  answerAction: {
    page: () => `${school}/questions`,
    button: /^Send answer$/,
    fields: ({ question }) => ({ response: question, form: newId(), seen: "0", words: "A forged answer" }),
    may: "responses:answer",
  },
  mergeAction: {
    page: ({ kept, duplicate }) => `${school}/people/${kept}/merge?with=${duplicate}`,
    button: /^Join the two records$/,
    fields: () => ({ confirmed: "on" }),
    may: "people:merge",
  },
  undoMergeAction: {
    page: ({ duplicate }) => `${school}/people/${duplicate}`,
    button: /^Undo/,
    may: "people:merge",
  },
};

/** Every row that they could change. */
export async function stateOfHeadActs(organisationId: string, target: ActTarget): Promise<string> {
  const { unsigned, papered, asker, kept, duplicate, question, paper, own } = target;
  const people = [unsigned, papered, asker, kept, duplicate, own.unsigned, own.papered];
  const rows = await inOrganisation(
    organisationId,
    (transaction) =>
      transaction.$queryRaw<{ row: string }[]>`
      select row::text from (
        select to_jsonb(t) as row from printed_form t where organisation_id = ${organisationId}::uuid and subject_id = any (${people}::uuid[])
        union all select to_jsonb(t) - 'total' - 'skipped' - 'finished_at' from sending t
          where organisation_id = ${organisationId}::uuid and (t.asked::text like ${`%${unsigned}%`} or t.asked::text like ${`%${own.unsigned}%`})
        union all select to_jsonb(t) from signature t where organisation_id = ${organisationId}::uuid and signer_id = any (${people}::uuid[])
        union all select to_jsonb(t) from signature_void t where organisation_id = ${organisationId}::uuid and signature_id = any (${[paper, own.paper]}::uuid[])
        union all select to_jsonb(t) from response_answer t where organisation_id = ${organisationId}::uuid and response_id = ${question}::uuid
        union all select to_jsonb(t) from membership t where organisation_id = ${organisationId}::uuid and person_id = any (${people}::uuid[])
        union all select to_jsonb(t) from person_alias t where organisation_id = ${organisationId}::uuid and person_id = ${kept}::uuid
      ) every order by 1`,
  );
  return rows.map(({ row }) => row).join("\n");
}
