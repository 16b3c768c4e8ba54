import { expect, test } from "vitest";
import { yourPlace } from "./words.ts";

test("a school asks, or the trust or federation of whom it alone asks", () => {
  const place = (kind: "trust" | "federation" | "single-school", unitIds: string[]) =>
    yourPlace(
      {
        organisationId: "whole",
        organisation: {
          ...{ name: "Larkmere", slug: "larkmere", kind, colour: null, timeZone: "Europe/London" },
          demonstration: false,
        },
      },
      unitIds,
    );
  expect(place("trust", ["whole"])).toBe("trust");
  expect(place("federation", ["whole", "whole"])).toBe("federation");
  expect(place("single-school", ["whole"])).toBe("school");
  expect(place("trust", ["one school"])).toBe("school");
  expect(place("trust", ["whole", "one school"])).toBe("school");
  expect(place("trust", [])).toBe("school");
});
