import { fileTypeFromBuffer } from "file-type";
import { Refusal } from "#lib/errors.ts";

export const largestScan = 10 * 1024 * 1024;

/** What a scan may be, with the ending that its file gets when somebody downloads it. */
export const scanEndings = {
  "application/pdf": "pdf",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/heic": "heic",
} as const;

export type ScanType = keyof typeof scanEndings;

const refuse = (message: string): Refusal =>
  new Refusal("invalid", `${message}.`, [{ field: "scan", message }]);

/**
 * What a scan is, by its content and never by its name.
 * @throws Refusal "invalid" about the field `scan`: empty, larger than 10 MB, neither a PDF nor a photo, locked with
 * a password, or cut off
 */
export async function checkScan(bytes: Uint8Array): Promise<ScanType> {
  if (bytes.length === 0) throw refuse("The file of the scan is empty. Choose it again");
  if (bytes.length > largestScan)
    throw refuse("The file of the scan is larger than 10 MB. Choose a smaller one, or scan it in grey");
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const type = found?.mime === "image/heif" ? "image/heic" : found?.mime;
  if (!type || !(type in scanEndings))
    throw refuse(
      "The file of the scan is not a PDF or a photo (JPEG, PNG, WebP or HEIC), whatever its name says",
    );
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === "application/pdf" && buffer.includes("/Encrypt"))
    throw refuse("The PDF is locked with a password. Save it without one, and choose it again");
  if (!isWhole[type as ScanType](buffer))
    throw refuse("The file of the scan is damaged or cut off. Scan the paper again");
  return type as ScanType;
}

/** A beginning that looks right is not yet a file that opens: each kind is looked at where it would break off. */
const isWhole: Record<ScanType, (file: Buffer) => boolean> = {
  "application/pdf": (file) => file.subarray(-2048).includes("%%EOF"),
  "image/jpeg": (file) => hasJpegFrame(file) && file.lastIndexOf(Buffer.from([0xff, 0xd9])) > 0,
  "image/png": (file) =>
    file.length > 45 && file.readUInt32BE(16) > 0 && file.readUInt32BE(20) > 0 && file.includes("IEND"),
  "image/webp": (file) => file.length > 20 && file.readUInt32LE(4) + 8 <= file.length,
  "image/heic": (file) => file.includes("mdat") && file.includes("meta"),
};

/** Walks the segments of a JPEG to the one that says how large the picture is. */
function hasJpegFrame(file: Buffer): boolean {
  let at = 2;
  while (at + 9 < file.length && file[at] === 0xff) {
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return file.readUInt16BE(at + 5) > 0 && file.readUInt16BE(at + 7) > 0;
    at += 2 + file.readUInt16BE(at + 2);
  }
  return false;
}
