import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { bringInFile } from "#lib/policies/check/bring-in-file.ts";
import type { Form } from "./forms.ts";

/** A draft that came from a file, with something in the file that was not placed. */
export type FileTarget = { policyId: string; tag: string };

/** Brings one in as somebody of the organisation who may. */
export async function aBroughtInFile(actor: Actor): Promise<FileTarget> {
  const tag = randomUUID().slice(0, 8);
  const text = `Loans ${tag} policy\n\n1. Scope\n\nEverybody.\n\nPage 1 of 2\n`;
  const { policyId } = await bringInFile(
    actor,
    { unitId: actor.organisationId, fileName: "loans.txt" },
    new TextEncoder().encode(text),
  );
  return { policyId, tag };
}

type FileChange = {
  page: (t: FileTarget) => string;
  button: RegExp;
  fields?: (t: FileTarget) => Form;
  may: Permission;
  at: "trust";
  by: "administrator";
  to: (t: FileTarget) => string;
};

const check = ({ policyId }: FileTarget) => `/policies/${policyId}/draft/check`;
const may: Permission = "policies:write";

/** What those who write policies do with files, each as a form of a page. */
export const fileChanges: Record<string, FileChange> = {
  "/policies/bring-in/file": {
    page: ({ policyId }) => `/policies/bring-in?policy=${policyId}`,
    button: /^Bring in$/,
    fields: ({ policyId, tag }) => ({
      as: `policy-${policyId}`,
      file: {
        name: "forged.txt",
        mimeType: "text/plain",
        buffer: Buffer.from(`Forged ${tag}\n\n1. Scope\n\nNobody.\n\nPage 1 of 2\n`),
      } as unknown as string,
    }),
    may,
    at: "trust",
    by: "administrator",
    to: () => "/policies/bring-in/file",
  },
  "/policies/[id]/draft/check/correct": {
    page: check,
    button: /^Save title$/,
    fields: ({ tag }) => ({ title: `Forged title ${tag}` }),
    may,
    at: "trust",
    by: "administrator",
    to: (t) => `${check(t)}/correct`,
  },
  "/policies/[id]/draft/check/not-placed": {
    page: check,
    button: /^I have seen it$/,
    may,
    at: "trust",
    by: "administrator",
    to: (t) => `${check(t)}/not-placed`,
  },
};

/** Every row that they could change. */
export async function stateOfFiles(organisationId: string, { policyId }: FileTarget): Promise<string> {
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<{ row: string }[]>`
      select row::text as row from (
        select to_jsonb(t) as row from draft t where organisation_id = ${organisationId}::uuid and policy_id = ${policyId}::uuid
        union all
        select to_jsonb(t) from draft_file t where organisation_id = ${organisationId}::uuid and policy_id = ${policyId}::uuid
        union all
        select to_jsonb(t) from finding_set_aside t where organisation_id = ${organisationId}::uuid and policy_id = ${policyId}::uuid
      ) every order by 1`,
  );
  return rows.map(({ row }) => row).join("\n");
}
