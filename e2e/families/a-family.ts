import { cookieOfSession } from "#lib/auth/cookies.ts";
import { actorOfSession, startSession } from "#lib/auth/sessions.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { makeLink } from "#lib/messages/links.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { addContact } from "#lib/people/add-contact.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { signPage } from "#lib/signing/sign-page.ts";

let count = 0;
const words = "a journey";

export type Family = Awaited<ReturnType<typeof aFamily>>;

/** A family of the demonstration made for one journey: two children, at two schools of the trust, and one adult. */
export async function aFamily(options: { email?: string | null; childrenSigned?: boolean } = {}) {
  const { id: organisationId } = await database().organisationDirectory.findUniqueOrThrow({
    where: { slug: "larkmere" },
  });
  const units = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findMany({ where: { organisationId, kind: "school" } }),
  );
  const schoolOf = (phase: string) => {
    const found = units.find((unit) => unit.phase === phase);
    if (!found) throw new Error(`there is no ${phase} school`);
    return { id: found.id, name: found.name, urn: found.urn as string };
  };
  const secondary = schoolOf("secondary");
  const primary = schoolOf("primary");
  const number = `${process.pid}y${++count}`;
  const person = async (unitId: string, given: Record<string, unknown>): Promise<string> => {
    const added = await addPerson({ organisationId, words }, unitId, { startsOn: "2024-09-01", ...given });
    if (!("personId" in added)) throw new Error("somebody like them is there already");
    return added.personId;
  };
  const email = options.email === undefined ? `family-${number}@larkmere.example` : options.email;
  const familyName = `Adeyemi ${number}`;
  const parent = await person(secondary.id, {
    givenName: "Grace",
    familyName,
    addresses: email ? [email] : [],
    role: "parent",
  });
  const older = await person(secondary.id, {
    givenName: "Tobi",
    familyName,
    role: "pupil",
    yearGroup: "8",
    bornOn: "2014-03-02",
  });
  const younger = await person(primary.id, {
    givenName: "Femi",
    familyName,
    role: "pupil",
    yearGroup: "4",
    bornOn: "2018-06-09",
  });
  for (const [child, unit] of [
    [older, secondary],
    [younger, primary],
  ] as const) {
    await linkTo(organisationId, parent, child);
    if (options.childrenSigned !== false) await signAll(organisationId, child, unit.name);
  }
  const link = (toAddress = email ?? "") =>
    inOrganisation(organisationId, (transaction) =>
      makeLink(transaction, { organisationId, personId: parent, unitId: secondary.id, toAddress }),
    );
  return { organisationId, parent, older, younger, email: email ?? "", familyName, secondary, primary, link };
}

/** Records an adult as somebody who may sign for a pupil. */
export async function linkTo(organisationId: string, adultId: string, pupilId: string): Promise<void> {
  await addContact({ organisationId, words }, pupilId, {
    adultId,
    relationship: "Mother",
    parentalResponsibility: "on",
    maySign: "on",
    startsOn: "2024-09-01",
  });
}

/** Signs whatever somebody is asked for themself, or for pupils, as they would on their own screen. */
export async function signAll(
  organisationId: string,
  personId: string,
  tutorGroup: string,
  capacity: "own" | "countersign" = "own",
): Promise<void> {
  const actor = await actorOfSession(await startSession({ organisationId, personId, method: "code" }));
  if (!actor) throw new Error("they cannot act");
  for (const obligation of await obligationsOf(organisationId, personId, actor.today)) {
    if (obligation.signatureId || obligation.capacity !== capacity) continue;
    const { fields } = await signPage(actor, obligation);
    const typed = fields.filter((field) => field.typed && field.kind !== "name");
    await signAgreement(actor, obligation.id, {
      agreed: true,
      printedName: actor.legalName,
      wordingId: obligation.wordingId,
      answers: Object.fromEntries(typed.map(({ name, value }) => [name, value || tutorGroup])),
    });
  }
}

/** The newest message to an address, as it was written. */
export async function newestMessage(organisationId: string, toAddress: string): Promise<string> {
  const message = await inOrganisation(organisationId, (transaction) =>
    transaction.message.findFirst({ where: { organisationId, toAddress }, orderBy: { createdAt: "desc" } }),
  );
  return message?.body ?? "";
}

/** A session's cookie for somebody, without going through a code. */
export async function cookieFor(organisationId: string, personId: string, url: string) {
  const { name, value } = await cookieOfSession(
    await startSession({ organisationId, personId, method: "code" }),
  );
  return { name, value, url, httpOnly: true, sameSite: "Lax" as const };
}
