import { zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { actorFor, anOrganisation, aPerson } from "#lib/testing/builders.ts";
import { pdfFile } from "#lib/testing/pdf-file.ts";
import { lists, paragraph, run, table, wordFile } from "#lib/testing/word-file.ts";
import { bringInPolicy } from "../bring-in-policy.ts";
import { parseDocument } from "../document/parse-document.ts";
import { readDraft } from "../drafts/draft-of.ts";
import { saveDraft } from "../drafts/save-draft.ts";
import { draftAsWord, versionAsWord } from "../word/policy-as-word.ts";
import { bringInFile } from "./bring-in-file.ts";
import { correctDraft, settleNotPlaced } from "./correct-draft.ts";
import { originalFile } from "./draft-files.ts";
import { type DraftCheck, readCheck } from "./read-check.ts";

await testDatabase();

let owner: Actor;
let organisationId: string;
beforeAll(async () => {
  ({ organisationId } = await anOrganisation({ schools: 1 }));
  owner = await actorFor(
    organisationId,
    await aPerson(organisationId, {
      roles: [{ role: "staff", unitId: organisationId }],
      duties: [{ kind: "policy-owner", unitId: organisationId }],
    }),
  );
});

const bytes = (text: string) => new TextEncoder().encode(text);
let count = 0;
const policyText = (title: string) => `${title}

Owner: Network manager
Review date: May 2027

1. Scope

Everyone who uses a tablet.

2. Rules

I will:
- keep it charged
- keep it clean

I have read the rules and agree to them.

Signed: ____
Date: ____

Page 1 of 2
`;
const bring = (fileName: string, content: Uint8Array | null, more: Record<string, unknown> = {}) =>
  bringInFile(owner, { unitId: organisationId, fileName, ...more }, content);
const aDraft = async (text = policyText(`Tablets ${++count} policy`)) => {
  const made = await bring("tablets.txt", bytes(text));
  return { ...made, check: await readCheck(owner, made.policyId) };
};
const documentOf = ({ understood }: DraftCheck) => {
  if (!("document" in understood)) throw new Error(understood.sentence);
  return understood.document;
};
const refused = async (making: Promise<unknown>): Promise<Refusal> => {
  const error = await making.then(
    () => null,
    (one: unknown) => one,
  );
  if (!(error instanceof Refusal)) throw new Error(`no refusal but ${String(error)}`);
  return error;
};

describe("bringing in a file", () => {
  test("makes a draft of what was understood, and keeps the file as it came", async () => {
    const title = `Tablets ${++count} policy`;
    const content = bytes(policyText(title).replaceAll("\n", "\r\n"));
    const { policyId } = await bring("C:\\Policies\\tablets.txt", content);
    const check = await readCheck(owner, policyId);
    expect(check.file).toMatchObject({ fileName: "tablets.txt", kind: "text", broughtInBy: owner.name });
    expect(check.draft).toMatchObject({ policyTitle: title, basedOn: null });
    expect(documentOf(check).agreements).toHaveLength(1);
    expect(check.file.notPlaced.map(({ what }) => what)).toContain("Page 1 of 2");
    const original = await originalFile(owner, policyId);
    expect([...original.bytes]).toEqual([...content]);
    expect(original).toMatchObject({ fileName: "tablets.txt", mediaType: "text/plain" });
  });

  test("as the next draft keeps the draft that was there as a copy", async () => {
    const { policyId } = await aDraft();
    const before = await readDraft(owner, policyId);
    await saveDraft(owner, policyId, { text: `${before.text}\nMore.\n`, revision: before.revision });
    const written = await readDraft(owner, policyId);
    await bringInFile(
      owner,
      { policyId, fileName: "next.md" },
      bytes(policyText(before.policyTitle).replace("clean", "spotless")),
    );
    const after = await readDraft(owner, policyId);
    expect(after.text).toContain("spotless");
    const copies = await inOrganisation(organisationId, (transaction) =>
      transaction.draftCopy.findMany({ where: { organisationId, draftId: after.id } }),
    );
    expect(copies.map(({ text, reason }) => `${reason} ${text}`)).toContain(`before-file ${written.text}`);
    expect((await readCheck(owner, policyId)).file).toMatchObject({ fileName: "next.md", kind: "markdown" });
  });

  test("downloaded from a version and brought back is the text of that version", async () => {
    const title = `Tablets ${++count} policy`;
    const { policyId } = await bringInPolicy(
      { organisationId, words: "a test" },
      { text: policyText(title), fileName: "tablets.txt", implementationOn: "2026-09-01" },
    );
    const { bytes: word, fileName } = await versionAsWord(owner, policyId, "1.0");
    expect(fileName).toMatch(/^tablets-\d+-policy-version-1\.0\.docx$/);
    await bringInFile(owner, { policyId, fileName }, word);
    const draft = await readDraft(owner, policyId);
    expect(draft.basedOn?.number).toBe("1.0");
    const version = await inOrganisation(organisationId, (transaction) =>
      transaction.policyVersion.findFirstOrThrow({ where: { organisationId, policyId } }),
    );
    expect(draft.text).toBe(version.text);
    // where two versions have had one number, each has its own address
    expect(await versionAsWord(owner, policyId, version.id)).toMatchObject({ fileName });
    await expect(versionAsWord(owner, policyId, newId())).rejects.toMatchObject({ code: "not-found" });
    expect((await draftAsWord(owner, policyId)).fileName).toMatch(/-draft\.docx$/);
  });

  test("a title that another policy has is told, and another one can be given", async () => {
    const { check } = await aDraft();
    const text = policyText(check.draft.policyTitle);
    const refusal = await refused(bring("again.txt", bytes(text)));
    expect(refusal.code).toBe("conflict");
    expect(refusal.problems[0]).toMatchObject({ field: "title" });
    const { policyId } = await bring("again.txt", bytes(text), { title: `Another ${count}` });
    expect(documentOf(await readCheck(owner, policyId)).title).toBe(`Another ${count}`);
  });

  const password = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(512),
    Buffer.from("EncryptedPackage", "utf16le"),
  ]);
  const bomb = zipSync({ "word/document.xml": new Uint8Array(200 * 1024 * 1024) }, { level: 9 });
  test.each<[string, string, Uint8Array | null, RegExp]>([
    ["no file", "", null, /^Choose a file$/],
    ["an empty file", "a.docx", new Uint8Array(), /^a\.docx is empty\.$/],
    ["a password", "a.docx", password, /protected with a password/],
    ["a scan", "a.pdf", pdfFile([{ words: [] }]), /no text|scan/i],
    ["a damaged file", "a.docx", wordFile({ body: paragraph("x") }).slice(0, 300), /damaged/],
    ["more than 10 MB", "a.txt", new Uint8Array(10 * 1024 * 1024 + 1).fill(65), /larger than 10 MB/],
    ["a zip bomb", "a.docx", bomb, /unpacks to far more/],
    ["a program by another name", "a.docx", bytes("MZ\u0000\u0000\u0001 not a document"), /is not a Word/],
    [
      "a broken mark",
      "a.md",
      bytes(":::agreement[A]{key=a}\n:::\n\n:::chapter\nx\n:::\n"),
      /Line 4: .*chapter/,
    ],
  ])(
    "%s gets its sentence, and nothing is made",
    async (_, fileName, content, sentence) => {
      const state = () =>
        inOrganisation(organisationId, async (transaction) => [
          await transaction.policy.count({ where: { organisationId } }),
          await transaction.keptFile.count({ where: { organisationId } }),
        ]);
      const before = await state();
      const refusal = await refused(bring(fileName, content));
      expect(refusal.code).toBe("invalid");
      expect(refusal.problems).toEqual([{ field: "file", message: expect.stringMatching(sentence) }]);
      expect(await state()).toEqual(before);
    },
    60_000,
  );

  test("a Word file of everything that people do gives a draft, and says what it did", async () => {
    const tracked = `<w:ins w:id="1" w:author="A">${run("new ")}</w:ins><w:del w:id="2" w:author="A"><w:r><w:delText>old </w:delText></w:r></w:del>${run("words")}`;
    const merged = `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${paragraph("Both")}</w:tc></w:tr><w:tr><w:tc>${paragraph("One")}</w:tc><w:tc>${table(["in", "side"])}${paragraph("")}</w:tc></w:tr></w:tbl>`;
    const picture = `<w:r><w:drawing><pic:pic/></w:drawing></w:r>`;
    const content = wordFile({
      body: [
        paragraph(`Phones ${++count} policy`),
        paragraph(tracked),
        paragraph(`${picture}${run("Below a picture.")}`),
        merged,
        paragraph("I will be careful.", { list: [1, 0] }),
        paragraph("Signed: ____"),
      ].join(""),
      numbering: lists([["bullet", "•"]]),
      comments: `<w:comment w:id="0" w:author="B">${paragraph("x")}</w:comment>`,
    });
    const { policyId } = await bring("phones.docx", content);
    const { file } = await readCheck(owner, policyId);
    const notes = file.notes.map(({ what }) => what).join("\n");
    expect(notes).toMatch(/Tracked changes were taken as accepted: 1 insertion, 1 deletion/);
    expect(notes).toMatch(/A table inside a table/);
    expect(notes).toMatch(/Merged cells/);
    expect(file.notPlaced.map(({ what }) => what).join("\n")).toMatch(/picture without a description/);
    expect(file.text).toContain("new words");
  });

  test("somebody without the permission learns nothing, and their file is not read", async () => {
    const colleague = await actorFor(
      organisationId,
      await aPerson(organisationId, { roles: [{ role: "staff", unitId: organisationId }] }),
    );
    const { policyId } = await aDraft();
    for (const as of [{ unitId: organisationId }, { policyId }])
      expect((await refused(bringInFile(colleague, { ...as, fileName: "a" }, new Uint8Array()))).code).toBe(
        "not-found",
      );
  });
});

describe("correcting what was understood", () => {
  const correct = async (policyId: string, given: Record<string, unknown>) => {
    const { draft } = await readCheck(owner, policyId);
    await correctDraft(owner, policyId, draft.revision, given);
    return documentOf(await readCheck(owner, policyId));
  };

  test("title, document control and the columns of the history", async () => {
    const { policyId, check } = await aDraft(
      `${policyText(`Tablets ${++count} policy`)}\nChange history\n\n| Date | What changed |\n| - | - |\n| May 2026 | New |\n`,
    );
    expect(documentOf(check).history.columns).toEqual(["Date", "What changed"]);
    expect((await correct(policyId, { part: "title", title: " Tablets \n and laptops " })).title).toBe(
      "Tablets and laptops",
    );
    const rows = [
      { label: "Owner", value: "The bursar", field: "owner" },
      { label: "Looked at", value: "June 2028", field: "review" },
      { label: "", value: "", field: "none" },
    ];
    const { control, history } = await correct(policyId, { part: "control", rows });
    expect(control).toEqual(rows.slice(0, 2));
    expect(history.rows).toEqual([["May 2026", "New"]]);
    const { understood } = await readCheck(owner, policyId);
    expect("inspection" in understood && understood.inspection.review?.lastDay).toBe("2028-06-30");
    const renamed = await correct(policyId, { part: "history", columns: ["When", "Why"] });
    expect(renamed.history.columns).toEqual(["When", "Why"]);
    const without = await correct(policyId, { part: "no-history" });
    expect(without.history.columns).toEqual([]);
    const at = without.body.findIndex(({ type }) => type === "table");
    const again = await correct(policyId, { part: "new-history", table: at });
    expect(again.history).toEqual({ columns: ["When", "Why"], rows: [["May 2026", "New"]] });
    expect(again.body).toEqual(renamed.body);
  });

  test("an agreement: who signs, fields, a parent’s part, its declaration", async () => {
    const { policyId, check } = await aDraft();
    const [agreement] = documentOf(check).agreements;
    if (!agreement) throw new Error("no agreement was found");
    const given = {
      part: "agreement",
      key: agreement.key,
      title: "For pupils",
      audience: ["pupil", "trainee"],
      countersign: "one",
      countersignUntil: "16",
      order: "free",
      fields: [
        { label: "Signed", kind: "signature", by: "signatory" },
        { label: "Form", kind: "tutor-group", by: "signatory" },
        { label: "", kind: "text", by: "signatory" },
        { label: "Signed (parent)", kind: "signature", by: "parent" },
      ],
    };
    const [changed] = (await correct(policyId, given)).agreements;
    expect(changed).toMatchObject({
      title: "For pupils",
      audience: ["trainee", "pupil"],
      countersign: "one",
      countersignUntil: 16,
      order: "free",
      fields: [
        { label: "Signed", kind: "signature" },
        { label: "Form", kind: "tutor-group" },
      ],
      countersignPart: { fields: [{ label: "Signed (parent)", kind: "signature" }] },
    });
    expect(changed?.statements).toEqual(agreement.statements);
    const [alone] = (await correct(policyId, { ...given, countersign: "none", declaration: "-1" }))
      .agreements;
    expect(alone?.countersignPart).toBeNull();
    expect(alone?.fields.map(({ label }) => label)).toEqual(["Signed", "Form", "Signed (parent)"]);
    expect(alone?.declaration).toEqual([]);
    const text = (await readDraft(owner, policyId)).text;
    expect(text).toContain("I have read the rules and agree to them.");
  });

  test("what is no agreement becomes text, and a section becomes one again", async () => {
    const { policyId, check } = await aDraft();
    const [agreement] = documentOf(check).agreements;
    const without = await correct(policyId, { part: "no-agreement", key: agreement?.key });
    expect(without.agreements).toEqual([]);
    expect((await readDraft(owner, policyId)).text).toContain("Signed: \\_\\_\\_\\_");
    const section = without.body.findLastIndex(({ type }) => type === "heading");
    const again = await correct(policyId, { part: "new-agreement", section, audience: ["staff"] });
    expect(again.agreements[0]).toMatchObject({
      audience: ["staff"],
      fields: [
        { label: "Signed", kind: "signature" },
        { label: "Date", kind: "date" },
      ],
    });
    expect(again.agreements[0]?.statements).toEqual(agreement?.statements);
    expect(again.agreements[0]?.declaration).toEqual(agreement?.declaration);
  });

  test("what was not placed is put in or set aside, and stays so", async () => {
    const { policyId, check } = await aDraft();
    const at = check.file.notPlaced.findIndex(({ what }) => what === "Page 1 of 2");
    await settleNotPlaced(owner, policyId, check.draft.revision, at, { as: "seen" });
    const seen = await readCheck(owner, policyId);
    expect(seen.file.notPlaced[at]?.settled).toBe(`Seen by ${owner.name}`);
    expect(seen.draft.revision).toBe(check.draft.revision);
    await settleNotPlaced(owner, policyId, seen.draft.revision, at, {
      as: "control",
      label: "Pages",
      value: "2",
    });
    const placed = await readCheck(owner, policyId);
    expect(documentOf(placed).control.at(-1)).toEqual({ label: "Pages", value: "2" });
    await settleNotPlaced(owner, policyId, placed.draft.revision, at, {
      as: "paragraph",
      text: "# Words of *the* file",
      section: 0,
    });
    const { text } = await readDraft(owner, policyId);
    expect(parseDocument(text).body[2]).toEqual({
      type: "paragraph",
      children: [{ type: "text", value: "# Words of *the* file" }],
    });
  });

  test("a draft that somebody else changed meanwhile is not written over", async () => {
    const { policyId, check } = await aDraft();
    const { text, revision } = await readDraft(owner, policyId);
    await saveDraft(owner, policyId, { text: `${text}\nTheirs.\n`, revision });
    const refusal = await refused(
      correctDraft(owner, policyId, check.draft.revision, { part: "title", title: "Mine" }),
    );
    expect(refusal.code).toBe("conflict");
    expect(refusal.message).toContain("make your correction again");
    expect((await readDraft(owner, policyId)).text).toContain("Theirs.");
  });

  test("a draft that can’t be read as it stands says where", async () => {
    const { policyId } = await aDraft();
    const { text, revision } = await readDraft(owner, policyId);
    await saveDraft(owner, policyId, { text: `${text}\n:::chapter\n:::\n`, revision });
    const { understood, draft } = await readCheck(owner, policyId);
    expect("sentence" in understood && understood.sentence).toContain("chapter");
    const refusal = await refused(
      correctDraft(owner, policyId, draft.revision, { part: "title", title: "Mine" }),
    );
    expect(refusal.message).toContain("chapter");
    expect((await refused(draftAsWord(owner, policyId))).code).toBe("conflict");
  });
});
