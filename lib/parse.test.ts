import { expect, test } from "vitest";
import { z } from "zod";
import { parse } from "./parse.ts";

test("what PostgreSQL cannot hold as text does not reach it, wherever in a form it stands", () => {
  const input = z.object({
    text: z.string(),
    rows: z.array(z.object({ label: z.string() })),
    values: z.record(z.string(), z.string()),
  });
  expect(
    parse(input, {
      text: "a\u0000b \ud800c 😀",
      rows: [{ label: "\u0000" }],
      values: { "x\u0000": "\udfff" },
    }),
  ).toEqual({ text: "ab \ufffdc 😀", rows: [{ label: "" }], values: { x: "\ufffd" } });
});

test("what is no text stays what it is", () => {
  const at = new Date();
  expect(
    parse(z.object({ at: z.date(), none: z.null(), count: z.number() }), { at, none: null, count: 1 }),
  ).toEqual({
    at,
    none: null,
    count: 1,
  });
});
