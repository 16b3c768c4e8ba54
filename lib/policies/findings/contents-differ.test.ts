import { describe, expect, test } from "vitest";
import { found, foundLines } from "./findings-for-tests.ts";

const body = `1. Opening hours

The workshop opens at eight.

2. Tools and machines

Tools are counted.

3. Clearing up

Benches are swept.

4. Accidents

The first-aider is called.
`;
const policy = (contents: string) => `Workshop Rules Policy\n\nContents\n\n${contents}\n\n${body}`;

describe("contents-differ", () => {
  test.each([
    [
      "leaders",
      "1. Opening hours ........ 2\n2. Tools ........ 3\n3. Clearing up ........ 4\n4. Accidents ........ 5",
      ["2. Tools ........ 3"],
    ],
    [
      "tabs",
      "1. Opening hours\t2\n2. Tools and machines\t3\n3. Tidying up\t4\n4. Accidents\t5",
      ["3. Tidying up\t4"],
    ],
    [
      "no pages",
      "1. Opening times\n2. Tools and machines\n3. Clearing up\n4. Accidents",
      ["1. Opening times"],
    ],
    [
      "bullets with glued pages",
      "- 1 Opening hours2\n- 2 Tools and machines3\n- 3 Clearing up4\n- 4 Incidents5",
      ["- 4 Incidents5"],
    ],
    [
      "numbers",
      "1. Opening hours\t2\n3. Tools and machines\t3\n2. Clearing up\t4\n4. Accidents\t5",
      ["3. Tools and machines\t3", "2. Clearing up\t4"],
    ],
    [
      "a part that is gone",
      "1. Opening hours\t2\n2. Tools and machines\t3\n3. Clearing up\t4\n4. Accidents\t5\n5. Visits by parents\t6",
      ["5. Visits by parents\t6"],
    ],
  ])("%s", (_, contents, lines) => {
    expect(foundLines("contents-differ", policy(contents))).toEqual(lines);
    expect(found("contents-differ", policy(contents))[0]).toMatchObject({
      severity: "warning",
      anchor: null,
    });
  });

  test.each([
    ["the same words", "1. Opening hours\n2. Tools and machines\n3. Clearing up\n4. Accidents"],
    [
      "capitals, leaders and pages",
      "1 OPENING HOURS......2\n2 TOOLS AND MACHINES......2\n3 CLEARING UP......3\n4 ACCIDENTS......10",
    ],
    [
      "an ampersand and spaced leaders",
      "1. Opening hours . . . . . 2\n2. Tools & machines . . . . . 2\n3. Clearing up . . . . . 3\n4. Accidents . . . . . 3",
    ],
    ["without numbers", "Opening hours\t2\nTools and machines\t3\nClearing up\t4\nAccidents\t5"],
    [
      "pages that say so",
      "Section 1 – Opening hours   Page 2\nSection 2 – Tools and machines   Page 3\nSection 3 – Clearing up   Page 3\nSection 4 – Accidents   Page 4",
    ],
    ["only some of them", "1. Opening hours\t2\n4. Accidents\t5"],
    [
      "column heads",
      "Section\tPage\n1. Opening hours\t2\n2. Tools and machines\t3\n3. Clearing up\t4\n4. Accidents\t5",
    ],
  ])("not: %s", (_, contents) => {
    expect(found("contents-differ", policy(contents))).toEqual([]);
  });

  test("a number at the end may be part of the words", () => {
    const text = `Lending Policy\n\nContents\n\n1. Opening hours\t2\n2. Loans in key stage 4\t3\n3. Returns\t4\n\n1. Opening hours\n\nAt eight.\n\n2. Loans in key stage 4\n\nThey borrow.\n\n3. Returns\n\nThey return.\n`;
    expect(found("contents-differ", text)).toEqual([]);
  });

  test("an entry over two lines is one entry", () => {
    const text = `Trips Policy\n\nContents\n\n1. Before ........ 2\n2. Staff, volunteers and everybody else who\ncomes along ........ 3\n3. After ........ 4\n\n1. Before\n\nA list is made.\n\n2. Staff, volunteers and everybody else who comes along\n\nThey are counted.\n\n3. After\n\nThey are thanked.\n`;
    expect(found("contents-differ", text)).toEqual([]);
  });

  test("a text without contents has nothing to differ", () => {
    expect(found("contents-differ", `Workshop Rules Policy\n\n${body}`)).toEqual([]);
  });
});
