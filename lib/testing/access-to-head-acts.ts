import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { answerResponse } from "#lib/obligations/answer-response.ts";
import { backFromAbsence } from "#lib/obligations/back-from-absence.ts";
import { answersTo } from "#lib/obligations/my-answers.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { listResponses, unitsChaired } from "#lib/obligations/open-responses.ts";
import { selectedRows } from "#lib/obligations/selected-rows.ts";
import { findOtherRecords, joinedInto, recordsJoinedTo } from "#lib/people/joined-records.ts";
import { mergePeople } from "#lib/people/merge-people.ts";
import { undoMerge } from "#lib/people/undo-merge.ts";
import type { Signed } from "#lib/signing/keep-signature.ts";
import { markAsMistake, paperSignature, scanOf } from "#lib/signing/paper-signature.ts";
import { paperToRecord } from "#lib/signing/paper-to-record.ts";
import { formsOfPrinting, printForms } from "#lib/signing/print-forms.ts";
import { recordPaperSignatures } from "#lib/signing/record-paper-signature.ts";
import { aPng } from "#lib/signing/scans-for-tests.ts";
import { type AccessCase, accessCase, type World } from "./access-world.ts";
import { actorFor, aPerson, todayHere } from "./builders.ts";

const holds = (part: string) => (answer: unknown) => JSON.stringify(answer).includes(part);

/** Somebody of the school with something unsigned, as a row of the list. */
async function aRow(world: World) {
  const personId = await world.staff();
  const asked = await obligationsOf(world.organisationId, personId, todayHere());
  const found = asked.find(({ unitIds }) => unitIds.includes(world.own));
  if (!found) throw new Error("nothing is asked");
  return { personId, seriesId: found.seriesId };
}

const head = (world: World) => {
  const found = world.somebody.find(({ name }) => name === "head here");
  if (!found) throw new Error("there is no head");
  return found.actor;
};

const typed = (signerId: string) => ({
  witness: "Mr Brown",
  signatures: [{ signerId, signedOn: todayHere(), printedName: "Sam Okafor", answers: {} }],
});

async function aPaper(world: World) {
  const row = await aRow(world);
  const [paper] = await recordPaperSignatures(head(world), world.own, row, typed(row.personId), aPng());
  return paper as Signed;
}

async function aQuestion(world: World) {
  const { personId, seriesId } = await aRow(world);
  const { organisationId } = world;
  const id = newId();
  const [asked] = (await obligationsOf(organisationId, personId, todayHere())).filter(
    (one) => one.seriesId === seriesId,
  );
  if (!asked) throw new Error("nothing is asked");
  await inOrganisation(organisationId, (transaction) =>
    transaction.response.create({
      data: {
        ...{
          organisationId,
          id,
          kind: "question",
          obligationId: asked.id,
          formId: newId(),
          seriesId,
          round: 1,
        },
        ...{ agreementId: asked.agreementId, occasion: "once", capacity: "own", subjectId: personId },
        ...{ signerId: personId, unitId: world.own, words: "Why so?", madeAt: now() },
      },
    }),
  );
  return { id, personId };
}

async function anAnswer(world: World) {
  const { id, personId } = await aQuestion(world);
  await answerResponse(head(world), id, { words: "Because of that.", formId: newId(), seen: 0 });
  return { actor: await actorFor(world.organisationId, personId) };
}

async function twoRecords(world: World) {
  return { kept: await world.staff(), other: await world.staff() };
}

async function joinedPair(world: World) {
  const pair = await twoRecords(world);
  await mergePeople(world.command, pair.kept, pair.other);
  return pair;
}

/** To another organisation's administrators every unknown school is one of theirs, with nobody in it. */
const nothingThere = (code: string) => ({
  "head elsewhere": code,
  "organisation-administrator elsewhere": code,
});

/** What heads and offices do about signatures that are missing, and by whom. */
export const accessToHeadActs: AccessCase[] = [
  accessCase({
    rule: selectedRows,
    may: "not-signed:read",
    call: (actor, { own }) =>
      selectedRows(actor, own, { rows: [`${newId()}_${newId()}`], shown: [], all: undefined, filters: {} }),
    // no more than what was ticked; whoever uses it finds nothing of another organisation's
    otherwise: { ...nothingThere("done"), "auditor elsewhere": "done" },
  }),
  accessCase({
    rule: printForms,
    may: "signatures:record",
    target: aRow,
    call: (actor, { own }, row) => printForms(actor, own, [row]),
    otherwise: nothingThere("conflict"),
  }),
  accessCase({
    rule: formsOfPrinting,
    may: "signatures:record",
    target: async (world: World) => printForms(head(world), world.own, [await aRow(world)]),
    call: (actor, { own }, printing) => formsOfPrinting(actor, own, printing),
  }),
  accessCase({
    rule: paperToRecord,
    may: "signatures:record",
    target: aRow,
    call: (actor, { own }, row) => paperToRecord(actor, own, row),
  }),
  accessCase({
    rule: recordPaperSignatures,
    may: "signatures:record",
    target: aRow,
    call: (actor, { own }, row) => recordPaperSignatures(actor, own, row, typed(row.personId), aPng()),
  }),
  accessCase({
    rule: paperSignature,
    may: "signatures:read",
    target: aPaper,
    call: (actor, { own }, { signatureId }) => paperSignature(actor, own, signatureId),
  }),
  accessCase({
    rule: scanOf,
    may: "signatures:read",
    target: aPaper,
    call: (actor, { own }, { signatureId }) => scanOf(actor, own, signatureId),
  }),
  accessCase({
    rule: markAsMistake,
    may: "signatures:record",
    target: aPaper,
    call: (actor, { own }, { signatureId }) =>
      markAsMistake(actor, own, signatureId, { reason: "Not theirs" }),
  }),

  accessCase({
    rule: listResponses,
    may: "responses:read",
    quiet: true,
    target: aQuestion,
    call: (actor, { own }) => listResponses(actor, [own], "waiting"),
    shows: (answer, _, { id }) => holds(id)(answer),
  }),
  accessCase({
    rule: unitsChaired,
    may: "themself",
    also: ["chair of the governing body"],
    quiet: true,
    target: async (world: World) => ({
      actor: world.somebody.find(({ name }) => name === "chair of the governing body")?.actor ?? world.signer,
    }),
    call: (actor) => unitsChaired(actor),
    shows: (answer, { own }) => holds(own)(answer),
  }),
  accessCase({
    rule: answerResponse,
    may: "responses:answer",
    target: aQuestion,
    call: (actor, _, { id }) => answerResponse(actor, id, { words: "Because.", formId: newId(), seen: 0 }),
  }),
  accessCase({
    rule: answersTo,
    may: "themself",
    quiet: true,
    target: anAnswer,
    call: (actor) => answersTo(actor),
    shows: holds("Because of that."),
  }),
  accessCase({ rule: backFromAbsence, may: "everybody", call: (actor) => backFromAbsence(actor) }),

  accessCase({
    rule: findOtherRecords,
    may: "people:merge",
    target: async (world: World) => {
      const familyName = `Double ${newId()}`;
      const roles = [{ role: "staff" as const, unitId: world.own }];
      return { familyName, id: await aPerson(world.organisationId, { familyName, roles }) };
    },
    call: (actor, { own }, { familyName }) => findOtherRecords(actor, own, newId(), familyName),
    shows: (answer, _, { id }) => holds(id)(answer),
  }),
  accessCase({
    rule: mergePeople,
    may: "people:merge",
    target: twoRecords,
    call: (actor, _, { kept, other }) => mergePeople(actor, kept, other),
  }),
  accessCase({
    rule: undoMerge,
    may: "people:merge",
    target: joinedPair,
    call: (actor, _, { other }) => undoMerge(actor, other),
  }),
  accessCase({
    rule: joinedInto,
    may: "people:read",
    quiet: true,
    target: joinedPair,
    call: (actor, _, { other }) => joinedInto(actor, other),
    shows: (answer, _, { kept }) => holds(kept)(answer),
  }),
  accessCase({
    rule: recordsJoinedTo,
    may: "people:read",
    target: joinedPair,
    call: (actor, _, { kept }) => recordsJoinedTo(actor, kept),
    shows: (answer, _, { other }) => holds(other)(answer),
  }),
];
