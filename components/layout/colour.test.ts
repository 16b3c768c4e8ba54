import fc from "fast-check";
import { expect, test } from "vitest";
import { colourOf, contrast, standardColour, wordsOn } from "./colour.ts";

const words = { light: "#ffffff", dark: "#000000" };

test("contrast is what WCAG says it is", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21, 5);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  expect(contrast("#0b5351", "#0b5351")).toBe(1);
});

test("a school's yellow gets dark words, its navy light ones", () => {
  expect(wordsOn("#ffd100")).toBe("dark");
  expect(wordsOn("#0b2545")).toBe("light");
});

test("words can be read on any colour that a school may choose", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (colour) => {
      const ground = `#${colour.toString(16).padStart(6, "0")}`;
      expect(contrast(ground, words[wordsOn(ground)])).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 2000 },
  );
});

test("a colour is taken as written, short or long, and anything else is the standard one", () => {
  expect(colourOf("#0A6")).toBe("#00aa66");
  expect(colourOf(" #00AA66 ")).toBe("#00aa66");
  for (const none of [null, undefined, "", "red", "#12345", "url(x)", '#00aa66"/><script>']) {
    expect(colourOf(none)).toBe(standardColour);
  }
});
