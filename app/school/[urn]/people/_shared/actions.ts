"use server";
import type { FormValues, WorkingFormState } from "#components/people/form-values.ts";
import { Refusal } from "#lib/errors.ts";
import { addAddress } from "#lib/people/add-address.ts";
import { addContact } from "#lib/people/add-contact.ts";
import { addMembership } from "#lib/people/add-membership.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { changeContact } from "#lib/people/change-contact.ts";
import { changeMembership } from "#lib/people/change-membership.ts";
import { changeNames } from "#lib/people/change-names.ts";
import { confirmContact } from "#lib/people/confirm-contact.ts";
import { createClassGroup } from "#lib/people/create-class-group.ts";
import { endAddress } from "#lib/people/end-address.ts";
import { endAway } from "#lib/people/end-away.ts";
import { endContact } from "#lib/people/end-contact.ts";
import { endDuty } from "#lib/people/end-duty.ts";
import { endMembership } from "#lib/people/end-membership.ts";
import { endSessions } from "#lib/people/end-sessions.ts";
import { excusePerson } from "#lib/people/excuse-person.ts";
import { giveDuty } from "#lib/people/give-duty.ts";
import { joinClass } from "#lib/people/join-class.ts";
import { leaveClass } from "#lib/people/leave-class.ts";
import { markAway } from "#lib/people/mark-away.ts";
import { mergePeople } from "#lib/people/merge-people.ts";
import { undoMerge } from "#lib/people/undo-merge.ts";
import { workingChange } from "../../../../working-change.ts";
import { actionPlace, type Place, type Urn } from "./place.ts";

/*
 * Each action: who is acting, where, one function of lib/people with what was posted, and where to go next. The
 * function reads the post by its schema and checks that the actor may; what is bound here is not trusted either.
 */

/** Does one thing and goes on, or comes back to the form with what is wrong and what was typed. */
const change = (urn: Urn, form: FormData, work: (place: Place, given: FormValues) => Promise<string>) =>
  workingChange(form, async (_, given) => work(await actionPlace(urn), given));

export async function addPersonAction(
  urn: Urn,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  let duplicates: WorkingFormState["duplicates"];
  const state = await change(urn, form, async ({ actor, unit, path }, given) => {
    const added = await addPerson(actor, unit.id, given);
    if ("personId" in added) return `${path}/${added.personId}?done=added`;
    duplicates = added.duplicates.map(({ personId, name, legalName, roles, sameAddress }) => ({
      href: `${path}/${personId}`,
      name: name === legalName ? name : `${name} (${legalName})`,
      roles,
      sameAddress,
    }));
    throw new Refusal("conflict", "Somebody like this is here already.", [
      { field: "confirmed", message: "Look whether this is somebody who is here already" },
    ]);
  });
  return { ...state, duplicates };
}

export async function changeNamesAction(urn: Urn, personId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, path }, given) => {
    await changeNames(actor, personId, given);
    return `${path}/${personId}?done=names`;
  });
}

export async function addAddressAction(urn: Urn, personId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, path }, given) => {
    const { made } = await addAddress(actor, personId, given);
    return `${path}/${personId}/addresses?done=${made ? "address" : "address-known"}`;
  });
}

export async function endAddressAction(urn: Urn, personId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, path }, { addressId, confirmed }) => {
    if (confirmed !== "on")
      throw new Refusal("invalid", "Confirm that you want to take this address away.", [
        { field: "confirmed", message: "Tick that you want to take this address away" },
      ]);
    await endAddress(actor, personId, String(addressId ?? ""));
    return `${path}/${personId}/addresses?done=address-ended`;
  });
}

export async function endSessionsAction(urn: Urn, personId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, path }) => {
    await endSessions(actor, personId);
    return `${path}/${personId}/addresses?done=signed-out`;
  });
}

export async function addRoleAction(urn: Urn, personId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, unit, path }, given) => {
    await addMembership(actor, personId, unit.id, given);
    return `${path}/${personId}/roles?done=role`;
  });
}

export async function changeRoleAction(
  urn: Urn,
  personId: string,
  membershipId: string,
  _: WorkingFormState,
  form: FormData,
) {
  return change(urn, form, async ({ actor, path }, given) => {
    await changeMembership(actor, membershipId, given);
    return `${path}/${personId}/roles?done=role-changed`;
  });
}

export async function endMembershipAction(
  urn: Urn,
  membershipId: string,
  _: WorkingFormState,
  form: FormData,
) {
  return change(urn, form, async ({ actor, path }, given) => {
    const { personId } = await endMembership(actor, membershipId, given);
    return `${path}/${personId}?done=ended`;
  });
}

export async function joinClassAction(urn: Urn, personId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, unit, path }, given) => {
    await joinClass(actor, personId, unit.id, given);
    return `${path}/${personId}/roles?done=class`;
  });
}

export async function leaveClassAction(
  urn: Urn,
  classMembershipId: string,
  _: WorkingFormState,
  form: FormData,
) {
  return change(urn, form, async ({ actor, path }, given) => {
    const { personId } = await leaveClass(actor, classMembershipId, given);
    return `${path}/${personId}/roles?done=class-left`;
  });
}

export async function createClassAction(urn: Urn, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, unit, path }, given) => {
    const { made } = await createClassGroup(actor, unit.id, given);
    return `${path}/classes?done=${made ? "class-made" : "class-known"}`;
  });
}

export async function giveDutyAction(urn: Urn, personId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, unit, path }, given) => {
    await giveDuty(actor, personId, unit.id, given);
    return `${path}/${personId}/duties?done=duty`;
  });
}

export async function endDutyAction(urn: Urn, dutyId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, path }, given) => {
    const { personId } = await endDuty(actor, dutyId, given);
    return `${path}/${personId}/duties?done=duty-ended`;
  });
}

export async function addContactAction(urn: Urn, pupilId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, path }, given) => {
    await addContact(actor, pupilId, given);
    return `${path}/${pupilId}/contacts?done=contact`;
  });
}

export async function changeContactAction(
  urn: Urn,
  pupilId: string,
  contactId: string,
  _: WorkingFormState,
  form: FormData,
) {
  return change(urn, form, async ({ actor, path }, given) => {
    await changeContact(actor, contactId, given);
    return `${path}/${pupilId}/contacts?done=contact-changed`;
  });
}

export async function confirmContactAction(urn: Urn, contactId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, path }) => {
    const { pupilId } = await confirmContact(actor, contactId);
    return `${path}/${pupilId}/contacts?done=contact-confirmed`;
  });
}

export async function endContactAction(urn: Urn, contactId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, path }, given) => {
    const { pupilId } = await endContact(actor, contactId, given);
    return `${path}/${pupilId}/contacts?done=contact-ended`;
  });
}

export async function markAwayAction(urn: Urn, personId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, unit, path }, given) => {
    await markAway(actor, personId, unit.id, given);
    return `${path}/${personId}/away?done=away`;
  });
}

export async function excuseAction(urn: Urn, personId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, unit, path }, given) => {
    await excusePerson(actor, personId, unit.id, given);
    return `${path}/${personId}/away?done=excused`;
  });
}

export async function endAwayAction(urn: Urn, awayId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, path }, given) => {
    const { personId } = await endAway(actor, awayId, given);
    return `${path}/${personId}/away?done=back`;
  });
}

export async function mergeAction(
  urn: Urn,
  keptId: string,
  duplicateId: string,
  _: WorkingFormState,
  form: FormData,
) {
  return change(urn, form, async ({ actor, path }, { confirmed }) => {
    if (confirmed !== "on")
      throw new Refusal("invalid", "Confirm that they are one person.", [
        { field: "confirmed", message: "Tick that they are one person" },
      ]);
    await mergePeople(actor, keptId, duplicateId);
    return `${path}/${keptId}?done=joined`;
  });
}

export async function undoMergeAction(urn: Urn, duplicateId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, path }) => {
    const { personId, stayed } = await undoMerge(actor, duplicateId);
    const left = Object.entries(stayed).map(([kind, count]) => `${kind}.${count}`);
    return `${path}/${personId}?done=parted${left.length > 0 ? `&stayed=${left.join("-")}` : ""}`;
  });
}
