import { expect, test } from "vitest";
import { questionSchema, refusalSchema, signSchema } from "./schema.ts";

const formId = "00000000-0000-4000-8000-000000000000";

test("somebody's own words may have lines, tabs and any writing, and no control characters", () => {
  const words = "Why?\r\n\tMae’n ddrwg gen i 👩‍🏫 لماذا";
  expect(questionSchema.parse({ words, formId }).words).toBe(words);
  for (const schema of [questionSchema, refusalSchema])
    for (const control of ["\u0000", "\u0008", "\u001b", "\u0085"])
      expect(schema.safeParse({ words: `Why${control}?`, formId }).success).toBe(false);
  expect(questionSchema.safeParse({ words: "  ", formId }).success).toBe(false);
  expect(refusalSchema.parse({ words: "", formId }).words).toBe("");
});

test("the name of who helped is written like the signer's", () => {
  const given = { agreed: true, printedName: "Sam Okafor", answers: {}, wordingId: formId };
  const schema = signSchema([]);
  expect(schema.parse({ ...given, helper: " Ada Minster " }).helper).toBe("Ada Minster");
  expect(schema.parse({ ...given, helper: "" }).helper).toBe("");
  // One that turns the direction of the text around reads as somebody else.
  expect(schema.safeParse({ ...given, helper: "\u202eretsniM adA" }).success).toBe(false);
});
