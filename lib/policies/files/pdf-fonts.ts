import type { getDocumentProxy } from "unpdf";

export type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
export type Font = { bold: boolean; italic: boolean };
export type Fonts = {
  /** Learns the fonts of a page; `names` are those of its items, in their order. */
  learn: (page: number, names: readonly string[]) => Promise<void>;
  of: (name: string) => Font;
  close: () => Promise<void>;
};

const REGULAR: Font = { bold: false, italic: false };

/**
 * Which fonts are bold or italic. That stands only in a font's own name, which is known once a page has been
 * prepared for drawing; so that a picture which can't be drawn says nothing about the text, that is done in a copy
 * of the file which forgives everything, and only for pages with fonts that are new.
 */
export function fontsOf(openCopy: () => Promise<Pdf>): Fonts {
  const known = new Map<string, Font>();
  let copy: Pdf | null = null;
  return {
    learn: async (number, names) => {
      if (names.every((name) => name === "" || known.has(name))) return;
      try {
        copy ??= await openCopy();
        const page = await copy.getPage(number);
        const { items } = await page.getTextContent();
        await page.getOperatorList();
        names.forEach((name, index) => {
          const item = items[index];
          if (!known.has(name) && item && "str" in item)
            known.set(name, fontCalled(nameOf(page.commonObjs, item.fontName)));
        });
        page.cleanup();
      } catch {
        // What can't be prepared for drawing is read as words all the same.
      }
      for (const name of names) if (!known.has(name)) known.set(name, REGULAR);
    },
    of: (name) => known.get(name) ?? REGULAR,
    close: async () => {
      await copy?.loadingTask.destroy();
    },
  };
}

function nameOf(objects: { get: (name: string) => unknown }, name: string): string {
  try {
    return String((objects.get(name) as { name?: string }).name ?? "");
  } catch {
    return "";
  }
}

const fontCalled = (name: string): Font => ({
  bold: /bold|black|heavy|demi/i.test(name),
  italic: /italic|oblique/i.test(name),
});
