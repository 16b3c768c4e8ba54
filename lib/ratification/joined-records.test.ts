import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays } from "#lib/dates.ts";
import { mergePeople } from "#lib/people/merge-people.ts";
import { todayHere } from "#lib/testing/builders.ts";
import { confirmMinute } from "./answer-minute.ts";
import { giveSeat } from "./keep-seats.ts";
import { seatsOn } from "./quorum.ts";
import { aBoard, aMinute, send } from "./ratification-for-tests.ts";
import { recordMinute } from "./record-minute.ts";

await testDatabase();

const command = (organisationId: string) => ({ organisationId, words: "a test" });

test("two records of one person are one voice on a body, on every day", async () => {
  const board = await aBoard();
  const { organisationId, bodyId, people } = board;
  await mergePeople(command(organisationId), people.member, people.other);
  // the seat that was ended by joining them still stands on the days before
  for (const day of [addDays(todayHere(), -5), todayHere()]) {
    const seats = await inOrganisation(organisationId, (transaction) =>
      seatsOn(transaction, organisationId, bodyId, day),
    );
    expect(seats.map(({ personId }) => personId)).toEqual([people.chair, people.vice, people.member]);
  }
  // and the record that was joined is given no new one
  await expect(
    giveSeat(board.clerk, bodyId, {
      ...{ personId: people.other, part: "member" },
      ...{ startsOn: todayHere(), endsOn: "" },
    }),
  ).rejects.toMatchObject({ code: "not-found" });
}, 30_000);

test("whoever recorded a meeting does not confirm it under another record of theirs", async () => {
  const board = await aBoard();
  const { organisationId, people, seatIds } = board;
  const { proposalId } = await send(board);
  const { minuteId } = await recordMinute(board.clerk, proposalId, aMinute(seatIds));
  await mergePeople(command(organisationId), people.chair, people.clerk);
  await expect(confirmMinute(await board.acting(people.chair), minuteId)).rejects.toMatchObject({
    code: "not-permitted",
  });
  // the next in order does
  await confirmMinute(await board.acting(people.vice), minuteId);
}, 30_000);
