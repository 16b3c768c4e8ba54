import { randomUUID } from "node:crypto";
import type { Newcomer } from "#e2e/support/journey.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { calledName } from "#lib/people/names.ts";
import { readDraft } from "#lib/policies/drafts/draft-of.ts";
import { startPolicy } from "#lib/policies/drafts/start-draft.ts";
import { actorFor } from "#lib/testing/builders.ts";

export type Owner = Newcomer;

/** A policy with something of everything that is written; it binds trainees alone. */
export const text = (title: string) => `---
title: ${title}
control:
  - label: Next review
    value: March 2035
---

## 1. Borrowing

1.1 Ask :local[the school office]{name="office"} before you borrow anything.

1.2 As section 9.4 says, nobody lends it on.

- Keep it dry
- Bring it back

| What | How long |
| - | - |
| Laptop | One year |

:::::agreement[Agreement for borrowers]{key="borrowers" audience="trainee"}
:::statements
I will:

- keep it dry
:::

:::declaration
I have read this.
:::

:::fields
::field[Name]{kind="name"}
:::
:::::
`;

/** A policy of the demonstration's trust for this journey alone, by somebody who may write it. */
export async function aDraft(owner: Owner, words = text): Promise<{ policyId: string; title: string }> {
  const actor = await actorFor(owner.organisationId, owner.personId);
  const title = `Borrowing ${randomUUID().slice(0, 8)}`;
  const { policyId } = await startPolicy(actor, { unitId: owner.organisationId, title, text: words(title) });
  return { policyId, title };
}

/** Somebody of the demonstration's trust who may write its policies. */
export async function writer(kind: "policy-owner" | "organisation-administrator"): Promise<Owner> {
  const { id: organisationId } = await database().organisationDirectory.findUniqueOrThrow({
    where: { slug: "larkmere" },
  });
  const duty = await inOrganisation(organisationId, (transaction) =>
    transaction.duty.findFirstOrThrow({
      where: { organisationId, kind, unitId: organisationId, endsOn: null },
      orderBy: { id: "asc" },
      include: { person: true },
    }),
  );
  return { organisationId, personId: duty.personId, name: calledName(duty.person), email: "" };
}

/** The draft as it is kept. */
export const keptText = async (owner: Owner, policyId: string) =>
  (await readDraft(await actorFor(owner.organisationId, owner.personId), policyId)).text;
