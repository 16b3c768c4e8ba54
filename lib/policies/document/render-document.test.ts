import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clauses } from "./outline.ts";
import { parseDocument } from "./parse-document.ts";
import {
  renderAgreement,
  renderBody,
  renderContents,
  renderControl,
  renderCountersignDeclaration,
  renderDocument,
  renderHistory,
} from "./render-document.ts";

const TEXT = `---
title: Phones
control:
  - label: Owner
    value: Head <b>of</b> IT
  - label: Statutory
---

## 1. Use

1.1 Ask :local[the head]{name=head}, or write to office@example.org or https://example.org/a?b=c.

- 5.1.10 Keep it safe
- Keep it safe
- Keep it safe

#### Deep below

[Nowhere](#) and [bad](javascript:alert(1)) and [good](https://example.org) and [mail](mailto:a@example.org).

| Kind | When |
| - | - |
| Phone | Never |

## 2. Agreement

::::agreement[Agreement for pupils]{key=pupils audience=pupil countersign=one}
:::introduction
Read this first.
:::
:::statements
I will not:

- shout
:::
:::declaration
I have asked :local[]{name=head}.
:::
:::fields
::field[Signed (pupil)]{kind=signature}
:::
:::countersign
::::declaration
We have talked about it.
::::
:::
::::

## History

:::history
| Date | Change |
| - | - |
| 1 May | <New> |
:::
`;

const document = parseDocument(TEXT);

describe("a document on a page", () => {
  const html = renderDocument(document);

  test("every clause has an element with its anchor, each once", () => {
    const anchors = clauses(document).map((clause) => clause.anchor);
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const anchor of anchors) expect(html.split(`id="${anchor}"`)).toHaveLength(2);
    expect(anchors).toContain("section-1");
    expect(anchors).toContain("clause-1-1");
    expect(anchors).toContain("clause-5-1-10");
    expect(anchors).toContain("clause-keep-it-safe");
    expect(anchors).toContain("clause-keep-it-safe-2");
  });

  test("headings start at h2, skip no level, and can be lowered", () => {
    expect([...html.matchAll(/<h(\d)/g)].map((match) => match[1])).toEqual(["2", "3", "2", "3", "2"]);
    const lower = renderBody(document, { headingOffset: 1 });
    expect([...lower.matchAll(/<h(\d)/g)].map((match) => match[1])).toEqual(["3", "4", "3", "4", "3"]);
  });

  test("the contents lead to every section", () => {
    const contents = renderContents(document);
    expect(contents).toMatch(/^<nav class="document-contents" aria-label="Contents"><ul>.*<\/ul><\/nav>$/);
    for (const [, anchor] of contents.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${anchor}"`);
    expect(contents.match(/<ul>/g)?.length).toBe(contents.match(/<\/ul>/g)?.length);
    expect(contents.match(/<li>/g)?.length).toBe(contents.match(/<\/li>/g)?.length);
    expect(contents.match(/<li>/g)).toHaveLength(4);
  });

  test("tables have header cells, a name and a way to scroll by keyboard", () => {
    expect(html).toContain(
      '<div class="table-scroll" role="region" tabindex="0" aria-label="Table in Deep below">',
    );
    expect(html).toContain('<th scope="col">Kind</th>');
    expect(html).toContain("<caption>Change history</caption>");
    expect(renderHistory(document.history)).toContain("&#60;New&#62;");
  });

  test("control is a description list, escaped; a flag says yes", () => {
    expect(renderControl(document.control)).toBe(
      '<dl class="document-control"><div><dt>Owner</dt><dd>Head &#60;b&#62;of&#60;/b&#62; IT</dd></div>' +
        "<div><dt>Statutory</dt><dd>Yes</dd></div></dl>",
    );
  });

  test("links lead to the web, to mail or stay words", () => {
    expect(html).toContain('<a href="https://example.org">good</a>');
    expect(html).toContain('<a href="mailto:a@example.org">mail</a>');
    expect(html).toContain('<a href="mailto:office@example.org">office@example.org</a>');
    expect(html).toContain('<a href="https://example.org/a?b=c">https://example.org/a?b=c</a>.');
    expect(html).toContain("Nowhere and bad and");
  });

  test("local wording is filled, and escaped", () => {
    expect(html).toContain("Ask the head,");
    const filled = renderBody(document, { localWording: { head: "Ms <i>Adeyemi</i>" } });
    expect(filled).toContain("Ask Ms &#x3C;i>Adeyemi&#x3C;/i>,");
    expect(renderBody(document, { localWording: { head: "  " } })).toContain("Ask the head,");
  });

  test("the agreement to sign has its words without the fields, and ids of its own", () => {
    const words = renderAgreement(document, "pupils", { localWording: { head: "Mr Bell" } });
    expect(words).toContain("Read this first.");
    expect(words).toContain("shout");
    expect(words).toContain("I have asked Mr Bell.");
    expect(words).not.toContain("Signed (pupil)");
    for (const [, id] of words.matchAll(/id="([^"]+)"/g)) expect(html).not.toContain(`id="${id}"`);
    expect(renderCountersignDeclaration(document, "pupils")).toContain("We have talked about it.");
    expect(renderAgreement(document, "nobody")).toBe("");
    expect(html).toContain("Signed (pupil)");
  });
});

test("nothing in a text reaches the page as markup of its own", () => {
  const piece = fc.constantFrom(
    ..."<script>alert(1)</script>|<img src=x onerror=alert(1)>|[a](javascript:x)|[a](data:text/html,x)|![x](javascript:y)|<a href='vbscript:x'>|\" onclick=\"x|</h2>|&lt;svg&gt;|:local[<b>]{name=a}|<style>|`<i>`|[a]( JaVaScRiPt:x)|<https://a.b>|\n\n|# |- |*".split(
      "|",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      let html: string;
      try {
        html = renderBody(parseDocument(pieces.join("")), { localWording: { a: "<u>" } });
      } catch (error) {
        expect((error as Error).name).toBe("PolicyDocumentError");
        return;
      }
      const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)];
      for (const [, name, attributes] of tags) {
        expect(name).toMatch(
          /^(h[2-6]|p|ul|ol|li|strong|em|del|a|code|pre|blockquote|hr|br|table|thead|tbody|tr|t[hd]|div|section)$/,
        );
        expect(attributes).not.toMatch(/\bon\w+=|javascript:|data:|vbscript:/i);
      }
    }),
    { numRuns: 200 },
  );
});
