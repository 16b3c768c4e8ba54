"use server";
import { createHash } from "node:crypto";
import { redirect } from "next/navigation";
import type { AskAcknowledgementState } from "#components/policies/ask-acknowledgement-form.tsx";
import type { ChangeAudienceState } from "#components/policies/change-audience-form.tsx";
import { membershipRoles, rolePlurals, sayPeople } from "#lib/people/words.ts";
import { askForAcknowledgement } from "#lib/policies/ask-for-acknowledgement.ts";
import { type AudienceEffect, changeAudience, tryAudience } from "#lib/policies/change-audience.ts";
import { actionActor } from "../../../acting.ts";
import { textIn } from "../../../posted.ts";
import { problemsOf } from "../../../working-change.ts";

const back = (policyId: string, done: string) =>
  `/policies/${encodeURIComponent(policyId)}/who-signs?done=${done}`;

/** Asks the roles that were ticked for a standard acknowledgement. */
export async function askForAcknowledgementAction(
  policyId: string,
  _: AskAcknowledgementState,
  form: FormData,
): Promise<AskAcknowledgementState> {
  const actor = await actionActor();
  const roles = form.getAll("roles").map(String);
  try {
    await askForAcknowledgement(actor, policyId, { roles });
  } catch (error) {
    const problems = problemsOf(error);
    return { problems, roles };
  }
  redirect(back(policyId, "asked"));
}

/** First says whom the change would ask; saves it when it comes back as it was. */
export async function changeAudienceAction(
  policyId: string,
  agreementId: string,
  _: ChangeAudienceState,
  form: FormData,
): Promise<ChangeAudienceState> {
  const actor = await actionActor();
  const text = (name: string) => textIn(form, name);
  const names = [...membershipRoles, "yearFrom", "yearTo"];
  const values = Object.fromEntries(names.map((name) => [name, text(name)]));
  const of = createHash("sha256").update(JSON.stringify(values)).digest("hex");
  const given = {
    unitId: text("unitId"),
    basis: text("basis"),
    roles: Object.fromEntries(
      membershipRoles
        .filter((role) => values[role])
        .map((role) => [
          role,
          {
            requirement: values[role],
            ...(role === "pupil" && values.yearFrom ? { yearFrom: values.yearFrom } : {}),
            ...(role === "pupil" && values.yearTo ? { yearTo: values.yearTo } : {}),
          },
        ]),
    ),
  };
  try {
    if (text("tried") !== of) {
      const lines = linesOf(await tryAudience(actor, agreementId, given));
      return { problems: [], values, tried: { lines, of } };
    }
    await changeAudience(actor, agreementId, given);
  } catch (error) {
    const problems = problemsOf(error, (field) =>
      field.replace(/^roles\.pupil\.(year\w+)$/, "$1").replace(/^roles\.(\w+)(\.\w+)?$/, "$1"),
    );
    return { problems, values, tried: null };
  }
  redirect(back(policyId, "changed"));
}

function linesOf(effect: AudienceEffect): string[] {
  if (effect.length === 0) return ["Nothing changes: this is how it is now."];
  return effect.map(({ role, newlyAsked, noLongerAsked }) => {
    const told = [
      newlyAsked > 0 ? `${sayPeople(newlyAsked)} newly asked` : "",
      noLongerAsked > 0 ? `${sayPeople(noLongerAsked)} no longer asked` : "",
    ].filter(Boolean);
    return `${rolePlurals[role]}: ${told.join(", ") || "nobody newly asked, nobody no longer asked"}.`;
  });
}
