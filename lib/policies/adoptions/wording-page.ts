import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { may } from "#lib/permissions/permissions.ts";
import { clauses } from "../document/outline.ts";
import type { PolicyDocument } from "../document/types.ts";
import { documentOf } from "../document-of.ts";
import { type Version, versionsOn } from "../version-states.ts";
import {
  type AdoptionRule,
  type AdoptionStanding,
  demandSchool,
  isOpen,
  standing,
} from "./school-policies.ts";
import { mayConfirm } from "./who-confirms.ts";
import { adoptionsMade, wordingsFilledIn } from "./wordings-of.ts";

/** A place where the text leaves a name or post to each school. */
export type WordingPlace = {
  name: string;
  /** The text's own words, which stand there when the school puts nothing. */
  default: string;
  /** What the form begins with. */
  value: string;
  /** Where it stands: number of the clause and its words, with the place's name in brackets. */
  clauses: { number: string | null; text: string }[];
};

export type WordingPage = {
  school: { id: string; name: string; urn: string | null };
  policy: { id: string; title: string; slug: string; rule: AdoptionRule };
  standing: AdoptionStanding;
  places: WordingPlace[];
  /** Another version that can be adopted as well. */
  other: Version | null;
  /** The number of the version whose wording the form begins with; null when it is this version's own or the text's. */
  carriedFrom: string | null;
  mayFillIn: boolean;
  mayConfirm: boolean;
};

/**
 * A school's wording of one policy of the organisation: the form's places with what they begin with, and how far the
 * adoption is. Of two versions the one in force, unless the number of the coming one is given. What the school had in
 * an earlier version is carried over as a proposal.
 * @throws Refusal "not-found" where the school's policies may not be known, or the policy is not one that schools adopt
 */
export async function wordingPage(
  actor: Actor,
  unitId: string,
  policyId: string,
  number?: string,
): Promise<WordingPage> {
  if (!isId(unitId) || !isId(policyId)) throw notFound();
  const { organisationId, today } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const school = await demandSchool(transaction, actor, unitId);
    const policy = await adoptable(transaction, organisationId, policyId);
    const versions = await versionsOn(transaction, organisationId, today, { policyIds: [policyId] });
    const open = versions.filter(isOpen);
    const version =
      open.find((one) => one.number === number) ?? open.find(({ state }) => state === "in-force") ?? open[0];
    if (!version) throw notFound();
    const which = { versionIds: versions.map(({ id }) => id), unitIds: [unitId] };
    const made = await adoptionsMade(transaction, organisationId, which);
    const filledIn = await wordingsFilledIn(transaction, organisationId, which);
    const document = await documentOf(transaction, organisationId, version.id);
    // what is newest of this version; else of any other, as a proposal
    const mine = filledIn.find((one) => one.versionId === version.id && one.answer !== "confirmed");
    const earlier = [...filledIn, ...made].sort((one, another) => momentOf(another) - momentOf(one));
    const begin =
      mine ??
      made.find(({ versionId }) => versionId === version.id) ??
      earlier.find(({ versionId }) => versionId !== version.id);
    return {
      school,
      policy: {
        id: policy.id,
        title: policy.title,
        slug: policy.slug,
        rule: policy.adoptionRule as AdoptionRule,
      },
      standing: standing(version, made, filledIn),
      places: placesOf(document, begin?.values ?? {}),
      other: open.find(({ id }) => id !== version.id) ?? null,
      carriedFrom:
        begin && begin.versionId !== version.id
          ? (versions.find(({ id }) => id === begin.versionId)?.number ?? null)
          : null,
      mayFillIn: may(actor, "adoptions:fill-in", unitId),
      mayConfirm: await mayConfirm(transaction, actor, unitId),
    };
  });
}

const momentOf = (one: { filledInAt: Date } | { madeAt: Date }) =>
  ("madeAt" in one ? one.madeAt : one.filledInAt).getTime();

/** A policy of the organisation that its schools adopt. @throws Refusal "not-found" */
export async function adoptable(transaction: Transaction, organisationId: string, policyId: string) {
  const policy = await transaction.policy.findFirst({
    where: { organisationId, id: policyId, unitId: organisationId, adoptionRule: { not: "none" } },
    select: { id: true, title: true, slug: true, adoptionRule: true },
  });
  if (!policy) throw notFound();
  return policy;
}

/** Clauses shown with each place at most. */
const mostClauses = 3;

function placesOf(document: PolicyDocument, values: Record<string, string>): WordingPlace[] {
  // a character that no policy has, to see which clauses a place changes
  const mark = "\u{f8ff}";
  return document.variables.map(({ name, default: usual }) => {
    const marked = clauses(document, { localWording: { [name]: mark } });
    return {
      name,
      default: usual,
      value: Object.hasOwn(values, name) ? (values[name] ?? "") : "",
      clauses: marked
        .filter(({ text }) => text.includes(mark))
        .slice(0, mostClauses)
        .map(({ number, text }) => ({
          number,
          text: text.replaceAll(mark, `[${name.replace(/[-_]+/g, " ")}]`),
        })),
    };
  });
}
