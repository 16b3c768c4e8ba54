import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { now } from "./clock.ts";
import type { Transaction } from "./database/transaction.ts";
import { settings } from "./env.ts";
import { newId } from "./identifiers.ts";

/** What is kept: scans of papers, and the files that policies were brought in from. */
export type KeptType =
  | "application/pdf"
  | "image/jpeg"
  | "image/png"
  | "image/webp"
  | "image/heic"
  | "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  | "text/plain"
  | "text/markdown";

const placeOf = (folder: string, organisationId: string, hash: string) =>
  path.join(folder, organisationId, hash);

/**
 * Keeps a file once, by its SHA-256: its bytes in the database, or in the folder that SCANS_FOLDER names, there
 * before the row that leads to it is committed. Returns its identifier.
 */
export async function keepFile(
  transaction: Transaction,
  organisationId: string,
  file: { bytes: Uint8Array; mediaType: KeptType },
): Promise<string> {
  const { bytes, mediaType } = file;
  const hash = createHash("sha256").update(bytes).digest("hex");
  const { scansFolder } = settings();
  if (scansFolder) await writeOnce(placeOf(scansFolder, organisationId, hash), bytes);
  await transaction.keptFile.createMany({
    data: [
      {
        organisationId,
        id: newId(),
        hash,
        mediaType,
        size: bytes.length,
        bytes: scansFolder ? null : new Uint8Array(bytes),
        keptAt: now(),
      },
    ],
    skipDuplicates: true,
  });
  const kept = await transaction.keptFile.findUniqueOrThrow({
    where: { organisationId_hash: { organisationId, hash } },
    select: { id: true },
  });
  return kept.id;
}

/** Whoever reads sees the whole file or none: it is written beside its place and then moved there. */
async function writeOnce(place: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  const beside = `${place}.${newId()}`;
  try {
    await writeFile(beside, bytes, { mode: 0o600, flag: "wx" });
    await rename(beside, place);
  } finally {
    await rm(beside, { force: true });
  }
}

/**
 * A kept file's bytes, wherever they are; a file kept in a folder is compared with its hash.
 * @throws when the folder no longer has it, or has something else in its place
 */
export async function readKept(
  organisationId: string,
  file: { hash: string; bytes: Uint8Array | null },
): Promise<Uint8Array> {
  if (file.bytes) return file.bytes;
  const { scansFolder } = settings();
  if (!scansFolder) throw new Error("A file was kept in a folder, and SCANS_FOLDER is no longer set.");
  const bytes = await readFile(placeOf(scansFolder, organisationId, file.hash));
  if (createHash("sha256").update(bytes).digest("hex") !== file.hash)
    throw new Error(`The file ${file.hash} of organisation ${organisationId} is not what was kept.`);
  return bytes;
}
