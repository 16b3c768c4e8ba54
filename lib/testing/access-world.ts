import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { countProgress } from "#lib/obligations/count-progress.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { type DutyKind, dutyKinds } from "#lib/people/words.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { askQuestion } from "#lib/signing/respond-instead.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { aBody } from "./a-body.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "./builders.ts";

/** Where somebody stands towards the school that everything is tried at. */
export type Place = "own" | "sibling" | "organisation" | "other organisation";

export type Somebody = { name: string; actor: Actor; duty?: DutyKind; place: Place };

/** A trust with two schools, everyone who could want something of the first one, and another organisation. */
export type World = Awaited<ReturnType<typeof makeWorld>>;

/** Who may do it: who holds a permission there, or is one of these. */
export type May =
  | Permission
  /** Everybody signed in to the organisation, but no other's. */
  | "everybody here"
  /** Everybody, for themself. */
  | "everybody"
  /** The person it is about, alone. */
  | "themself";

/**
 * A rule with a way to call it on the school `world.own`. `target` makes something new to call it on, which is shared
 * by those who are refused and made anew for everyone who is not.
 */
export type AccessCase<T = unknown> = {
  /** The function of lib/ that is called. */
  rule: { name: string };
  /** Tells cases of one rule apart. */
  about?: string;
  may: May;
  /** It concerns the whole organisation, so that a duty at a school is not enough. */
  whole?: true;
  /** Others by name, besides those whom `may` allows. */
  also?: string[];
  target?: (world: World) => Promise<T>;
  call: (actor: Actor, world: World, target: T) => Promise<unknown>;
  /**
   * Whether the answer holds what belongs to the school. Needed where the answer to those who may not is an empty one
   * and no refusal: always for another organisation's administrators, to whom every unknown unit is the same, and
   * where `quiet` says so for everyone.
   */
  shows?: (answer: unknown, world: World, target: T) => boolean;
  quiet?: true;
  /** What the refusal is, where it is not the one for something that does not exist; by name of whom. */
  otherwise?: Record<string, string>;
};

/** Types a case by its target. */
export const accessCase = <T>(one: AccessCase<T>): AccessCase => one as AccessCase;

const powerful: DutyKind[] = ["head", "organisation-administrator"];

/** Makes everything and everyone. Takes a few seconds. */
export async function makeWorld() {
  const ours = await anOrganisation({ schools: 2 });
  const others = await anOrganisation({ schools: 1 });
  const { organisationId } = ours;
  const [own, sibling] = ours.schools.map(({ id }) => id) as [string, string];
  const [urn, siblingUrn] = ours.schools.map(({ urn }) => urn) as [string, string];
  const otherSchool = others.schools[0]?.id as string;
  const command = { organisationId, words: "a test" };
  const bring = (unitId: string | undefined, title: string) =>
    bringInPolicy(command, {
      unitId,
      text: aPolicyText({ title }),
      fileName: "policy.md",
      implementationOn: "2020-09-01",
    });
  const ofSchool = await bring(own, "The school's policy");
  await bring(sibling, "The sibling's policy");
  await bringInPolicy(
    { organisationId: others.organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "policy.md", implementationOn: "2020-09-01" },
  );

  // Otherwise the first who looks would have it counted.
  await countProgress(others.organisationId);

  const staff = (unitId: string, of = organisationId, kind?: DutyKind, dutyAt = unitId) =>
    aPerson(of, {
      roles: [{ role: "staff", unitId }],
      duties: kind ? [{ kind, unitId: dutyAt }] : [],
    });
  const somebody: Somebody[] = [];
  const add = async (name: string, place: Place, of: string, personId: string, duty?: DutyKind) =>
    somebody.push({ name, place, duty, actor: await actorFor(of, personId) });

  for (const kind of dutyKinds) {
    await add(`${kind} here`, "own", organisationId, await staff(own, organisationId, kind), kind);
    await add(
      `${kind} at the sibling`,
      "sibling",
      organisationId,
      await staff(sibling, organisationId, kind),
      kind,
    );
    // Somebody who works here and has their duty next door gets nothing here by it.
    if (powerful.includes(kind))
      await add(
        `staff here, ${kind} at the sibling`,
        "sibling",
        organisationId,
        await staff(own, organisationId, kind, sibling),
        kind,
      );
    const central = await staff(organisationId, organisationId, kind);
    await add(`${kind} of the organisation`, "organisation", organisationId, central, kind);
  }
  const there = others.organisationId;
  for (const kind of ["head", "organisation-administrator", "auditor"] as const) {
    await add(
      `${kind} elsewhere`,
      "other organisation",
      there,
      await staff(otherSchool, there, kind, there),
      kind,
    );
  }

  const pupil = await aPerson(organisationId, { roles: [{ role: "pupil", unitId: own, yearGroup: 8 }] });
  const parent = await aPerson(organisationId);
  await aContact(organisationId, parent, pupil);
  const seated = await staff(own);
  await aBody(organisationId, own, [{ personId: seated, part: "chair" }]);
  const ended = await staff(own);
  await inOrganisation(organisationId, (transaction) =>
    transaction.duty.create({
      data: {
        organisationId,
        id: newId(),
        personId: ended,
        unitId: own,
        kind: "organisation-administrator",
        startsOn: dayToDate("2020-09-01"),
        endsOn: dayToDate("2021-08-31"),
        createdAt: now(),
      },
    }),
  );
  await add("staff here", "own", organisationId, await staff(own));
  await add("chair of the governing body", "own", organisationId, seated);
  await add("administrator until some years ago", "own", organisationId, ended);
  await add("pupil here", "own", organisationId, pupil);
  await add("parent here", "own", organisationId, parent);
  await add("nobody", "own", organisationId, await aPerson(organisationId));

  // Somebody who signed and somebody who asked, whom no other part of a test touches.
  const signer = await actorFor(organisationId, await staff(own));
  const asker = await actorFor(organisationId, await staff(own));
  const obligationOf = async (actor: Actor) => {
    const [asked] = await obligationsOf(actor.organisationId, actor.personId, actor.today);
    if (!asked) throw new Error("nothing is asked");
    return asked;
  };
  const asked = await obligationOf(signer);
  const { signatureId } = await signAgreement(signer, asked.id, {
    agreed: true,
    printedName: "Sam Okafor",
    answers: {},
    wordingId: asked.wordingId,
  });
  await askQuestion(asker, (await obligationOf(asker)).id, { words: "Why?", formId: newId() });

  return {
    organisationId,
    own,
    urn,
    sibling,
    siblingUrn,
    command,
    policyId: ofSchool.policyId,
    somebody,
    pupil,
    parent,
    signer,
    signatureId,
    asker,
    obligationOf,
    /** A member of staff of the school, to do something to. */
    staff: () => staff(own),
    aPupil: () => aPerson(organisationId, { roles: [{ role: "pupil", unitId: own, yearGroup: 8 }] }),
  };
}
