import type { Actor } from "#lib/auth/actor.ts";
import { draftCopies, putBackCopy, readCopy } from "#lib/policies/drafts/draft-copies.ts";
import { readDraft } from "#lib/policies/drafts/draft-of.ts";
import { draftStanding, previewDraft, readEditor } from "#lib/policies/drafts/editor-page.ts";
import { readFindings, setFindingAside, takeFindingUp } from "#lib/policies/drafts/open-findings.ts";
import { saveDraft } from "#lib/policies/drafts/save-draft.ts";
import { startDraft, startPolicy, whereToWrite } from "#lib/policies/drafts/start-draft.ts";
import { policiesInView } from "#lib/policies/queries.ts";
import { readPolicyOrDraft } from "#lib/policies/read-policy.ts";
import { type AccessCase, accessCase, type World } from "./access-world.ts";
import { actorFor, aPerson } from "./builders.ts";

let count = 0;
const text = "---\ntitle: Loans\n---\n\n## 1. A\n\n1.1 See section 9.4 about it.\n";

/** A draft of a policy of the school's own, by somebody who may write it. */
async function aDraft(world: World) {
  const { organisationId, own } = world;
  const duties = [{ kind: "policy-owner" as const, unitId: own }];
  const owner = await actorFor(organisationId, await aPerson(organisationId, { duties }));
  const title = `Draft ${process.pid} ${++count}`;
  const { policyId } = await startPolicy(owner, { unitId: own, title, text });
  return { owner, policyId, world };
}
async function withCopy(world: World) {
  const draft = await aDraft(world);
  await saveDraft(draft.owner, draft.policyId, { text: `${text}\nMore.\n`, revision: 1 });
  const { copies } = await draftCopies(draft.owner, draft.policyId);
  return { ...draft, copyId: copies[0]?.id ?? "" };
}
async function withFinding(world: World) {
  const draft = await aDraft(world);
  const { findings } = await readFindings(draft.owner, draft.policyId);
  const { rule, about } = findings[0] ?? { rule: "", about: "" };
  return { ...draft, given: { rule, about, reason: "It is in the handbook." } };
}

const reading = (rule: (actor: Actor, policyId: string) => Promise<unknown>): AccessCase =>
  accessCase({
    rule,
    may: "policies:write",
    target: aDraft,
    call: (actor, _, { policyId }) => rule(actor, policyId),
  });
const holds = (part: string) => (answer: unknown) => JSON.stringify(answer).includes(part);

/** What may be written, and by whom: a draft is there for those who may write its policy, and for nobody else. */
export const accessToDrafts: AccessCase[] = [
  reading(readDraft),
  reading(readEditor),
  reading(previewDraft),
  reading(draftStanding),
  reading(draftCopies),
  reading(readFindings),
  reading(readPolicyOrDraft),
  reading(startDraft),
  accessCase({
    rule: readPolicyOrDraft,
    about: "with a version",
    may: "policies:read",
    call: (actor, { policyId }) => readPolicyOrDraft(actor, policyId),
  }),
  accessCase({
    rule: policiesInView,
    about: "drafts",
    may: "policies:write",
    quiet: true,
    target: aDraft,
    call: (actor) => policiesInView(actor),
    shows: (answer, _, { policyId }) => holds(policyId)(answer),
  }),
  accessCase({
    rule: whereToWrite,
    may: "policies:write",
    quiet: true,
    call: (actor) => whereToWrite(actor),
    shows: (answer, { own }) => holds(own)(answer),
  }),
  accessCase({
    rule: startPolicy,
    may: "policies:write",
    call: (actor, { own }) =>
      startPolicy(actor, { unitId: own, title: `Loans ${process.pid} ${++count}`, text }),
  }),
  accessCase({
    rule: saveDraft,
    may: "policies:write",
    target: aDraft,
    call: (actor, _, { policyId }) => saveDraft(actor, policyId, { text: `${text}\nMore.\n`, revision: 1 }),
  }),
  accessCase({
    rule: readCopy,
    may: "policies:write",
    target: withCopy,
    call: (actor, _, { policyId, copyId }) => readCopy(actor, policyId, copyId),
  }),
  accessCase({
    rule: putBackCopy,
    may: "policies:write",
    target: withCopy,
    call: (actor, _, { policyId, copyId }) => putBackCopy(actor, policyId, copyId, { revision: 2 }),
  }),
  accessCase({
    rule: setFindingAside,
    may: "policies:write",
    target: withFinding,
    call: (actor, _, { policyId, given }) => setFindingAside(actor, policyId, given),
  }),
  accessCase({
    rule: takeFindingUp,
    may: "policies:write",
    target: async (world: World) => {
      const { owner, policyId, given } = await withFinding(world);
      await setFindingAside(owner, policyId, given);
      const { findings } = await readFindings(owner, policyId);
      return { policyId, setAsideId: findings[0]?.setAside?.id ?? "" };
    },
    call: (actor, _, { policyId, setAsideId }) => takeFindingUp(actor, policyId, setAsideId),
  }),
];
