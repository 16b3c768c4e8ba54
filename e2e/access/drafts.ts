import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { draftCopies } from "#lib/policies/drafts/draft-copies.ts";
import { readFindings, setFindingAside } from "#lib/policies/drafts/open-findings.ts";
import { saveDraft } from "#lib/policies/drafts/save-draft.ts";
import { startPolicy } from "#lib/policies/drafts/start-draft.ts";
import type { Form } from "./forms.ts";

/** Drafts of the trust: one to save, one with an open finding and one set aside, one with a copy; and a version. */
export type DraftTargets = {
  toSave: string;
  found: string;
  copied: string;
  copyId: string;
  inForce: string;
  unitId: string;
  tag: string;
};

const text = (title: string) =>
  `---\ntitle: ${title}\n---\n\n## 1. A\n\n1.1 See section 9.4 about it.\n\n1.2 See section 9.5 about it.\n`;

export async function draftTargets(actor: Actor): Promise<DraftTargets> {
  const tag = randomUUID().slice(0, 8);
  const start = async (name: string) => {
    const title = `${name} ${tag}`;
    return (await startPolicy(actor, { unitId: actor.organisationId, title, text: text(title) })).policyId;
  };
  const [toSave, found, copied] = [await start("Saved"), await start("Found"), await start("Copied")];
  const { findings } = await readFindings(actor, found);
  const { rule, about } = findings[0] ?? { rule: "", about: "" };
  await setFindingAside(actor, found, { rule, about, reason: "It is in the handbook." });
  await saveDraft(actor, copied, { text: text(`Later ${tag}`), revision: 1 });
  const { copies } = await draftCopies(actor, copied);
  const { policyId: inForce } = await bringInPolicy(actor, {
    text: `---\ntitle: In force ${tag}\n---\n\n## 1. A\n\n1.1 Words.\n`,
    fileName: "policy.md",
    implementationOn: "2024-09-01",
  });
  return { toSave, found, copied, copyId: copies[0]?.id ?? "", inForce, unitId: actor.organisationId, tag };
}

type DraftChange = {
  page: (t: DraftTargets) => string;
  button: RegExp;
  fields?: (t: DraftTargets) => Form;
  may: Permission;
  at: "trust";
  by: "administrator";
  stays?: true;
  to?: (t: DraftTargets) => string;
};

const writes = { may: "policies:write" as Permission, at: "trust" as const, by: "administrator" as const };

/** What those who write policies do with drafts, each as a form of a page. */
export const draftChanges: Record<string, DraftChange> = {
  writePolicyAction: {
    ...writes,
    page: () => "/policies/new",
    button: /^Start writing$/,
    fields: ({ tag, unitId }) => ({ title: `Forged ${tag}`, unitId }),
  },
  writeNextVersionAction: {
    ...writes,
    page: ({ inForce }) => `/policies/${inForce}`,
    button: /^Write the next version$/,
  },
  "/policies/[id]/draft/save": {
    ...writes,
    page: ({ toSave }) => `/policies/${toSave}/draft?as=text`,
    button: /^Save$/,
    fields: ({ tag }) => ({ whole: text(`Forged ${tag}`) }),
    to: ({ toSave }) => `/policies/${toSave}/draft/save`,
  },
  setFindingAsideAction: {
    ...writes,
    page: ({ found }) => `/policies/${found}/draft`,
    button: /^Set aside$/,
    fields: () => ({ reason: "Forged." }),
    stays: true,
  },
  takeFindingUpAction: {
    ...writes,
    page: ({ found }) => `/policies/${found}/draft`,
    button: /^Take up again/,
    stays: true,
  },
  putBackCopyAction: {
    ...writes,
    page: ({ copied, copyId }) => `/policies/${copied}/draft/earlier/${copyId}`,
    button: /^Put the whole text back$/,
  },
};

/** Every row that they could change. */
export async function stateOfDrafts(organisationId: string, { tag }: DraftTargets): Promise<string> {
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<{ row: string }[]>`
      with of as (
        select id, to_jsonb(p) as row from policy p
        where organisation_id = ${organisationId}::uuid and title like ${`%${tag}`}
      )
      select row::text as row from (
        select row from of
        union all
        select to_jsonb(t) from draft t where organisation_id = ${organisationId}::uuid and policy_id in (select id from of)
        union all
        select to_jsonb(t) from draft_copy t where organisation_id = ${organisationId}::uuid and policy_id in (select id from of)
        union all
        select to_jsonb(t) from finding_set_aside t
        where organisation_id = ${organisationId}::uuid and policy_id in (select id from of)
      ) every order by 1`,
  );
  return rows.map(({ row }) => row).join("\n");
}
