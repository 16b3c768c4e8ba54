import type pg from "pg";
import { cookieOfSession } from "#lib/auth/cookies.ts";
import { sessionSeconds } from "#lib/auth/sessions.ts";
import { now, today } from "#lib/clock.ts";
import { dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { createOrganisation } from "#lib/organisations/create-organisation.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { readableAgreement } from "#lib/signing/readable-agreement.ts";
import type { BareTarget } from "#scripts/bench/bare-server.ts";
import type { Asked } from "#scripts/bench/load.ts";
import { longPolicy } from "#scripts/bench/policy-text.ts";

export type Signer = { personId: string; sessionId: string; obligationId: string };

/** The organisation whose people sign, and its 300-clause policy. */
export type SigningGround = {
  target: BareTarget;
  /** Makes people who are signed in and have signed nothing, set-based; nobody comes twice. */
  signers: (count: number) => Promise<Signer[]>;
};

/** A trust with a school, and a policy of 300 clauses in force, each made as people would make it. */
export async function makeSigningGround(owner: pg.Client): Promise<SigningGround> {
  const day = today("Europe/London");
  const { organisationId, units } = await createOrganisation({
    slug: "signing-trust",
    name: "Signing Trust",
    kind: "trust",
    schools: [{ name: "Signing School", urn: "200001", phase: "primary" }],
    administrator: { givenName: "Ada", familyName: "Marsh", email: "ada@signing.example" },
    words: "the bench",
  });
  const unitId = units["200001"] as string;
  const { policyId, versionId } = await bringInPolicy(
    { organisationId, words: "the bench" },
    { text: longPolicy("Acceptable use"), fileName: "acceptable-use.md", implementationOn: day },
  );

  const signers = async (count: number): Promise<Signer[]> => {
    const people = Array.from({ length: count }, newId);
    const sessions = people.map(newId);
    const until = new Date(now().getTime() + sessionSeconds * 1000);
    await owner.query(
      `insert into person (organisation_id, id, given_name, family_name, sort_name, created_at)
       select $1, id, 'Sam', 'Signer ' || n, 'signer ' || n || ', sam', now()
       from unnest($2::uuid[]) with ordinality as made (id, n)`,
      [organisationId, people],
    );
    await owner.query(
      `insert into membership (organisation_id, id, person_id, unit_id, role, starts_on, created_at)
       select $1, m, p, $4, 'staff', $5::date, now() from unnest($2::uuid[], $3::uuid[]) as made (m, p)`,
      [organisationId, people.map(newId), people, unitId, dayToDate(day)],
    );
    await owner.query(
      `insert into session (id, organisation_id, person_id, method, started_at, expires_at)
       select s, $1, p, 'code', now(), $4 from unnest($2::uuid[], $3::uuid[]) as made (s, p)`,
      [organisationId, sessions, people, until],
    );
    const { rows } = await owner.query(
      `select p as "personId", s as "sessionId",
         obligation_id($1, p, p, b.series_id, b.round, 'once', 'own') as "obligationId"
       from unnest($2::uuid[], $3::uuid[]) as made (p, s)
       join binding b on b.organisation_id = $1 and b.unit_id = $4 and b.role = 'staff'`,
      [organisationId, people, sessions, unitId],
    );
    return rows;
  };

  const [first] = await signers(1);
  const [asked] = await obligationsOf(organisationId, (first as Signer).personId, day);
  if (!asked || asked.id !== first?.obligationId) throw new Error("the people made are not asked to sign");
  await owner.query("analyze");
  const { agreementId, seriesId, wordingId } = asked;
  const { textHash, shownHash } = await readableAgreement(organisationId, agreementId, wordingId);
  return {
    target: {
      organisationId,
      unitId,
      policyId,
      versionId,
      agreementId,
      seriesId,
      wordingId,
      textHash,
      shownHash,
    },
    signers,
  };
}

/** What browsers send along with a request for a page. */
const browser = {
  "user-agent":
    "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
  accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "accept-language": "en-GB,en;q=0.9",
};

/** Headers as a browser sends them in the session; compressed unless said otherwise. */
export async function headersOf(
  { sessionId }: Signer,
  { compressed = true } = {},
): Promise<Record<string, string>> {
  const { name, value } = await cookieOfSession(sessionId);
  return {
    ...browser,
    ...(compressed ? { "accept-encoding": "gzip, deflate, br, zstd" } : {}),
    cookie: `${name}=${value}`,
  };
}

export const signPath = ({ obligationId }: Signer): string => `/sign/${obligationId}`;

/** The sign page as the server sends it. @throws when it is not the page with the form */
export async function readSignPage(port: number, signer: Signer): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${signPath(signer)}`, {
    headers: await headersOf(signer),
    redirect: "manual",
  });
  const html = await answer.text();
  if (answer.status !== 200 || !html.includes("Sign agreement"))
    throw new Error(`the sign page answered ${answer.status}`);
  return html;
}

/** The form of a sign page filled in: what a browser would send after the tick. */
export function filledForm(html: string): string {
  const form = /<form[^>]+\/submit"[\s\S]*?<\/form>/.exec(html)?.[0] ?? "";
  const fields = [...form.matchAll(/<input[^>]*>/g)].map(([input]) => {
    const of = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? "";
    return [of("name"), of("value")] as [string, string];
  });
  if (!fields.some(([name]) => name === "agreed")) throw new Error("the sign page has no form to fill in");
  return new URLSearchParams(fields).toString();
}

/** A post of the signing form, as a browser sends it. */
export async function signingPost(port: number, signer: Signer, form: string): Promise<Asked> {
  return {
    path: `${signPath(signer)}/submit`,
    headers: {
      ...(await headersOf(signer)),
      origin: `http://127.0.0.1:${port}`,
      "sec-fetch-site": "same-origin",
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(Buffer.byteLength(form)),
    },
    body: form,
  };
}

/** How many signatures the organisation has. */
export async function countSignatures(owner: pg.Client, organisationId: string): Promise<number> {
  const { rows } = await owner.query(
    "select count(*)::int as n from signature s join signature_record r on r.organisation_id = s.organisation_id and r.signature_id = s.id join event e on e.organisation_id = s.organisation_id and e.signature_id = s.id where s.organisation_id = $1",
    [organisationId],
  );
  return rows[0].n;
}
