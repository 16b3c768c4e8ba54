import { beforeAll, describe, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { newId } from "#lib/identifiers.ts";
import { type Obligation, obligationsOf } from "#lib/obligations/obligations-of.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { findObligation } from "./find-obligation.ts";
import { nextToSign } from "./next-to-sign.ts";
import { notMyChild, saidNotMyChild } from "./not-my-child.ts";
import { objectToSignature } from "./object.ts";
import { parentsPart } from "./parents-part.ts";
import { receipt, whatISigned } from "./receipts.ts";
import { declineAgreement } from "./respond-instead.ts";
import { schoolsOf } from "./schools-of.ts";
import { signAgreement } from "./sign-agreement.ts";
import { standardCountersignWords } from "./words.ts";

const { query } = await testDatabase();

type Place = { organisationId: string; schools: { id: string; name: string }[] };
let one: Place;
let all: Place;
let until16: Place;

/** An organisation of two schools whose pupils' agreement says this of its parents and carers. */
async function aPlace(change: (text: string) => string): Promise<Place> {
  const made = await anOrganisation({ schools: 2 });
  await bringInPolicy(
    { organisationId: made.organisationId, words: "a test" },
    { text: change(aPolicyText()), fileName: "policy.md", implementationOn: "2026-09-01" },
  );
  return made;
}

beforeAll(async () => {
  setClock(new Date("2026-11-22T15:05:00Z"));
  one = await aPlace((text) => text);
  all = await aPlace((text) => text.replace("countersign=one", "countersign=all"));
  until16 = await aPlace((text) =>
    text
      .replace("countersign=one", "countersign=one countersign-until=16")
      .replace(/::::countersign\n:::declaration[\s\S]*?:::\n/, "::::countersign\n"),
  );
  return () => setClock(undefined);
});

let count = 0;
async function aPupil({ organisationId, schools }: Place, options: { at?: number; bornOn?: string } = {}) {
  return aPerson(organisationId, {
    givenName: `Child${++count}`,
    bornOn: options.bornOn ?? "2014-05-01",
    roles: [{ role: "pupil", unitId: schools[options.at ?? 0]?.id as string, yearGroup: 7 }],
  });
}
const anAdult = ({ organisationId }: Place) => aPerson(organisationId);
const acting = ({ organisationId }: Place, personId: string) => actorFor(organisationId, personId);
type Who = Awaited<ReturnType<typeof acting>>;
const asked = (who: Who) => obligationsOf(who.organisationId, who.personId, who.today);
const form = (obligation: Obligation, more = {}) => ({
  agreed: true,
  printedName: "Sam Okafor",
  answers: { "tutor-group": "7B" },
  wordingId: obligation.wordingId,
  ...more,
});
const words = () => ({ words: "", formId: newId() });
async function theOne(who: Who): Promise<Obligation> {
  const [found, more] = await asked(who);
  if (!found || more) throw new Error(`asked for ${found ? "more than one" : "nothing"}`);
  return found;
}
async function sign(place: Place, personId: string): Promise<string> {
  const who = await acting(place, personId);
  const obligation = await theOne(who);
  return (await signAgreement(who, obligation.id, form(obligation))).signatureId;
}
/** A pupil who has signed, with as many adults as asked for. */
async function aFamily(place: Place, adults: number, options: Parameters<typeof aPupil>[1] = {}) {
  const pupil = await aPupil(place, options);
  const parents: string[] = [];
  for (let index = 0; index < adults; index++) {
    parents.push(await anAdult(place));
    await aContact(place.organisationId, parents[index] as string, pupil);
  }
  await sign(place, pupil);
  return { pupil, parents, actors: await Promise.all(parents.map((id) => acting(place, id))) };
}
const setContact = (place: Place, pupil: string, adult: string, change: string) =>
  query(
    "owner",
    `update contact set ${change} where organisation_id = $1 and pupil_id = $2 and adult_id = $3`,
    [place.organisationId, pupil, adult],
  );

describe("who is asked for whom", () => {
  test("a parent is asked for their own children, at both schools, and for nobody else's", async () => {
    const parent = await anAdult(one);
    const [first, second, strangers] = [
      await aPupil(one),
      await aPupil(one, { at: 1 }),
      (await aFamily(one, 1)).parents,
    ];
    await aContact(one.organisationId, parent, first);
    await aContact(one.organisationId, parent, second);
    const who = await acting(one, parent);
    const obligations = await asked(who);
    expect(obligations.map(({ subjectId }) => subjectId).sort()).toEqual([first, second].sort());
    expect([...(await schoolsOf(who, obligations)).values()].sort()).toEqual(
      one.schools.map(({ name }) => name).sort(),
    );
    const other = await theOne(await acting(one, strangers[0] as string));
    await expect(findObligation(who, other.id)).rejects.toMatchObject({ code: "not-found" });
    await expect(signAgreement(who, other.id, form(other))).rejects.toMatchObject({ code: "not-found" });
    await expect(notMyChild(who, other.id, words())).rejects.toMatchObject({ code: "not-found" });
  });

  test("who must not be contacted is asked for nothing and sees nothing of what they signed for the child", async () => {
    const { pupil, parents, actors } = await aFamily(one, 1);
    const who = actors[0] as Who;
    const signatureId = await sign(one, parents[0] as string);
    expect(await whatISigned(who)).toHaveLength(1);
    await setContact(one, pupil, who.personId, "do_not_contact = true");
    expect(await asked(who)).toEqual([]);
    expect(await whatISigned(who)).toEqual([]);
    await expect(receipt(who, signatureId)).rejects.toMatchObject({ code: "not-found" });
  });

  test("a contact that ended while the page was open signs nothing, and no page says why", async () => {
    const { pupil, actors } = await aFamily(one, 1);
    const who = actors[0] as Who;
    const obligation = await theOne(who);
    await setContact(one, pupil, who.personId, "ends_on = '2026-11-21'");
    expect(await findObligation(who, obligation.id)).toEqual({
      outcome: "no-longer-needed",
      forPupil: true,
    });
    await expect(signAgreement(who, obligation.id, form(obligation))).rejects.toMatchObject({
      code: "no-longer-needed",
    });
    await expect(declineAgreement(who, obligation.id, words())).rejects.toMatchObject({
      code: "no-longer-needed",
    });
  });
});

describe("ages", () => {
  test("who turns 18 signs alone; a link of before says so", async () => {
    const { actors, pupil } = await aFamily(one, 1, { bornOn: "2008-11-23" });
    const who = actors[0] as Who;
    const obligation = await theOne(who);
    const tomorrow = { ...who, today: "2026-11-23" };
    expect(await asked(tomorrow)).toEqual([]);
    expect(await findObligation(tomorrow, obligation.id)).toMatchObject({ outcome: "of-age", age: 18 });
    await expect(signAgreement(tomorrow, obligation.id, form(obligation))).rejects.toMatchObject({
      code: "no-longer-needed",
    });
    await setContact(one, pupil, who.personId, "acts_for_adult = true");
    expect(await theOne(tomorrow)).toMatchObject({ subjectId: pupil });
  });

  test("where the policy says 16, a parent signs until the day before that birthday", async () => {
    const { actors } = await aFamily(until16, 1, { bornOn: "2010-11-23" });
    const who = actors[0] as Who;
    expect(await asked(who)).toHaveLength(1);
    expect(await asked({ ...who, today: "2026-11-23" })).toEqual([]);
    const grown = await aFamily(one, 1, { bornOn: "2010-11-20" });
    expect(await asked(grown.actors[0] as Who)).toHaveLength(1);
  });
});

describe("order and states", () => {
  test("the pupil first, then the parent; both read where they stand", async () => {
    const pupil = await aPupil(one);
    const parent = await anAdult(one);
    await aContact(one.organisationId, parent, pupil);
    const who = await acting(one, parent);
    const obligation = await theOne(who);
    expect((await findObligation(who, obligation.id)).outcome).toBe("waiting-for-pupil");
    await expect(signAgreement(who, obligation.id, form(obligation))).rejects.toMatchObject({
      code: "waiting-for-pupil",
    });
    expect(nextToSign(await asked(who))).toBeUndefined();
    const child = await acting(one, pupil);
    const own = await sign(one, pupil);
    expect((await parentsPart(child, await asked(child))).get(own)).toBe("awaited");
    expect(nextToSign(await asked(who))?.id).toBe(obligation.id);
    await sign(one, parent);
    expect((await parentsPart(child, await asked(child))).get(own)).toBe("signed");
  });

  test("where all must sign, one signature leaves the pupil waiting", async () => {
    const { pupil, parents } = await aFamily(all, 2);
    const child = await acting(all, pupil);
    await sign(all, parents[0] as string);
    expect([...(await parentsPart(child, await asked(child))).values()]).toEqual(["awaited"]);
    await sign(all, parents[1] as string);
    expect([...(await parentsPart(child, await asked(child))).values()]).toEqual(["signed"]);
  });

  test("of two parents at the same moment one signs, and the other is told that it was signed", async () => {
    const { actors, pupil } = await aFamily(one, 2);
    const obligations = await Promise.all(actors.map(theOne));
    const results = await Promise.allSettled(
      actors.map((who, index) => {
        const obligation = obligations[index] as Obligation;
        return signAgreement(who, obligation.id, form(obligation));
      }),
    );
    const refused = results.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused).toMatchObject([
      { code: "no-longer-needed", message: "Another parent or carer has signed this already." },
    ]);
    const winner = results.findIndex(({ status }) => status === "fulfilled");
    const { rows } = await query(
      "owner",
      "select signer_id from signature where subject_id = $1 and capacity = 'countersign'",
      [pupil],
    );
    expect(rows).toEqual([{ signer_id: actors[winner]?.personId }]);
    const [other] = actors.filter((_, index) => index !== winner);
    const found = await findObligation(other as Who, obligations[1 - winner]?.id as string);
    expect(found.outcome).toBe("signed-by-another");
  });

  test("one who posts twice at the same moment gets the first receipt both times", async () => {
    const { actors } = await aFamily(one, 1);
    const who = actors[0] as Who;
    const obligation = await theOne(who);
    const results = await Promise.all(
      Array.from({ length: 5 }, () => signAgreement(who, obligation.id, form(obligation))),
    );
    expect(new Set(results.map(({ signatureId }) => signatureId)).size).toBe(1);
    expect(results.filter(({ made }) => made)).toHaveLength(1);
  });

  test("where all must sign, two at the same moment both do", async () => {
    const { actors } = await aFamily(all, 2);
    const results = await Promise.all(
      actors.map(async (who) => {
        const obligation = await theOne(who);
        return signAgreement(who, obligation.id, form(obligation));
      }),
    );
    expect(results.map(({ made }) => made)).toEqual([true, true]);
  });

  test("once the one signature was marked as a mistake, the other parent signs", async () => {
    const { actors, parents } = await aFamily(one, 2);
    const [, other] = actors as [Who, Who];
    const signatureId = await sign(one, parents[0] as string);
    await query(
      "owner",
      "insert into signature_void (organisation_id, id, signature_id, reason, recorded_by_id, recorded_at) values ($1, $2, $3, 'wrong', $4, now())",
      [one.organisationId, newId(), signatureId, other.personId],
    );
    const obligation = await theOne(other);
    expect((await signAgreement(other, obligation.id, form(obligation))).made).toBe(true);
  });

  test("posting twice gives the first receipt", async () => {
    const { actors } = await aFamily(one, 1);
    const who = actors[0] as Who;
    const obligation = await theOne(who);
    const first = await signAgreement(who, obligation.id, form(obligation));
    expect(await signAgreement(who, obligation.id, form(obligation))).toEqual({ ...first, made: false });
  });
});

describe("instead of signing", () => {
  test("an objection is recorded once, and the other's signature stands", async () => {
    const { parents, actors, pupil } = await aFamily(one, 2);
    const [, other] = actors as [Who, Who];
    const obligation = await theOne(other);
    await expect(objectToSignature(other, obligation.id, words())).rejects.toMatchObject({
      code: "conflict",
    });
    await sign(one, parents[0] as string);
    expect((await findObligation(other, obligation.id)).outcome).toBe("signed-by-another");
    const posted = { words: "Ask me first.", formId: newId() };
    await objectToSignature(other, obligation.id, posted);
    await objectToSignature(other, obligation.id, posted);
    expect(await theOne(other)).toMatchObject({
      responseKind: "objection",
      signerId: parents[0] as string,
    });
    const { rows } = await query("owner", "select kind from event where person_id = $1 and actor_id = $2", [
      pupil,
      other.personId,
    ]);
    expect(rows).toEqual([{ kind: "signature-objected" }]);
  });

  test("“not my child” stops everything about that child at once, and leaves the others", async () => {
    const { actors, pupil } = await aFamily(one, 1);
    const who = actors[0] as Who;
    const sibling = await aPupil(one);
    await aContact(one.organisationId, who.personId, sibling);
    const obligation = (await asked(who)).find(({ subjectId }) => subjectId === pupil) as Obligation;
    const posted = words();
    await notMyChild(who, obligation.id, posted);
    expect((await asked(who)).map(({ subjectId }) => subjectId)).toEqual([sibling]);
    expect(await findObligation(who, obligation.id)).toEqual({ outcome: "no-longer-needed", forPupil: true });
    await expect(notMyChild(who, obligation.id, posted)).rejects.toMatchObject({ code: "no-longer-needed" });
    expect(await saidNotMyChild(who, obligation.id)).toBe(true);
    const { rows } = await query(
      "owner",
      "select pupil_id, disputed_at is not null as disputed from contact where adult_id = $1",
      [who.personId],
    );
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ pupil_id: pupil, disputed: true });
    expect(rows).toContainEqual({ pupil_id: sibling, disputed: false });
  });

  test("nobody says it of themself", async () => {
    const pupil = await aPupil(one);
    const who = await acting(one, pupil);
    await expect(notMyChild(who, (await theOne(who)).id, words())).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("words for the parent", () => {
  test("where the text has none, what was shown instead is in the record that the signature commits to", async () => {
    const { parents, actors } = await aFamily(until16, 1);
    const signatureId = await sign(until16, parents[0] as string);
    const kept = await receipt(actors[0] as Who, signatureId);
    expect(kept.record?.wording).toEqual({
      textHash: kept.textHash,
      shownHash: kept.shownHash,
      added: standardCountersignWords,
    });
    expect(kept.wording).not.toContain(standardCountersignWords);
  });

  test("where the text has its own, nothing is added, and to the pupil's part never", async () => {
    const { parents, actors, pupil } = await aFamily(one, 1);
    const kept = await receipt(actors[0] as Who, await sign(one, parents[0] as string));
    expect(kept.record?.wording).not.toHaveProperty("added");
    const child = await acting(one, pupil);
    const [line] = await whatISigned(child);
    expect((await receipt(child, line?.signatureId as string)).record?.wording).not.toHaveProperty("added");
  });
});
