import type { Pdf } from "./pdf-fonts.ts";
import type { Fragment } from "./pdf-fragment.ts";
import { quote, type Remark } from "./read-file.ts";

export type PdfPage = Awaited<ReturnType<Pdf["getPage"]>>;
type Annotation = {
  subtype?: string;
  url?: string;
  unsafeUrl?: string;
  dest?: unknown;
  action?: unknown;
  rect: number[];
  fieldValue?: unknown;
  contentsObj?: { str?: string };
};
export type Link = { left: number; right: number; top: number; bottom: number; url: string };

/** The links of a page, and what was written onto it by hand: comments and what was filled into its form. */
export async function readAnnotations(
  page: PdfPage,
  number: number,
): Promise<{ links: Link[]; remarks: Remark[] }> {
  const viewport = page.getViewport({ scale: 1 });
  const links: Link[] = [];
  const remarks: Remark[] = [];
  const say = (what: string) => remarks.push({ what, where: { page: number } });
  for (const one of (await page.getAnnotations()) as Annotation[]) {
    const comment = one.contentsObj?.str?.trim();
    if (one.subtype === "Link") {
      const url = (one.url ?? one.unsafeUrl)?.trim();
      if (url === undefined || one.dest) continue;
      const [left = 0, bottom = 0] = viewport.convertToViewportPoint(
        one.rect[0] ?? 0,
        one.rect[1] ?? 0,
      ) as number[];
      const [right = 0, top = 0] = viewport.convertToViewportPoint(
        one.rect[2] ?? 0,
        one.rect[3] ?? 0,
      ) as number[];
      const web = /^(https?:\/\/|mailto:|tel:)/i.test(url);
      if (!web && url !== "" && url !== "#") say(`A link that leads to no web page: ${quote(url)}`);
      else
        links.push({
          left: Math.min(left, right),
          right: Math.max(left, right),
          top: Math.min(top, bottom),
          bottom: Math.max(top, bottom),
          url: web ? url : "#",
        });
    } else if (one.subtype === "Widget") {
      const value = typeof one.fieldValue === "string" ? one.fieldValue.trim() : "";
      if (value && value !== "Off") say(`Filled into a field of the form: ${quote(value)}`);
    } else if (comment && one.subtype !== "Popup") say(`Comment: ${quote(comment)}`);
  }
  return { links, remarks };
}

/** A link covers a rectangle: the words below it become the link, measured along the line. */
export function withLinks(fragment: Fragment, links: Link[]): Fragment[] {
  const middle = fragment.y - fragment.size * 0.3;
  const right = fragment.x + fragment.width;
  const link = links.find(
    (one) => middle > one.top && middle < one.bottom && one.left < right - 1 && one.right > fragment.x + 1,
  );
  if (!link || fragment.width <= 0) return [fragment];
  const at = (x: number) => {
    const index = Math.round(((x - fragment.x) / fragment.width) * fragment.text.length);
    return Math.min(fragment.text.length, Math.max(0, nearestGap(fragment.text, index)));
  };
  const [from, to] = [at(link.left), at(link.right)];
  const cut = (start: number, end: number): Fragment => ({
    ...fragment,
    text: fragment.text.slice(start, end),
    x: fragment.x + (fragment.width * start) / fragment.text.length,
    width: (fragment.width * (end - start)) / fragment.text.length,
  });
  if (to <= from) return [fragment];
  return [
    ...(from > 0 ? [cut(0, from)] : []),
    { ...cut(from, to), link: link.url },
    ...(to < fragment.text.length
      ? withLinks(
          cut(to, fragment.text.length),
          links.filter((one) => one !== link),
        )
      : []),
  ];
}

/** The nearest place between two words, where there is one within three letters. */
function nearestGap(text: string, index: number): number {
  for (const step of [0, 1, -1, 2, -2, 3, -3]) {
    const at = index + step;
    if (at <= 0 || at >= text.length) {
      if (at === 0 || at === text.length) return at;
      continue;
    }
    if (/\s/.test(text[at] ?? "") !== /\s/.test(text[at - 1] ?? "")) return at;
  }
  return index;
}
