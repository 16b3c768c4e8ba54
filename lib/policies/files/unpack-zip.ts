import { crc32, inflateRawSync } from "node:zlib";
import { damagedWord, FileProblem, tooMuch } from "./policy-file-error.ts";

/** Parts of a Word file; a long policy with many pictures has about a hundred. */
const MOST_ENTRIES = 3_000;
/** Bytes of all parts together once unpacked; pictures are never unpacked. */
const MOST_UNPACKED = 200 * 1024 * 1024;
/** Bytes of one part that is read; the text of 300 pages takes about 10 MB. */
const MOST_IN_PART = 48 * 1024 * 1024;
/** How many times larger than packed; the most repetitive Word text is about 60. */
const MOST_RATIO = 250;

export type Packed = { names: string[]; read: (name: string) => Uint8Array | null };

type Entry = { method: number; crc: number; packed: number; size: number; at: number };

/**
 * Opens a zip by its directory and unpacks only the parts that are asked for. Number of parts, their sizes
 * together and how far they unfold are looked at before anything is unpacked, and a part is never unpacked beyond
 * the size that the directory gives. Throws FileProblem for what is no whole zip.
 */
export function unpackZip(bytes: Uint8Array): Packed {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directoryOf(bytes, view);
  return {
    names: [...entries.keys()],
    read: (name) => {
      const entry = entries.get(name);
      return entry ? unpack(bytes, view, entry) : null;
    },
  };
}

function directoryOf(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MOST_ENTRIES) throw tooMuch("packed file");
  const entries = new Map<string, Entry>();
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw damagedWord();
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw damagedWord();
    if (view.getUint16(at + 8, true) & 1) throw passwordOfZip();
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)).replace(/^\/+/, "");
    const entry = {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    };
    total += entry.size;
    if (total > MOST_UNPACKED) throw tooMuch("packed file");
    if (entry.size > 1024 * 1024 && entry.size > entry.packed * MOST_RATIO) throw tooMuch("packed file");
    // Two parts of one name: programs differ on which of them counts.
    if (entries.has(name)) throw damagedWord();
    entries.set(name, entry);
    at = next;
  }
  return entries;
}

function endOfDirectory(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at > last - 66_000; at -= 1)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  throw damagedWord();
}

function unpack(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  if (entry.size > MOST_IN_PART) throw tooMuch("packed file");
  const { at } = entry;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) throw damagedWord();
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const packed = bytes.subarray(from, from + entry.packed);
  let content: Uint8Array;
  try {
    if (entry.method === 0) content = packed;
    else if (entry.method === 8)
      content = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    else throw damagedWord();
  } catch {
    throw damagedWord();
  }
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw damagedWord();
  return content;
}

const passwordOfZip = () =>
  new FileProblem("password", "is packed with a password: unpack it and bring in the Word document itself.");
