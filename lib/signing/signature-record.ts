import { createHash, randomBytes } from "node:crypto";
import canonicalize from "canonicalize";

/** Everything that a signature says, in the words and identifiers of the moment of signing; names are legal names. */
export type SignatureRecord = {
  format: "countersign-signature-1";
  signature: string;
  organisation: { id: string; name: string };
  unit: { id: string; name: string };
  policy: { id: string; title: string };
  version: { id: string; number: string };
  agreement: { id: string; title: string; round: number; occasion: string };
  /** `added`: words that the school showed beside the policy's, which its hashes do not cover. */
  wording: { textHash: string; shownHash: string; added?: string };
  signer: { id: string; name: string; printedName: string };
  subject: { id: string; name: string };
  capacity: "own" | "countersign";
  /** What was typed into the agreement's other fields, under its labels and in its order. */
  answers: { label: string; value: string }[];
  helper: string | null;
  /** Who recorded it for someone who could not sign on their own screen. */
  recordedBy: { id: string; name: string } | null;
  method: string;
  browser: string | null;
  signedAt: string;
  signedOn: string;
};

/**
 * The canonical bytes of a record (JSON Canonicalization Scheme, RFC 8785) with a salted commitment to them:
 * SHA-256 over the salt's 32 bytes followed by the canonical UTF-8 text, in hexadecimal. The salt keeps a name from
 * being guessed from the hash once the record has been erased.
 */
export function commitTo(record: SignatureRecord): { salt: string; record: string; recordHash: string } {
  const text = canonicalize(record) as string;
  const salt = randomBytes(32);
  return { salt: salt.toString("hex"), record: text, recordHash: recordHash(salt.toString("hex"), text) };
}

/** The commitment again, from what was kept: equal to the signature's record hash when nothing was changed. */
export function recordHash(salt: string, record: string): string {
  return createHash("sha256").update(Buffer.from(salt, "hex")).update(record, "utf8").digest("hex");
}

export { receiptNumber } from "#lib/identifiers.ts";
