import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { notSignedQuery } from "#lib/obligations/schema.ts";
import { selectedRows } from "#lib/obligations/selected-rows.ts";
import { whoHasNotSigned } from "#lib/obligations/who-has-not-signed.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import {
  aContact,
  actorFor,
  anOrganisation,
  aPerson,
  aPolicyText,
  todayHere,
} from "#lib/testing/builders.ts";
import { sayFormCode } from "./form-code.ts";
import type { Signed } from "./keep-signature.ts";
import { markAsMistake, paperSignature, scanOf } from "./paper-signature.ts";
import { type PaperToRecord, paperToRecord, type WhichPaper } from "./paper-to-record.ts";
import { formsOfPrinting, printForms } from "./print-forms.ts";
import { receipt } from "./receipts.ts";
import { recordPaperSignatures } from "./record-paper-signature.ts";
import { aPdf, aPng } from "./scans-for-tests.ts";

await testDatabase();

const today = todayHere();
const everything = notSignedQuery.parse({});
const inForceFrom = "2021-09-01";

async function aSchool(text = aPolicyText()) {
  const { organisationId, schools } = await anOrganisation({ schools: 2 });
  const unitId = schools[0]?.id as string;
  const command = { organisationId, words: "a test" };
  await bringInPolicy(command, { text, fileName: "policy.md", implementationOn: inForceFrom });
  const office = await actorFor(
    organisationId,
    await aPerson(organisationId, { duties: [{ kind: "office", unitId }] }),
  );
  const staff = () => aPerson(organisationId, { roles: [{ role: "staff", unitId }] });
  const pupil = () => aPerson(organisationId, { roles: [{ role: "pupil", unitId, yearGroup: 8 }] });
  const rowOf = async (personId: string) => {
    const { rows } = await whoHasNotSigned(office, unitId, everything);
    const row = rows.find((one) => one.personId === personId);
    if (!row) throw new Error("nothing is missing of them");
    return { personId, seriesId: row.seriesId };
  };
  return { organisationId, unitId, sibling: schools[1]?.id as string, command, office, staff, pupil, rowOf };
}

const typed = (signerId: string, more = {}) => ({
  signerId,
  signedOn: "2024-03-04",
  printedName: "NIA OKAFOR",
  witness: "Mr Brown, office",
  answers: {},
  ...more,
});

type Typed = ReturnType<typeof typed>;
/** One signature of a paper. */
async function recordOne(
  office: Actor,
  unitId: string,
  which: WhichPaper,
  { witness, ...signature }: Typed,
  scan: Uint8Array | null,
) {
  const [signed] = await recordPaperSignatures(
    office,
    unitId,
    which,
    { witness, signatures: [signature] },
    scan,
  );
  return signed as Signed;
}

const refused = (code: string, words?: RegExp) => (error: unknown) =>
  error instanceof Refusal &&
  error.code === code &&
  (!words || words.test([error.message, ...error.problems.map(({ message }) => message)].join(" ")));

test("a form is printed for each row, with a code that leads back to it, and what comes back is recorded", async () => {
  const { organisationId, unitId, sibling, office, staff, rowOf } = await aSchool();
  const [one, two] = [await staff(), await staff()];
  const rows = [await rowOf(one), await rowOf(two)];
  const printing = await printForms(office, unitId, rows);
  const { forms, total } = await formsOfPrinting(office, unitId, printing);
  expect([total, forms.map(({ withParent, capacity }) => [withParent, capacity])]).toEqual([
    2,
    [
      [false, "own"],
      [false, "own"],
    ],
  ]);
  expect(new Set(forms.map(({ code }) => code)).size).toBe(2);
  expect(forms[0]?.agreement.agreementHtml).toContain("keep my password to myself");

  const code = sayFormCode(forms[0]?.code as string).toLowerCase();
  const paper = await paperToRecord(office, unitId, { code: ` ${code} ` });
  expect(paper).toMatchObject({ wordingSince: inForceFrom, signers: [{ capacity: "own" }] });
  // the sibling school's office does not find it under its own address
  const there = await actorFor(
    organisationId,
    await aPerson(organisationId, { duties: [{ kind: "office", unitId: sibling }] }),
  );
  await expect(paperToRecord(there, sibling, { code })).rejects.toSatisfy(
    refused("conflict", /No form of this school/),
  );
  await expect(paperToRecord(there, unitId, { code })).rejects.toSatisfy(refused("not-found"));

  const person = paper.asked.subjectId;
  const signed = await recordOne(office, unitId, { code }, typed(person), aPdf());
  expect(signed.made).toBe(true);
  const actor = await actorFor(organisationId, person);
  expect(actor.mustSign).toBe(false);
  const kept = await receipt(actor, signed.signatureId);
  expect(kept.record).toMatchObject({
    method: "paper",
    signedOn: "2024-03-04",
    recordedBy: { id: office.personId },
    signer: { id: person, printedName: "NIA OKAFOR" },
    wording: { shownHash: paper.agreement.shownHash },
  });
  expect(await paperSignature(office, unitId, signed.signatureId)).toMatchObject({
    witness: "Mr Brown, office",
    formCode: code.toUpperCase(),
    scan: { mediaType: "application/pdf" },
  });
  const scan = await scanOf(office, unitId, signed.signatureId);
  expect(Buffer.from(scan.bytes).equals(aPdf())).toBe(true);
  await expect(scanOf(there, unitId, signed.signatureId)).rejects.toSatisfy(refused("not-found"));
  await expect(scanOf(there, sibling, signed.signatureId)).rejects.toSatisfy(refused("not-found"));
});

test("the same paper twice, also at the same moment, is one signature with one scan", async () => {
  const { organisationId, unitId, office, staff, rowOf } = await aSchool();
  const person = await staff();
  const row = await rowOf(person);
  const signed = await Promise.all(
    Array.from({ length: 6 }, () => recordOne(office, unitId, row, typed(person), aPng())),
  );
  expect(new Set(signed.map(({ signatureId }) => signatureId)).size).toBe(1);
  expect(signed.filter(({ made }) => made)).toHaveLength(1);
  const counts = await inOrganisation(organisationId, async (transaction) => [
    await transaction.paperSignature.count({ where: { organisationId } }),
    await transaction.keptFile.count({ where: { organisationId } }),
  ]);
  expect(counts).toEqual([1, 1]);
});

test("the wording that stands on the form is what was signed, also when a minor version came since", async () => {
  const { organisationId, unitId, command, office, staff, rowOf } = await aSchool();
  const person = await staff();
  const printing = await printForms(office, unitId, [await rowOf(person)]);
  const { forms } = await formsOfPrinting(office, unitId, printing);
  await bringInPolicy(command, {
    text: aPolicyText({ staffRule: "keep my pass phrase to myself" }),
    fileName: "policy.md",
    version: { major: 1, minor: 1 },
    material: false,
    implementationOn: addDays(today, -3),
  });
  const code = forms[0]?.code as string;
  const { signatureId } = await recordOne(office, unitId, { code }, typed(person, { signedOn: today }), null);
  const actor = await actorFor(organisationId, person);
  const kept = await receipt(actor, signatureId);
  expect([kept.versionNumber, kept.wording.includes("keep my password to myself")]).toEqual(["1.0", true]);
  // and it counts
  expect(await obligationsOf(organisationId, person, today)).toMatchObject([{ signatureId }]);
});

test("a form whose wording a new major version replaced counts for the days before, and not since", async () => {
  const { unitId, command, office, staff, rowOf } = await aSchool();
  const [early, late] = [await staff(), await staff()];
  const printing = await printForms(office, unitId, [await rowOf(early), await rowOf(late)]);
  const { forms } = await formsOfPrinting(office, unitId, printing);
  await bringInPolicy(command, {
    text: aPolicyText({ staffRule: "use a second step" }),
    fileName: "policy.md",
    version: { major: 2, minor: 0 },
    material: true,
    implementationOn: addDays(today, -3),
  });
  const papers: PaperToRecord[] = [];
  for (const { code } of forms) papers.push(await paperToRecord(office, unitId, { code }));
  const of = (id: string) => ({
    code: papers.find(({ asked }) => asked.subjectId === id)?.form?.code as string,
  });
  await expect(recordOne(office, unitId, of(late), typed(late, { signedOn: today }), null)).rejects.toSatisfy(
    refused("superseded", /Print a new form/),
  );
  const kept = await recordOne(
    office,
    unitId,
    of(early),
    typed(early, { signedOn: addDays(today, -9) }),
    null,
  );
  expect(kept.made).toBe(true);
});

test("a pupil's paper bears two signatures, the pupil's first", async () => {
  const { organisationId, unitId, office, pupil, rowOf } = await aSchool();
  const child = await pupil();
  const [parent, apart] = [await aPerson(organisationId), await aPerson(organisationId)];
  await aContact(organisationId, parent, child);
  await aContact(organisationId, apart, child, { doNotContact: true });
  const row = await rowOf(child);
  const { forms } = await formsOfPrinting(office, unitId, await printForms(office, unitId, [row]));
  expect(forms).toMatchObject([{ capacity: "own", withParent: true }]);
  const which = { code: forms[0]?.code as string };
  const paper = await paperToRecord(office, unitId, which);
  expect(paper.signers.map(({ id, capacity }) => [id, capacity])).toEqual([
    [child, "own"],
    [parent, "countersign"],
  ]);
  await expect(recordOne(office, unitId, which, typed(parent), null)).rejects.toSatisfy(
    refused("waiting-for-pupil", /signs first/),
  );
  await expect(recordOne(office, unitId, which, typed(apart), null)).rejects.toSatisfy(refused("invalid"));
  const answers = { "tutor-group": "8 Otters" };
  const own = await recordOne(office, unitId, which, typed(child, { answers }), null);
  expect((await receipt(await actorFor(organisationId, child), own.signatureId)).record?.answers).toEqual([
    { label: "Tutor group", value: "8 Otters" },
  ]);
  const theirs = await recordOne(office, unitId, which, typed(parent), null);
  expect([own.made, theirs.made]).toEqual([true, true]);
  const missing = await whoHasNotSigned(office, unitId, everything);
  expect(missing.rows.map(({ personId }) => personId)).not.toContain(child);
  // what is left to print for a pupil who has signed is the parent's part
  const other = await pupil();
  await aContact(organisationId, parent, other);
  await recordOne(office, unitId, await rowOf(other), typed(other), null);
  const second = await printForms(office, unitId, [await rowOf(other)]);
  expect((await formsOfPrinting(office, unitId, second)).forms).toMatchObject([
    { capacity: "countersign", withParent: true },
  ]);
});

test("both signatures of one form are recorded together, each with its own date, or neither", async () => {
  const { organisationId, unitId, office, pupil, rowOf } = await aSchool();
  const child = await pupil();
  const parent = await aPerson(organisationId);
  await aContact(organisationId, parent, child);
  const { forms } = await formsOfPrinting(
    office,
    unitId,
    await printForms(office, unitId, [await rowOf(child)]),
  );
  const which = { code: forms[0]?.code as string };
  const { witness, ...own } = typed(child);
  const { witness: _, ...theirs } = typed(parent, { signedOn: "2024-03-06", printedName: "SAM OKAFOR" });
  const both = (change = {}) => ({ witness, signatures: [{ ...theirs, ...change }, own] });
  const signatures = () =>
    inOrganisation(organisationId, (transaction) =>
      transaction.signature.findMany({
        where: { organisationId },
        include: { paperSignatures: { include: { file: true, form: true } } },
        orderBy: { signedOn: "asc" },
      }),
    );
  // what is wrong with one of them keeps the other out as well, and is said of the right one
  await expect(
    recordPaperSignatures(office, unitId, which, both({ printedName: " " }), aPdf()),
  ).rejects.toMatchObject({ code: "invalid", problems: [{ field: "signatures.0.printedName" }] });
  await expect(
    recordPaperSignatures(office, unitId, which, { witness, signatures: [own, own] }, null),
  ).rejects.toSatisfy(refused("invalid", /each once/));
  await expect(
    recordPaperSignatures(office, unitId, which, { witness, signatures: [] }, null),
  ).rejects.toSatisfy(refused("invalid", /whose signature/));
  expect(await signatures()).toEqual([]);

  const made = await recordPaperSignatures(office, unitId, which, both(), aPdf());
  expect(made.map((one) => one.made)).toEqual([true, true]);
  const kept = await signatures();
  expect(kept.map(({ id, signerId, capacity, signedOn }) => [id, signerId, capacity, signedOn])).toEqual([
    [made[1]?.signatureId, child, "own", new Date("2024-03-04")],
    [made[0]?.signatureId, parent, "countersign", new Date("2024-03-06")],
  ]);
  for (const { paperSignatures } of kept)
    expect(paperSignatures).toMatchObject([
      { witness, form: { code: forms[0]?.code }, file: { mediaType: "application/pdf" } },
    ]);
  expect(new Set(kept.map(({ paperSignatures }) => paperSignatures[0]?.fileId)).size).toBe(1);
  // the same paper once more
  const again = await recordPaperSignatures(office, unitId, which, both(), aPdf());
  expect(again).toEqual(made.map((one) => ({ ...one, made: false })));
  expect(await signatures()).toHaveLength(2);
});

test("of a form with two signatures, one that was signed on a screen stays, and the other is recorded", async () => {
  const { organisationId, unitId, office, pupil, rowOf } = await aSchool();
  const child = await pupil();
  const parent = await aPerson(organisationId);
  await aContact(organisationId, parent, child);
  const which = await rowOf(child);
  const own = await recordOne(office, unitId, which, typed(child), null);
  const { witness, ...mine } = typed(child);
  const { witness: _, ...theirs } = typed(parent);
  const made = await recordPaperSignatures(
    office,
    unitId,
    which,
    { witness, signatures: [mine, theirs] },
    null,
  );
  expect(made.map((one) => one.made)).toEqual([false, true]);
  expect(made[0]?.signatureId).toBe(own.signatureId);
});

test("a day to come, a day before the wording, an empty name and a bad scan are said, and nothing is kept", async () => {
  const { organisationId, unitId, office, staff, rowOf } = await aSchool();
  const person = await staff();
  const row = await rowOf(person);
  const attempt = (more: object, scan: Uint8Array | null = null) =>
    expect(recordOne(office, unitId, row, typed(person, more), scan)).rejects;
  await attempt({ signedOn: addDays(today, 1) }).toSatisfy(refused("invalid", /today or in the past/));
  await attempt({ signedOn: "2021-08-31" }).toSatisfy(refused("invalid", /1 September 2021 or later/));
  await attempt({ signedOn: "2026-02-30" }).toSatisfy(refused("invalid", /real date/));
  await attempt({ signedOn: null }).toSatisfy(refused("invalid", /Enter the date on the paper/));
  await attempt({ printedName: " ", witness: "" }).toSatisfy(
    refused("invalid", /name as it stands.*who saw them/s),
  );
  await attempt({}, Buffer.from("MZ this is a program")).toSatisfy(
    refused("invalid", /whatever its name says/),
  );
  await attempt({ signerId: office.personId }).toSatisfy(refused("invalid", /whose signature/));
  const kept = await inOrganisation(organisationId, (transaction) =>
    transaction.signature.count({ where: { organisationId } }),
  );
  expect(kept).toBe(0);
  // an old day is fine, and the first of the wording
  expect((await recordOne(office, unitId, row, typed(person, { signedOn: inForceFrom }), null)).made).toBe(
    true,
  );
});

test("marked as a mistake it is kept, no longer counts, and can be recorded again", async () => {
  const { organisationId, unitId, office, staff, rowOf } = await aSchool();
  const person = await staff();
  const row = await rowOf(person);
  const wrong = await recordOne(office, unitId, row, typed(person), null);
  await expect(markAsMistake(office, unitId, wrong.signatureId, { reason: " " })).rejects.toSatisfy(
    refused("invalid"),
  );
  const marked = await Promise.all(
    [1, 2].map(() => markAsMistake(office, unitId, wrong.signatureId, { reason: "Another person's paper" })),
  );
  expect(marked.filter(({ made }) => made)).toHaveLength(1);
  expect((await actorFor(organisationId, person)).mustSign).toBe(true);
  expect(await paperSignature(office, unitId, wrong.signatureId)).toMatchObject({
    voided: { reason: "Another person's paper" },
  });
  const right = await recordOne(office, unitId, row, typed(person), null);
  expect([right.made, right.signatureId === wrong.signatureId]).toEqual([true, false]);
});

test("scans are kept in a folder by setting, by organisation and hash, once", async () => {
  const { organisationId, unitId, office, staff, rowOf } = await aSchool();
  const folder = mkdtempSync(path.join(tmpdir(), "scans-"));
  const set = settings();
  const before = set.scansFolder;
  set.scansFolder = folder;
  try {
    const [one, two] = [await staff(), await staff()];
    for (const person of [one, two]) {
      const { signatureId } = await recordOne(office, unitId, await rowOf(person), typed(person), aPng());
      expect(Buffer.from((await scanOf(office, unitId, signatureId)).bytes).equals(aPng())).toBe(true);
    }
    const files = readdirSync(path.join(folder, organisationId));
    expect(files).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(readFileSync(path.join(folder, organisationId, files[0] as string)).equals(aPng())).toBe(true);
    const rows = await inOrganisation(organisationId, (transaction) =>
      transaction.keptFile.findMany({ where: { organisationId }, select: { bytes: true } }),
    );
    expect(rows).toEqual([{ bytes: null }]);
  } finally {
    set.scansFolder = before;
  }
});

test("two hundred forms are printed at once, and whoever has signed meanwhile gets none", async () => {
  const { organisationId, unitId, office, staff } = await aSchool();
  for (let count = 0; count < 205; count++) await staff();
  const all = { rows: [], shown: [], all: "filter" as const, filters: { role: "staff" } };
  const rows = await selectedRows(office, unitId, all);
  expect(rows).toHaveLength(205);
  const first = rows[0]?.personId as string;
  await recordOne(office, unitId, rows[0] as (typeof rows)[0], typed(first), null);
  const started = now().getTime();
  const printing = await printForms(office, unitId, rows);
  const { forms, total } = await formsOfPrinting(office, unitId, printing);
  expect([printing.made, printing.signed, total, forms.length]).toEqual([204, 1, 204, 200]);
  expect((await formsOfPrinting(office, unitId, printing, 200)).forms).toHaveLength(4);
  expect(now().getTime() - started).toBeLessThan(5_000);
  await expect(printForms(office, unitId, [rows[0] as (typeof rows)[0]])).rejects.toSatisfy(
    refused("conflict"),
  );
  const other = await actorFor(organisationId, first);
  await expect(printForms(other, unitId, rows)).rejects.toSatisfy(refused("not-found"));
}, 60_000);
