import { expect, test } from "vitest";
import { formNotesCookie } from "./form-notes.ts";

const read = (header: string) =>
  JSON.parse(Buffer.from(/form-notes=([^;]*)/.exec(header)?.[1] ?? "", "base64url").toString());

test("what was typed comes back, and the problems always do, however much was typed", () => {
  const problems = [{ field: "agreed", message: "Tick the box" }];
  expect(read(formNotesCookie("/sign/x", { values: { printedName: "Nia" }, problems }))).toEqual({
    values: { printedName: "Nia" },
    problems,
  });
  const values = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`field-${at}`, "ß".repeat(10_000)]),
  );
  const header = formNotesCookie("/sign/x", { values: { ...values, printedName: "Nia" }, problems });
  expect(header.length).toBeLessThan(4000);
  expect(read(header)).toMatchObject({ values: { printedName: "Nia" }, problems });
});
