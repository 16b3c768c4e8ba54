import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import type { DutyKind } from "#lib/people/words.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { bringInPolicy } from "../bring-in-policy.ts";
import { policiesInView } from "../queries.ts";
import { readPolicy, readPolicyOrDraft } from "../read-policy.ts";
import { draftCopies, putBackCopy, readCopy } from "./draft-copies.ts";
import { readDraft } from "./draft-of.ts";
import { draftStanding, previewDraft, readEditor } from "./editor-page.ts";
import { openFindings, readFindings, setFindingAside, takeFindingUp } from "./open-findings.ts";
import { saveDraft } from "./save-draft.ts";
import { startDraft, startPolicy, whereToWrite } from "./start-draft.ts";

await testDatabase();
const at = (time: string) => setClock(new Date(`2026-11-22T${time}Z`));
beforeAll(() => at("15:05:00"));
afterAll(() => setClock(undefined));

const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

async function aTrust() {
  const { organisationId, schools } = await anOrganisation({ schools: 2 });
  const [here, there] = schools as unknown as [{ id: string }, { id: string }];
  const acting = async (kind: DutyKind, unitId: string, names = {}) =>
    actorFor(organisationId, await aPerson(organisationId, { ...names, duties: [{ kind, unitId }] }));
  return {
    organisationId,
    here,
    there,
    acting,
    nia: await acting("policy-owner", organisationId, { givenName: "Nia", familyName: "Roberts" }),
    sam: await acting("policy-owner", organisationId, { givenName: "Sam", familyName: "Hill" }),
  };
}

const started = async (actor: Actor, text: string, title = "Loans") =>
  (await startPolicy(actor, { unitId: actor.organisationId, title, text })).policyId;

describe("a policy that is only a draft", () => {
  test("is listed and shown to those who may write it, and is not there for anybody else", async () => {
    const { organisationId, acting, nia, here, there } = await aTrust();
    const { policyId } = await startPolicy(nia, { unitId: here.id, title: "Loans" });
    expect(await policiesInView(nia)).toMatchObject([
      { title: "Loans", inForce: null, newest: null, hasDraft: true },
    ]);
    expect(await readPolicyOrDraft(nia, policyId)).toMatchObject({
      version: null,
      draft: { updatedBy: "Nia Roberts" },
    });
    const head = await acting("head", here.id);
    expect(await policiesInView(head)).toEqual([]);
    await expect(readPolicyOrDraft(head, policyId)).rejects.toSatisfy(refusal("not-found"));
    await expect(readPolicy(nia, policyId)).rejects.toSatisfy(refusal("not-found"));
    const beside = await acting("policy-owner", there.id);
    await expect(readEditor(beside, policyId)).rejects.toSatisfy(refusal("not-found"));
    await expect(readEditor(nia, "no id")).rejects.toSatisfy(refusal("not-found"));
    await expect(saveDraft(nia, "no id", { text: "", revision: 1 })).rejects.toSatisfy(refusal("not-found"));
    expect((await whereToWrite(nia)).map(({ id }) => id)[0]).toBe(organisationId);
    expect(await whereToWrite(beside)).toMatchObject([{ id: there.id }]);
    await expect(whereToWrite(head)).rejects.toSatisfy(refusal("not-found"));
  });

  test("two policies cannot have one title, and a title is needed", async () => {
    const { nia, organisationId } = await aTrust();
    await started(nia, "x");
    await expect(startPolicy(nia, { unitId: organisationId, title: "Loans" })).rejects.toSatisfy(
      refusal("conflict"),
    );
    await expect(startPolicy(nia, { unitId: organisationId, title: " " })).rejects.toSatisfy(
      refusal("invalid"),
    );
  });

  test("the next version begins from the text of the newest, once", async () => {
    const { organisationId, nia } = await aTrust();
    const { policyId } = await bringInPolicy(
      { organisationId, words: "a test" },
      { text: aPolicyText(), fileName: "p.md", implementationOn: "2026-01-01" },
    );
    const [one, other] = await Promise.all([startDraft(nia, policyId), startDraft(nia, policyId)]);
    expect(one).toEqual(other);
    const { draft, parts } = await readEditor(nia, policyId);
    expect(draft.basedOn?.number).toBe("1.0");
    expect(parts.parts.map(({ content }) => content.kind)).toContain("agreement");
    expect((await policiesInView(nia))[0]).toMatchObject({ hasDraft: true, inForce: { number: "1.0" } });
  });
});

describe("two people in one draft", () => {
  const text = "## 1. A\n\nOne.\n\nTwo.\n";

  test("what started from a text that is no longer there overwrites nothing and is kept", async () => {
    const { nia, sam } = await aTrust();
    const policyId = await started(nia, text);
    expect(
      await saveDraft(nia, policyId, { text: text.replace("One", "Nia’s one"), revision: 1 }),
    ).toMatchObject({
      kind: "saved",
      revision: 2,
    });
    const late = await saveDraft(sam, policyId, { text: text.replace("Two", "Sam’s two"), revision: 1 });
    expect(late).toMatchObject({ kind: "conflict", draft: { updatedBy: "Nia Roberts" } });
    expect((await readDraft(nia, policyId)).text).toContain("Nia’s one");
    const copyId = late.kind === "conflict" ? late.copyId : "";
    const { copy, stretches, draft } = await readCopy(sam, policyId, copyId);
    expect(copy).toMatchObject({ reason: "conflict", savedBy: "Sam Hill" });
    expect(stretches.filter(({ same }) => !same)).toMatchObject([
      { here: "Nia’s one.", there: "One." },
      { here: "Two.", there: "Sam’s two." },
    ]);
    await putBackCopy(sam, policyId, copyId, { revision: draft.revision, choices: ["here", "there"] });
    expect((await readDraft(nia, policyId)).text).toBe("## 1. A\n\nNia’s one.\n\nSam’s two.\n");
    // and what was there before stays to be put back
    const { copies } = await draftCopies(nia, policyId);
    expect(copies.map(({ reason }) => reason)).toContain("before-restore");
    expect(copies.map(({ reason }) => reason)).toContain("conflict");
  });

  test("of two saves at the same moment one is saved and the other kept", async () => {
    const { nia, sam } = await aTrust();
    const policyId = await started(nia, text);
    const outcomes = await Promise.all(
      [nia, sam].map((actor, index) =>
        saveDraft(actor, policyId, { text: `${text}\n${index}.\n`, revision: 1 }),
      ),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["conflict", "saved"]);
    const { copies } = await draftCopies(nia, policyId);
    expect(copies.filter(({ reason }) => reason === "conflict")).toHaveLength(1);
  });

  test("the same text from both is no conflict, and a choice about an older text is not carried out", async () => {
    const { nia, sam } = await aTrust();
    const policyId = await started(nia, text);
    await saveDraft(nia, policyId, { text: `${text}\nMore.\n`, revision: 1 });
    expect(await saveDraft(sam, policyId, { text: `${text}\nMore.\n`, revision: 1 })).toMatchObject({
      kind: "saved",
    });
    const { copies } = await draftCopies(sam, policyId);
    const copyId = copies[0]?.id ?? "";
    await expect(putBackCopy(sam, policyId, copyId, { revision: 1 })).rejects.toSatisfy(refusal("conflict"));
    await expect(putBackCopy(sam, policyId, nia.personId, { revision: 2 })).rejects.toSatisfy(
      refusal("not-found"),
    );
    await expect(putBackCopy(sam, policyId, copyId, { revision: 2, choices: ["mine"] })).rejects.toSatisfy(
      refusal("invalid"),
    );
    await putBackCopy(sam, policyId, copyId, { revision: 2 });
    expect((await readDraft(sam, policyId)).text).toBe(text);
    expect(await draftStanding(nia, policyId)).toMatchObject({ revision: 3, updatedBy: "Sam Hill" });
  });

  test("a copy of another draft cannot be put into this one", async () => {
    const { nia } = await aTrust();
    const one = await started(nia, text);
    const other = await started(nia, text, "Other");
    await saveDraft(nia, one, { text: `${text}\nMore.\n`, revision: 1 });
    const { copies } = await draftCopies(nia, one);
    await expect(readCopy(nia, other, copies[0]?.id ?? "")).rejects.toSatisfy(refusal("not-found"));
  });
});

describe("what is kept", () => {
  test("a text every ten minutes of writing, so that a morning of typing is not a thousand copies", async () => {
    const { nia } = await aTrust();
    const policyId = await started(nia, "0\n");
    for (let minute = 0; minute < 25; minute += 1) {
      at(`15:${String(minute + 10).padStart(2, "0")}:00`);
      await saveDraft(nia, policyId, { text: `${minute + 1}\n`, revision: minute + 1 });
    }
    at("15:05:00");
    expect((await draftCopies(nia, policyId)).copies).toHaveLength(3);
  });

  test("a text that cannot be read as a policy, with what is wrong and where", async () => {
    const { nia } = await aTrust();
    const policyId = await started(nia, "## 1. A\n");
    await saveDraft(nia, policyId, { text: "## 1. A\n\n:::wrong\nx\n:::\n", revision: 1 });
    const { reading, parts, draft } = await readEditor(nia, policyId);
    expect(draft.text).toContain(":::wrong");
    expect(reading).toMatchObject({ problem: { line: 3 }, mayBeSent: false });
    expect(reading.problem?.sentence).toMatch(/not a part of a policy/);
    expect(parts.parts).toHaveLength(2);
    expect((await previewDraft(nia, policyId)).problem?.line).toBe(3);
  });

  test("nothing longer than one policy can be", async () => {
    const { nia } = await aTrust();
    const policyId = await started(nia, "x");
    await expect(saveDraft(nia, policyId, { text: "x".repeat(1_200_001), revision: 1 })).rejects.toSatisfy(
      refusal("invalid"),
    );
    expect((await readDraft(nia, policyId)).text).toBe("x");
  });
});

describe("findings of a draft", () => {
  const text =
    "---\ntitle: Loans\n---\n\n## 1. A\n\n1.1 See section 9.4 about it.\n\n1.2 Read [the guide](#).\n";

  test("are set aside with a reason, by what they say and where, and taken up again", async () => {
    const { nia, sam } = await aTrust();
    const policyId = await started(nia, text);
    const { findings, mayBeSent } = await readFindings(nia, policyId);
    const missing = findings.find(({ rule }) => rule === "reference-missing");
    expect(missing).toMatchObject({ severity: "error", line: 7, setAside: null });
    expect(mayBeSent).toBe(false);
    const { rule, about } = missing ?? { rule: "", about: "" };
    await expect(setFindingAside(sam, policyId, { rule, about, reason: "  " })).rejects.toSatisfy(
      refusal("invalid"),
    );
    await expect(setFindingAside(sam, policyId, { rule, about: "x", reason: "y" })).rejects.toSatisfy(
      refusal("conflict"),
    );
    for (const each of findings.filter(({ severity }) => severity === "error"))
      await setFindingAside(sam, policyId, {
        rule: each.rule,
        about: each.about,
        reason: "It is in the handbook.",
      });
    await setFindingAside(nia, policyId, { rule, about, reason: "Twice." }); // said once is enough
    const aside = (await readFindings(nia, policyId)).findings.find((one) => one.about === about)?.setAside;
    expect(aside).toMatchObject({ reason: "It is in the handbook.", by: "Sam Hill" });
    expect((await readFindings(nia, policyId)).mayBeSent).toBe(true);
    // it goes with the clause, wherever that stands
    await saveDraft(nia, policyId, { text: text.replace("## 1. A", "## 1. A\n\nBefore it."), revision: 1 });
    expect((await readFindings(nia, policyId)).mayBeSent).toBe(true);
    await takeFindingUp(nia, policyId, aside?.id ?? "");
    await takeFindingUp(nia, policyId, aside?.id ?? "");
    expect((await readFindings(nia, policyId)).mayBeSent).toBe(false);
    const { events } = await readPolicyOrDraft(nia, policyId);
    expect(events.map(({ sentence }) => sentence).join("\n")).toMatch(
      /Nia Roberts took up a finding about Loans again: “.*”\nSam Hill set aside a finding about Loans: “.*” Reason: It is in the handbook\./s,
    );
  });

  test("of another policy stay there, and others may not touch them", async () => {
    const { organisationId, nia, there, acting } = await aTrust();
    const policyId = await started(nia, text);
    const other = await started(nia, text, "Other");
    const { findings } = await readFindings(nia, policyId);
    const { rule, about } = findings[0] ?? { rule: "", about: "" };
    await setFindingAside(nia, policyId, { rule, about, reason: "Fine." });
    const aside = (await readFindings(nia, policyId)).findings[0]?.setAside?.id ?? "";
    expect((await readFindings(nia, other)).findings[0]?.setAside).toBeNull();
    await expect(takeFindingUp(nia, other, aside)).rejects.toSatisfy(refusal("not-found"));
    await expect(takeFindingUp(await acting("policy-owner", there.id), policyId, aside)).rejects.toSatisfy(
      refusal("not-found"),
    );
    const clean = await inOrganisation(organisationId, (transaction) =>
      openFindings(transaction, nia, policyId, "---\ntitle: T\n---\n\n## 1. A\n\n1.1 Words.\n"),
    );
    expect(clean).toMatchObject({ problem: null, mayBeSent: true });
  });
});

test("HTML and scripts in a draft are words, in the editor's parts and on the page signers see", async () => {
  const { nia } = await aTrust();
  const evil = `<script>alert(1)</script>\n\n<img src=x onerror="alert(2)"> [link](javascript:alert(3)) <b>bold</b>`;
  const policyId = await started(
    nia,
    `---\ntitle: "<script>alert(0)</script>"\n---\n\n## <b>1. A</b>\n\n${evil}\n\n::::agreement[<script>x</script>]{key=k audience=staff}\n:::statements\n${evil}\n:::\n::::\n`,
  );
  const { parts } = await readEditor(nia, policyId);
  expect(parts.parts.map(({ content }) => content.kind)).toContain("agreement");
  const { bodyHtml, contentsHtml, agreements } = await previewDraft(nia, policyId);
  for (const html of [bodyHtml, contentsHtml, ...agreements.map((one) => one.html)])
    expect(html.replace(/"[^"]*"/g, '""')).not.toMatch(/<script|<img|<b>|javascript:|<[^>]*\sonerror/i);
  expect(bodyHtml).not.toContain('"javascript:');
  expect(bodyHtml).toContain("alert(1)");
});

test("a text that PostgreSQL cannot hold as it stands is kept without what it cannot hold", async () => {
  const { nia } = await aTrust();
  const policyId = await started(nia, "---\ntitle: T\n---\n\n# 1. A\n");
  const text = "---\ntitle: T\n---\n\n# 1. A\n\nOne\u0000 two \ud800three.\n";
  expect(await saveDraft(nia, policyId, { text, revision: 1 })).toMatchObject({ kind: "saved" });
  expect((await readDraft(nia, policyId)).text).toContain("One two \ufffdthree.");
  const { policyId: other } = await startPolicy(nia, {
    unitId: nia.organisationId,
    title: "A\ud800 B\u0000C",
  });
  expect((await readDraft(nia, other)).policyTitle).toBe("A\ufffd BC");
  // a revision that no draft can have is a mistake of the form, and not of ours
  await expect(saveDraft(nia, policyId, { text: "x", revision: 2 ** 31 })).rejects.toSatisfy(
    refusal("invalid"),
  );
});
