import { randomUUID } from "node:crypto";
import { acting, aPolicy, ratifiedBy, sendNext } from "#e2e/board/a-policy-to-ratify.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays } from "#lib/dates.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { approveAsDelegate } from "#lib/ratification/decide-as-delegate.ts";
import { addBody } from "#lib/ratification/keep-bodies.ts";
import { giveSeat } from "#lib/ratification/keep-seats.ts";
import { seatsOn } from "#lib/ratification/quorum.ts";
import { recordMinute } from "#lib/ratification/record-minute.ts";
import { openResolution } from "#lib/ratification/written-resolution.ts";
import { todayHere } from "#lib/testing/builders.ts";
import type { Form } from "./forms.ts";

/** Versions that wait for the trust's board, a committee or a delegate, and the committee. */
export type RatificationTarget = {
  organisationId: string;
  policyId: string;
  /** Proposals: to be recorded, recorded twice over, open to be asked in writing, asked, for a delegate twice over. */
  record: string;
  confirm: string;
  notRight: string;
  open: string;
  vote: string;
  approve: string;
  giveBack: string;
  bodyId: string;
};

/** Makes them as the clerk, the owner and the administrator of the demonstration's trust. */
export async function ratificationTargets(): Promise<RatificationTarget> {
  const [clerk, administrator, chair] = [
    await acting("clerk"),
    await acting("administrator"),
    await acting("board-chair"),
  ];
  const { organisationId } = clerk;
  const name = `Access committee ${randomUUID().slice(0, 8)}`;
  const { bodyId } = await addBody(clerk, {
    ...{ unitId: organisationId, name, kind: "committee", quorum: "", writtenRule: "unanimous" },
  });
  const seat = { part: "member", startsOn: "2024-09-01" };
  for (const { personId } of [chair, clerk]) await giveSeat(clerk, bodyId, { ...seat, personId });
  const sent = async (body: string, more: Record<string, unknown> = {}) => {
    const { policyId, title } = await aPolicy();
    await ratifiedBy(policyId, body, "organisation-administrator");
    return { policyId, proposalId: await sendNext(policyId, title, more) };
  };
  const byBoard = async () => (await sent("Trust board")).proposalId;
  const minor = { material: "minor", materialReason: "A telephone number", to: "delegate" };
  const byDelegate = async () => (await sent("Trust board", minor)).proposalId;
  const recorded = async () => {
    const proposalId = await byBoard();
    const seats = await inOrganisation(organisationId, async (transaction) => {
      const body = await transaction.body.findFirstOrThrow({
        where: { organisationId, name: "Trust board" },
      });
      return seatsOn(transaction, organisationId, body.id, todayHere());
    });
    await recordMinute(clerk, proposalId, {
      ...{ outcome: "returned", reasons: "Too long", metOn: todayHere(), minuteReference: "TB/1" },
      chair: seats.find(({ personId }) => personId === chair.personId)?.id,
      attendance: Object.fromEntries(seats.map(({ id }) => [id, { present: "on" }])),
    });
    return proposalId;
  };
  const { proposalId } = await sent(name);
  const asked = await openResolution(clerk, proposalId, { closesOn: addDays(todayHere(), 5) });
  await approveAsDelegate(administrator, await byDelegate());
  return {
    organisationId,
    policyId: (await aPolicy()).policyId,
    record: await byBoard(),
    confirm: await recorded(),
    notRight: await recorded(),
    open: (await sent(name)).proposalId,
    vote: asked.proposalId,
    approve: await byDelegate(),
    giveBack: await byDelegate(),
    bodyId,
  };
}

type RatificationChange = {
  page: (t: RatificationTarget) => string;
  button: RegExp;
  fields?: (t: RatificationTarget) => Form;
  may: Permission;
  at: "trust";
  by: "administrator" | "clerk" | "board-chair";
  /** Those who may, by who they are and not by a permission. */
  keys?: string[];
  /** Who reads the page without being the one who does this: they are told so. */
  readers?: string[];
};

const day = (name: string) => {
  const [year = "", month = "", date = ""] = addDays(todayHere(), 1).split("-");
  return { [`${name}.day`]: date, [`${name}.month`]: month, [`${name}.year`]: year };
};
const readers = ["board-member", "clerk", "administrator", "policy-owner"];
const proposal = (id: string) => `/board/proposals/${id}`;
const bodies = { may: "bodies:keep", at: "trust", by: "administrator" } as const;
const chairs = {
  may: "board:read" as Permission,
  at: "trust" as const,
  by: "board-chair" as const,
  keys: ["board-chair"],
};
const delegates = { may: "settings:change", at: "trust", by: "administrator" } as const;

/** What is done about bodies, approval and decisions, each as a form of a page. */
export const ratificationChanges: Record<string, RatificationChange> = {
  changePolicySettingsAction: {
    page: ({ policyId }) => `/policies/${policyId}/settings`,
    button: /^Save settings$/,
    fields: () => ({
      ...{ first: "", last: "duty:head", minorDuty: "", adoptionRule: "none", renewal: "once" },
      ...{ signWithinDays: "3", exemptionBy: "head" },
    }),
    ...{ may: "policies:settings", at: "trust", by: "administrator" },
  },
  recordDecisionAction: {
    page: ({ record }) => `${proposal(record)}/record`,
    button: /^Record decision$/,
    fields: () => ({
      ...{ outcome: "returned", minuteReference: "Forged", reasons: "Forged" },
      ...{ chair: "other", chairName: "A forger" },
    }),
    ...{ may: "board:record", at: "trust", by: "clerk" },
  },
  confirmMinuteAction: {
    page: ({ confirm }) => proposal(confirm),
    button: /^Confirm$/,
    ...chairs,
    readers,
  },
  notRightAction: {
    page: ({ notRight }) => proposal(notRight),
    button: /^Send back to the clerk$/,
    fields: () => ({ words: "Forged" }),
    ...chairs,
    readers,
  },
  openResolutionAction: {
    page: ({ open }) => proposal(open),
    button: /^Ask for answers$/,
    fields: () => day("closesOn"),
    ...{ may: "policies:write", at: "trust", by: "administrator" },
    keys: ["administrator", "policy-owner", "clerk"],
  },
  voteAction: {
    page: ({ vote }) => proposal(vote),
    button: /^Send your answer$/,
    fields: () => ({ answer: "against", reason: "Forged" }),
    ...chairs,
    keys: ["board-chair", "clerk"],
  },
  approveAction: { page: ({ approve }) => proposal(approve), button: /^Approve$/, ...delegates },
  returnAction: {
    page: ({ giveBack }) => proposal(giveBack),
    button: /^Return it$/,
    fields: () => ({ reasons: "Forged" }),
    ...delegates,
  },
  reportAction: {
    page: () => "/board",
    button: /^Record report$/,
    ...{ may: "board:record", at: "trust", by: "clerk" },
  },
  addBodyAction: {
    page: () => "/board/bodies/new",
    button: /^Add body$/,
    fields: ({ organisationId }) => ({
      ...{ unitId: organisationId, name: `Forged ${randomUUID().slice(0, 8)}`, kind: "committee" },
    }),
    ...bodies,
  },
  changeBodyAction: {
    page: ({ bodyId }) => `/board/bodies/${bodyId}`,
    button: /^Save rules$/,
    fields: () => ({ name: `Forged ${randomUUID().slice(0, 8)}`, kind: "committee" }),
    ...bodies,
  },
  giveSeatAction: {
    page: ({ bodyId }) => `/board/bodies/${bodyId}/seat?name=MacAllister`,
    button: /^Give seat$/,
    fields: () => ({ part: "member" }),
    ...bodies,
  },
  endSeatAction: {
    page: ({ bodyId }) => `/board/bodies/${bodyId}`,
    button: /^End seat$/,
    ...bodies,
  },
};

/** Every row that they could change. */
export async function stateOfRatification({ organisationId }: RatificationTarget): Promise<string> {
  const tables = [
    ...["body", "seat", "proposal", "proposal_end", "vote", "minute", "minute_attendance", "minute_answer"],
    ...["decision", "decision_report", "approval_step"],
  ];
  const rows = await inOrganisation(organisationId, (transaction) =>
    transaction.$queryRawUnsafe<{ row: string }[]>(
      `select row::text as row from (${tables
        .map((table) => `select to_jsonb(t) as row from ${table} t where organisation_id = $1::uuid`)
        .join(" union all ")}) every order by 1`,
      organisationId,
    ),
  );
  return rows.map(({ row }) => row).join("\n");
}
