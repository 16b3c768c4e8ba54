import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";

// One for the process: pages are rendered in two passes that share no modules, only what is global.
type Kept = { countersignHtml?: LRUCache<string, string> };

/**
 * Keeps a piece of HTML for the second pass of rendering, which writes it into the page by the key given back. The
 * key says nothing of the text's meaning and is good for as long as this process has room.
 */
export function keepHtml(html: string): string {
  const holder = globalThis as Kept;
  holder.countersignHtml ??= new LRUCache({
    maxSize: 32 * 1024 * 1024,
    sizeCalculation: (text) => text.length + 1,
  });
  const key = createHash("sha256").update(html).digest("base64url");
  holder.countersignHtml.set(key, html);
  return key;
}
