import { messageList } from "#lib/messages/message-list.ts";
import { recentlyMessaged } from "#lib/messages/recently-messaged.ts";
import { runSending } from "#lib/messages/run-sending.ts";
import { messagesQuery } from "#lib/messages/schema.ts";
import { sendReminders } from "#lib/messages/send-reminders.ts";
import { sendingFile, sendingProgress } from "#lib/messages/sending-progress.ts";
import { addHoliday, holidaysOf, removeHoliday } from "#lib/organisations/holidays.ts";
import { changeSettings, organisationSettings } from "#lib/organisations/settings.ts";
import { addAddress } from "#lib/people/add-address.ts";
import { type AccessCase, accessCase, type World } from "./access-world.ts";
import { actorFor, aPerson } from "./builders.ts";

let count = 0;
const aHoliday = () => ({ name: `Closed ${++count}`, startsOn: "2041-08-01", endsOn: "2041-08-02" });

/** Somebody of the school who has not signed, as a row of the list. */
async function aRow(world: World) {
  const personId = await world.staff();
  const asked = await world.obligationOf(await actorFor(world.organisationId, personId));
  return { personId, seriesId: asked.seriesId };
}

const headOf = async ({ organisationId, own }: World) =>
  actorFor(organisationId, await aPerson(organisationId, { duties: [{ kind: "head", unitId: own }] }));

async function aReminder(world: World): Promise<{ sendingId: string; personId: string }> {
  const row = await aRow(world);
  await addAddress(world.command, row.personId, { address: `reminded${++count}@example.org` });
  const { sendingId } = await sendReminders(await headOf(world), world.own, { who: [row] });
  await runSending({ organisationId: world.organisationId, sendingId });
  return { sendingId, personId: row.personId };
}
const aSending = async (world: World) => (await aReminder(world)).sendingId;

/** Whoever administers another organisation changes that one. */
const ofTheirOwn = { also: ["organisation-administrator elsewhere"] };

/** What may be seen and caused of messages, and decided about when they go. */
export const accessToMessages: AccessCase[] = [
  accessCase({
    rule: messageList,
    may: "messages:read",
    target: aSending,
    call: (actor, { own }) => messageList(actor, own, messagesQuery.parse({})),
    shows: (answer) => (answer as Awaited<ReturnType<typeof messageList>>).sendings.length > 0,
  }),
  accessCase({
    rule: messageList,
    about: "the organisation's",
    may: "messages:read",
    whole: true,
    target: aSending,
    call: (actor, { organisationId }) => messageList(actor, organisationId, messagesQuery.parse({})),
    shows: (answer) => (answer as Awaited<ReturnType<typeof messageList>>).sendings.length > 0,
  }),
  accessCase({
    rule: sendingProgress,
    may: "messages:read",
    target: aSending,
    call: (actor, { own }, sendingId) => sendingProgress(actor, own, sendingId),
  }),
  accessCase({
    rule: sendingProgress,
    about: "of a school, seen from the organisation",
    may: "messages:read",
    whole: true,
    target: aSending,
    call: (actor, { organisationId }, sendingId) => sendingProgress(actor, organisationId, sendingId),
  }),
  accessCase({
    rule: sendingFile,
    may: "messages:read",
    target: aSending,
    call: (actor, { own }, sendingId) => sendingFile(actor, own, sendingId),
  }),
  accessCase({
    rule: sendingFile,
    about: "of a school, seen from the organisation",
    may: "messages:read",
    whole: true,
    target: aSending,
    call: (actor, { organisationId }, sendingId) => sendingFile(actor, organisationId, sendingId),
  }),
  accessCase({
    rule: sendReminders,
    may: "reminders:send",
    target: aRow,
    call: (actor, { own }, row) => sendReminders(actor, own, { who: [row] }),
  }),
  accessCase({
    rule: recentlyMessaged,
    may: "reminders:send",
    target: aReminder,
    call: (actor, { own }, { personId }) => recentlyMessaged(actor, own, [personId]),
    shows: (answer) => (answer as unknown[]).length > 0,
  }),
  accessCase({
    rule: organisationSettings,
    may: "settings:change",
    whole: true,
    ...ofTheirOwn,
    call: (actor) => organisationSettings(actor),
  }),
  accessCase({
    rule: changeSettings,
    may: "settings:change",
    whole: true,
    ...ofTheirOwn,
    call: (actor) =>
      changeSettings(actor, {
        ...{ quietFrom: "18", quietTo: "8", quietWeekends: "on", asksPeople: "on" },
        returnDays: String(++count),
      }),
  }),
  accessCase({
    rule: holidaysOf,
    may: "holidays:keep",
    call: (actor, { own }) => holidaysOf(actor, own),
  }),
  accessCase({
    rule: addHoliday,
    may: "holidays:keep",
    call: (actor, { own }) => addHoliday(actor, own, aHoliday()),
  }),
  accessCase({
    rule: addHoliday,
    about: "for all schools",
    may: "holidays:keep",
    whole: true,
    call: (actor, { organisationId }) => addHoliday(actor, organisationId, aHoliday()),
  }),
  accessCase({
    rule: removeHoliday,
    may: "holidays:keep",
    target: async (world) => (await addHoliday(await headOf(world), world.own, aHoliday())).holidayId,
    call: (actor, _, holidayId) => removeHoliday(actor, holidayId),
  }),
];
