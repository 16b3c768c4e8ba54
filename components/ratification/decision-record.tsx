import { Details } from "#components/ui/details.tsx";
import { SummaryList, type SummaryRow } from "#components/ui/summary-list.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { sayDay, sayMoment } from "#lib/dates.ts";
import type { DecisionOnPage, ProposalPage } from "#lib/ratification/proposal-page.ts";
import type { MinuteRecord } from "#lib/ratification/standing.ts";
import { answerNames, outcomeNames } from "#lib/ratification/words.ts";

type Votes = MinuteRecord["votes"];

/** `7 for, 1 against, 0 abstained`; null where nobody counted. */
export const sayVotes = ({ for: yes, against, abstained }: Votes): string | null =>
  yes === null ? null : `${yes} for, ${against ?? 0} against, ${abstained ?? 0} abstained`;

/** What a clerk recorded of a meeting, with what the chair said of it. */
export function MinuteView({ minute, timeZone }: { minute: MinuteRecord; timeZone: string }) {
  const present = minute.attendance.filter((one) => one.present);
  const absent = minute.attendance.filter((one) => !one.present);
  const conflicts = minute.attendance.filter(({ conflict }) => conflict);
  const votes = sayVotes(minute.votes);
  const rows: (SummaryRow | false)[] = [
    { key: "Outcome", value: outcomeNames[minute.outcome] },
    minute.reasons !== null && { key: "Reasons", value: minute.reasons },
    { key: "Date of the meeting", value: sayDay(minute.metOn) },
    { key: "Minute reference", value: minute.minuteReference },
    minute.implementationOn !== null && {
      key: "Implementation date",
      value: sayDay(minute.implementationOn),
    },
    { key: "Present", value: present.map(({ name }) => name).join(", ") },
    { key: "Not present", value: absent.map(({ name }) => name).join(", ") || "Nobody" },
    {
      key: "Conflicts of interest",
      value: conflicts.map(({ name, conflict }) => `${name}: ${conflict}`).join("; ") || "None declared",
    },
    { key: "Votes", value: votes ?? "Not counted" },
    { key: "Chair", value: minute.chairName },
    { key: "Recorded by", value: `${minute.recordedBy}, ${sayMoment(minute.recordedAt, timeZone)}` },
    { key: "Confirmed", value: <Answer minute={minute} timeZone={timeZone} /> },
  ];
  return <SummaryList rows={rows.filter((row) => row !== false)} />;
}

function Answer({ minute: { answer, chairName }, timeZone }: { minute: MinuteRecord; timeZone: string }) {
  if (!answer) return <Tag tone="waiting">Waits for {chairName} to confirm</Tag>;
  const when = `${answer.by}, ${sayMoment(answer.at, timeZone)}`;
  return answer.kind === "confirmed" ? (
    `By ${when}`
  ) : (
    <>
      <Tag tone="bad">Not right</Tag> {when}: {answer.words}
    </>
  );
}

/** The record that stands, and behind a press those that it took the place of. */
export function Minutes({ minutes, timeZone }: { minutes: MinuteRecord[]; timeZone: string }) {
  const [standing, ...replaced] = minutes;
  if (!standing) return null;
  return (
    <>
      <MinuteView minute={standing} timeZone={timeZone} />
      {replaced.length > 0 && (
        <Details summary={`Earlier records: ${replaced.length}`}>
          {replaced.map((minute) => (
            <MinuteView key={minute.id} minute={minute} timeZone={timeZone} />
          ))}
        </Details>
      )}
    </>
  );
}

const methods: Record<string, string> = {
  meeting: "at a meeting",
  "written-resolution": "by written resolution",
  delegate: "by delegation",
  "before-countersign": "before Countersign",
};

/** `Ratified by Trust board at a meeting on 14 July 2026, minute TB/26/31. In force from 1 September 2026.` */
export function sayDecided(made: DecisionOnPage): string {
  const votes = sayVotes(made.votes);
  return [
    `${outcomeNames[made.outcome]} by ${made.by} ${methods[made.method] ?? ""}`,
    made.decidedOn ? ` on ${sayDay(made.decidedOn)}` : "",
    made.minuteReference ? `, minute ${made.minuteReference}` : "",
    votes ? ` (${votes})` : "",
    ".",
    made.implementationOn ? ` In force from ${sayDay(made.implementationOn)}.` : "",
    made.reasons ? ` Reasons: ${made.reasons}` : "",
  ].join("");
}

/** What has been decided about a version; corrected records stay, and are marked. */
export function Decided({ decisions }: { decisions: DecisionOnPage[] }) {
  return (
    <ul>
      {decisions.map((made) => (
        <li key={made.id}>
          {made.corrected && <Tag tone="plain">Corrected since</Tag>} {sayDecided(made)}
          {made.reported && ` Reported on ${sayDay(made.reported.on)}.`}
        </li>
      ))}
    </ul>
  );
}

/** Who has answered a written resolution, and how; and how far it is from being agreed. */
export function VotesTable({
  answers,
  needed,
  timeZone,
}: Pick<ProposalPage, "answers" | "needed"> & { timeZone: string }) {
  const answered = answers.filter(({ answer }) => answer !== null).length;
  const inFavour = answers.filter(({ answer }) => answer === "for").length;
  return (
    <Table
      caption={`${answered} of ${answers.length} have answered, ${inFavour} for it. It takes ${needed}.`}
      columns={[{ header: "Name", rowHeader: true }, { header: "Answer" }, { header: "When" }]}
      rows={answers.map((one) => ({
        key: one.seatId,
        cells: [
          one.name,
          one.answer ? (
            <>
              {answerNames[one.answer]}
              {one.reason && <p className="text-soft">{one.reason}</p>}
            </>
          ) : (
            "Not yet"
          ),
          one.castAt ? sayMoment(one.castAt, timeZone) : "",
        ],
      }))}
    />
  );
}
