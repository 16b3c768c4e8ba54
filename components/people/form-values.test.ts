import { expect, test } from "vitest";
import { valueAt, valuesOf } from "./form-values.ts";

function posted(...entries: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

test("a post is read into the shape of its schema, and back by the names of its controls", () => {
  const values = valuesOf(
    posted(
      ["givenName", "Ann"],
      ["startsOn.day", "1"],
      ["startsOn.month", "9"],
      ["addresses.1", "b@c.example"],
    ),
  );
  expect(values).toEqual({
    givenName: "Ann",
    startsOn: { day: "1", month: "9" },
    addresses: ["", "b@c.example"],
  });
  expect(valueAt(values, "startsOn.month")).toBe("9");
  expect(valueAt(values, "addresses.1")).toBe("b@c.example");
  expect(valueAt(values, "knownAs")).toBeUndefined();
});

test("names that no form of ours has are left out, and nothing of the language's own is reached", () => {
  const values = valuesOf(
    posted(
      ["__proto__.polluted", "1"],
      ["constructor.prototype", "1"],
      ["$ACTION_ID_1", "1"],
      ["a.b.c", "1"],
      ["x", "plain"],
      ["x.day", "1"],
    ),
  );
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(Object.keys(values).sort()).toEqual(["constructor", "x"]);
  expect(values.x).toEqual({ day: "1" });
  expect(valueAt({}, "toString")).toBeUndefined();
});
