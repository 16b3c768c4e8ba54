import { createHash, randomBytes } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { databaseAddresses } from "#lib/database/addresses.ts";
import { settings } from "#lib/env.ts";
import { newId } from "#lib/identifiers.ts";

/** What every signature of a run has in common. */
export type BareTarget = {
  organisationId: string;
  unitId: string;
  policyId: string;
  versionId: string;
  agreementId: string;
  seriesId: string;
  wordingId: string;
  textHash: string;
  shownHash: string;
};

/*
 * What signing is measured against: the least that could be done. A bare server without routes, sessions, pages or
 * checks takes the form and writes the same three rows in one transaction, with the driver alone, prepared statements,
 * the application's role and as many connections as the web server has.
 */

const signature = `insert into signature (organisation_id, id, agreement_id, version_id, series_id, round, occasion, wording_id, unit_id,
  subject_id, signer_id, capacity, signed_on, signed_at, method, text_hash, shown_hash, record_hash)
  values ($1, $2, $3, $4, $5, 1, 'once', $6, $7, $8, $8, 'own', $9, $10, 'screen', $11, $12, $13)
  on conflict do nothing returning id`;
const record =
  "insert into signature_record (organisation_id, signature_id, salt, record) values ($1, $2, $3, $4)";
const event = `insert into event (organisation_id, id, kind, happened_at, actor_id, unit_id, person_id, policy_id, version_id, signature_id, details)
  values ($1, $2, 'agreement-signed', $3, $4, $5, $4, $6, $7, $8, '{}')`;

async function sign(pool: pg.Pool, target: BareTarget, form: URLSearchParams): Promise<string> {
  const { organisationId, unitId, policyId, versionId, agreementId, seriesId, wordingId } = target;
  const { textHash, shownHash } = target;
  const person = form.get("person");
  const id = newId();
  const at = new Date();
  const salt = randomBytes(32);
  const text = JSON.stringify({
    ...target,
    format: "countersign-signature-1",
    signature: id,
    signer: { id: person, name: form.get("printedName"), printedName: form.get("printedName") },
    subject: { id: person, name: form.get("printedName") },
    signedAt: at,
  });
  const hash = createHash("sha256").update(salt).update(text).digest("hex");
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query({
      name: "organisation",
      text: "select set_config('countersign.organisation', $1, true)",
      values: [organisationId],
    });
    const made = await client.query({
      name: "signature",
      text: signature,
      values: [
        organisationId,
        id,
        agreementId,
        versionId,
        seriesId,
        wordingId,
        unitId,
        person,
        at,
        at,
        textHash,
        shownHash,
        hash,
      ],
    });
    if (made.rowCount !== 1) throw new Error(`${person} has signed already`);
    await client.query({
      name: "record",
      text: record,
      values: [organisationId, id, salt.toString("hex"), text],
    });
    await client.query({
      name: "event",
      text: event,
      values: [organisationId, newId(), at, person, unitId, policyId, versionId, id],
    });
    await client.query("commit");
    return id;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

function serve(target: BareTarget): void {
  const pool = new pg.Pool({
    connectionString: databaseAddresses().application,
    max: settings().databaseConnections,
  });
  pool.on("error", () => {});
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => {
      sign(pool, target, new URLSearchParams(Buffer.concat(pieces).toString())).then(
        (id) => response.writeHead(303, { location: `/sign/receipts/${id}` }).end(),
        (error) => response.writeHead(500).end(String(error)),
      );
    });
  });
  server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
}

process.channel?.ref();
process.once("message", serve);
