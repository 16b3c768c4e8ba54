import type { Actor } from "#lib/auth/actor.ts";
import { bringInChoices, bringInFile } from "#lib/policies/check/bring-in-file.ts";
import { correctDraft, settleNotPlaced } from "#lib/policies/check/correct-draft.ts";
import { originalFile } from "#lib/policies/check/draft-files.ts";
import { readCheck } from "#lib/policies/check/read-check.ts";
import { draftAsWord, versionAsWord } from "#lib/policies/word/policy-as-word.ts";
import { type AccessCase, accessCase, type World } from "./access-world.ts";
import { actorFor, aPerson } from "./builders.ts";

let count = 0;
const textOf = (title: string) => `${title}\n\n1. Scope\n\nEverybody.\n\nPage 1 of 2\n`;
const bytes = (text: string) => new TextEncoder().encode(text);

/** A file brought in as the draft of a policy of the school's own, by somebody who may. */
async function aBroughtIn(world: World) {
  const { organisationId, own } = world;
  const duties = [{ kind: "policy-owner" as const, unitId: own }];
  const owner = await actorFor(organisationId, await aPerson(organisationId, { duties }));
  const text = textOf(`Brought in ${process.pid} ${++count}`);
  const { policyId } = await bringInFile(owner, { unitId: own, fileName: "loans.txt" }, bytes(text));
  return { policyId, text };
}
type BroughtIn = Awaited<ReturnType<typeof aBroughtIn>>;

const reading = (rule: (actor: Actor, policyId: string) => Promise<unknown>): AccessCase =>
  accessCase({
    rule,
    may: "policies:write",
    target: aBroughtIn,
    call: (actor, _, { policyId }: BroughtIn) => rule(actor, policyId),
  });

/** Files that policies are brought in from, and the Word files that are made of them: for those who may write. */
export const accessToFiles: AccessCase[] = [
  reading(readCheck),
  reading(originalFile),
  reading(draftAsWord),
  accessCase({
    rule: bringInFile,
    about: "a new policy",
    may: "policies:write",
    call: (actor, { own }) =>
      bringInFile(
        actor,
        { unitId: own, fileName: "new.txt" },
        bytes(textOf(`New ${process.pid} ${++count}`)),
      ),
  }),
  accessCase({
    rule: bringInFile,
    about: "a next draft",
    may: "policies:write",
    target: aBroughtIn,
    call: (actor, _, { policyId, text }: BroughtIn) =>
      bringInFile(actor, { policyId, fileName: "next.txt" }, bytes(`${text}\nMore.\n`)),
  }),
  accessCase({
    rule: bringInChoices,
    may: "policies:write",
    target: aBroughtIn,
    call: (actor) => bringInChoices(actor),
    shows: (answer, _, { policyId }: BroughtIn) => JSON.stringify(answer).includes(policyId),
    quiet: true,
  }),
  accessCase({
    rule: correctDraft,
    may: "policies:write",
    target: aBroughtIn,
    call: (actor, _, { policyId }: BroughtIn) =>
      correctDraft(actor, policyId, "1", { part: "title", title: "Better" }),
  }),
  accessCase({
    rule: settleNotPlaced,
    may: "policies:write",
    target: aBroughtIn,
    call: (actor, _, { policyId }: BroughtIn) => settleNotPlaced(actor, policyId, "1", 0, { as: "seen" }),
  }),
  accessCase({
    rule: versionAsWord,
    may: "policies:read",
    call: (actor, { policyId }) => versionAsWord(actor, policyId, "1.0"),
  }),
];
