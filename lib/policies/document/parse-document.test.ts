import { expect, test } from "vitest";
import { parseDocument } from "./parse-document.ts";
import { printDocument } from "./print-document.ts";

const TEXT = `---
title: Computers in our school
control:
  - label: Reference
    value: IT-4
  - label: Next review
    value: 2027
---

Opening words with <b>no HTML</b> and 10:30 and note:this one.

## 1. First

1.1 Ask :local[the head teacher]{name=head} about it.

- one
  - two

| A | B |
| - | - |
| 1 | 2 |

:::::agreement[Agreement for pupils]{key=pupils audience="pupil" countersign=one}
::::introduction
Hello
::::
::::statements
I will not:

- shout
::::
::::fields
::field[NAME (PRINT)]{kind=name}
::field[Signed [pupil]]{kind=signature}
::::
::::countersign
:::declaration
I have read this.
:::
:::fields
::field[Signed]{kind=signature}
:::
::::
:::::

## Changes

:::history
| Date | Summary |
| - | - |
| 1 May | New |
:::

:::related
- [Behaviour](https://example.org/b)
- Data
:::
`;

test("trial", () => {
  const d = parseDocument(TEXT);
  console.log(JSON.stringify(d, null, 1));
  const p = printDocument(d);
  console.log(p);
  expect(parseDocument(p)).toEqual(d);
  expect(printDocument(parseDocument(p))).toEqual(p);
});
