import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { sayDay } from "#lib/dates.ts";
import { isId } from "#lib/identifiers.ts";
import { calledName, legalName } from "#lib/people/names.ts";
import { type ReadableAgreement, readableAgreement } from "#lib/signing/readable-agreement.ts";
import { isTyped } from "#lib/signing/schema.ts";
import { fieldsFor } from "#lib/signing/sign-agreement.ts";
import type { FormField } from "#lib/signing/sign-page.ts";
import { type FoundTablet, findTablet, type TabletPass } from "./find-tablet.ts";
import { type Step, stepsOf } from "./steps.ts";
import { turnAnswers, unsureSteps } from "./turn-answers.ts";
import { lettersOf, namesToChoose, whoIsAsked } from "./who-is-asked.ts";

export type NameToChoose = { personId: string; name: string };

/** More grown-ups than this are asked for the first letter of their last name. */
const mostOnOnePage = 30;

/** What a tablet shows; until it is admitted nothing of the session, not even whose it is. */
export type TabletView =
  | { at: "code" | "turned-away" | "closed" | "run-out" }
  | { at: "asking"; tablet: string }
  | {
      at: "names";
      tablet: string;
      group: string;
      school: string;
      children: boolean;
      names: NameToChoose[];
      /** Where there are too many for one page: the first letters, and the one whose names these are. */
      letters: string[] | null;
      letter: string | null;
    }
  | {
      at: "step";
      turnId: string;
      name: string;
      agreement: string;
      step: Step;
      position: number;
      last: number;
      unsure: boolean;
      /** What the last page asks besides the button. */
      fields: { name: string; label: string }[];
    }
  | {
      at: "whole";
      turnId: string;
      wordingId: string;
      name: string;
      legalName: string;
      agreement: ReadableAgreement;
      fields: FormField[];
    };

/**
 * What a tablet shows now.
 * @param letter the first of their last name, which a grown-up has chosen
 */
export async function tabletView(pass: TabletPass | null, letter?: string): Promise<TabletView> {
  if (!pass) return { at: "code" };
  const found = await inOrganisation(pass.organisationId, async (transaction) => {
    const tablet = await findTablet(transaction, pass);
    if (tablet?.standing === "asking") await seen(transaction, tablet);
    if (tablet?.standing !== "admitted") return { tablet };
    const turn = await turnOf(transaction, tablet);
    return turn ? { tablet, turn } : { tablet, names: await namesFor(transaction, tablet, letter) };
  });
  const { tablet } = found;
  if (!tablet || tablet.standing === "lapsed") return { at: "code" };
  if (tablet.standing === "asking") return { at: "asking", tablet: tablet.tabletName };
  if (tablet.standing !== "admitted") return { at: tablet.standing };
  return found.turn ? turnView(tablet, found.turn) : (found.names ?? { at: "code" });
}

/**
 * How a tablet stands, in one word, for it to notice when its teacher lets it in. A tablet that asks for it is one that
 * somebody looks at.
 */
export async function tabletStanding(pass: TabletPass | null): Promise<string> {
  if (!pass) return "code";
  const tablet = await inOrganisation(pass.organisationId, async (transaction) => {
    const found = await findTablet(transaction, pass);
    if (found?.standing === "asking") await seen(transaction, found);
    return found;
  });
  return tablet?.standing ?? "code";
}

const seenSeconds = 30;

/** Notes that somebody looks at a tablet that asks; not each time, as it looks every two seconds. */
async function seen(transaction: Transaction, { organisationId, tabletId }: FoundTablet): Promise<void> {
  await transaction.sessionTablet.updateMany({
    where: {
      organisationId,
      id: tabletId,
      seenAt: { lt: new Date(now().getTime() - seenSeconds * 1000) },
    },
    data: { seenAt: now() },
  });
}

/** The turn that stands open on a tablet: chosen, and neither agreed nor undone. */
const turnOf = (transaction: Transaction, { organisationId, tabletId }: FoundTablet) =>
  transaction.sessionTurn.findFirst({
    where: { organisationId, tabletId, agreedAt: null, endedAt: null },
    include: { person: { select: { givenName: true, familyName: true, knownAs: true } } },
    orderBy: { startedAt: "desc" },
  });

type Turn = NonNullable<Awaited<ReturnType<typeof turnOf>>>;

async function namesFor(
  transaction: Transaction,
  tablet: FoundTablet,
  wanted: string | undefined,
): Promise<TabletView> {
  const { organisationId, sessionId } = tablet;
  const children = tablet.role === "pupil";
  const all = children ? null : await lettersOf(transaction, tablet, tablet.today);
  const letters = all && all.people > mostOnOnePage ? all.letters : null;
  const letter = letters?.find((one) => one === wanted) ?? null;
  // thirty telephones at once do not each work out what a whole staff is asked
  const asked =
    letters && !letter ? [] : await whoIsAsked(transaction, tablet, tablet.today, letter ? { letter } : {});
  const standing = await transaction.sessionTurn.findMany({
    where: { organisationId, sessionId, endedAt: null },
    select: { personId: true },
  });
  const taken = new Set(standing.map(({ personId }) => personId));
  const called = namesToChoose(asked, { children });
  return {
    at: "names",
    tablet: tablet.tabletName,
    group: tablet.className ?? tablet.unitName,
    school: tablet.unitName,
    children,
    names: asked
      .filter(({ personId, signed }) => !signed && !taken.has(personId))
      .map(({ personId }) => ({ personId, name: called.get(personId) ?? "" }))
      .sort((one, other) => (children ? one.name.localeCompare(other.name, "en-GB") : 0)),
    letters,
    letter,
  };
}

async function turnView(tablet: FoundTablet, turn: Turn): Promise<TabletView> {
  const agreement = await readableAgreement(tablet.organisationId, turn.agreementId, turn.wordingId);
  const fields = fieldsFor(agreement, "own");
  const { person } = turn;
  if (tablet.role !== "pupil")
    return {
      at: "whole",
      turnId: turn.id,
      wordingId: turn.wordingId,
      name: calledName(person),
      legalName: legalName(person),
      agreement,
      fields: fields.map((field) => ({
        ...field,
        typed: isTyped(field.kind),
        value: { school: tablet.unitName, date: sayDay(tablet.today) }[field.kind as "school" | "date"] ?? "",
      })),
    };
  const steps = stepsOf(agreement);
  const position = Math.min(turn.position, steps.length - 1);
  return {
    at: "step",
    turnId: turn.id,
    name: person.knownAs || person.givenName,
    agreement: agreement.title,
    step: steps[position] as Step,
    position,
    last: steps.length - 1,
    unsure: unsureSteps(turn.unsure).includes(position),
    fields: askedOfChild(fields).map(({ name, label }) => ({ name, label })),
  };
}

/** What a child types: name, class, school and date are known. */
export function askedOfChild(fields: ReturnType<typeof fieldsFor>) {
  const nameField = fields.find(({ kind }) => kind === "name");
  return fields.filter((field) => field.kind === "text" || (field.kind === "name" && field !== nameField));
}

/** How long a tablet thanks somebody, in minutes: the next person must not find who it was by going back. */
const thankedMinutes = 2;

/** What a tablet says to whoever is through: thank you, or that what they wrote goes on. */
export type Thanked = { name: string; isChild: boolean; response: "question" | "refusal" | null };

/**
 * The name of whoever has just agreed on this tablet, or written instead. Null for a turn that is none of those, once
 * somebody else has begun on the tablet, and after two minutes.
 */
export async function thanksFor(pass: TabletPass | null, turnId: string): Promise<Thanked | null> {
  if (!pass || !isId(turnId)) return null;
  const { organisationId } = pass;
  return inOrganisation(organisationId, async (transaction) => {
    const tablet = await findTablet(transaction, pass);
    if (tablet?.standing !== "admitted") return null;
    const turn = await transaction.sessionTurn.findFirst({
      where: { organisationId, tabletId: tablet.tabletId },
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
      select: {
        id: true,
        agreedAt: true,
        endedAt: true,
        answers: true,
        person: { select: { givenName: true, familyName: true, knownAs: true } },
      },
    });
    const since = now().getTime() - thankedMinutes * 60_000;
    if (turn?.id !== turnId || !turn.agreedAt || turn.agreedAt.getTime() < since) return null;
    const response = turnAnswers(turn.answers).response ?? null;
    if (turn.endedAt && !response?.confirmed) return null;
    const isChild = tablet.role === "pupil";
    const { person } = turn;
    return {
      name: isChild ? person.knownAs || person.givenName : calledName(person),
      isChild,
      response: response?.kind ?? null,
    };
  });
}
