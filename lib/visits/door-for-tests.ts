import { inOrganisation } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import type { Arriving } from "./arrive.ts";
import { askedOnArrival } from "./asked-on-arrival.ts";
import { type SchoolAtTheDoor, schoolAtTheDoor } from "./find-school.ts";

/** The network of whoever stands at the door, on their own telephone. */
export const here = { network: "198.51.100.7", doorTablet: false };

/** A school whose visitors and agency workers sign, volunteers as well; contractors have nothing to sign. */
export async function aDoor() {
  const { organisationId, schools } = await anOrganisation({ schools: 2 });
  const [school, sibling] = schools as unknown as [{ id: string }, { id: string }];
  const text = aPolicyText().replace(
    'audience="staff volunteer"',
    'audience="staff agency volunteer visitor"',
  );
  const bring = (extra: string, material?: boolean) =>
    bringInPolicy(
      { organisationId, words: "a test" },
      {
        text: text.replace("depend on their computers.", `depend on their computers. ${extra}`),
        fileName: "p.md",
        implementationOn: material === undefined ? "2024-09-01" : todayHere(),
        material,
      },
    );
  await bring("");
  const units = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findMany({ where: { organisationId }, select: { id: true, code: true } }),
  );
  const code = (id: string) => units.find((one) => one.id === id)?.code as string;
  const head = await actorFor(
    organisationId,
    await aPerson(organisationId, {
      roles: [{ role: "staff", unitId: school.id }],
      duties: [{ kind: "head", unitId: school.id }],
    }),
  );
  return {
    organisationId,
    unitId: school.id,
    door: await schoolAtTheDoor(code(school.id)),
    next: await schoolAtTheDoor(code(sibling.id)),
    head,
    bring,
  };
}

/** What somebody who arrives sends, with every agreement that their reason asks for signed. */
export async function form(
  door: SchoolAtTheDoor,
  reason: "agency" | "visitor" | "contractor" | "other",
  more = {},
) {
  const asked = await askedOnArrival(door, reason);
  return {
    values: {
      reason,
      name: "Sunita  Rao Patel",
      firm: "Tern Teaching",
      expectedBy: "The office",
      until: door.today,
      ...more,
    },
    formId: newId(),
    forms: asked.map(({ agreementId, wordingId }) => ({
      agreementId,
      wordingId,
      printedName: "Sunita Patel",
      agreed: true,
      answers: {},
    })),
    browser: "a test",
    from: here,
  } satisfies Arriving;
}
