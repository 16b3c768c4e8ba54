import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Notice, Panel } from "#components/ui/notice.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { ClearLater } from "#components/visits/clear-later.tsx";
import { sayDay, sayMoment } from "#lib/dates.ts";
import { answersAtTheDoor } from "#lib/visits/answers-at-the-door.ts";
import { visitById } from "#lib/visits/cleared-visit.ts";
import { isCleared } from "#lib/visits/visits-at-school.ts";
import { reasonNames, sayPass } from "#lib/visits/words.ts";
import { doorOf, keptVisit, shownSeconds } from "../at-the-door.ts";
import { DoorFrame } from "../frame.tsx";

type Props = { params: Promise<{ code: string }> };

export const metadata: Metadata = { title: "Cleared" };

export default async function ClearedPage({ params }: Props) {
  const school = await doorOf((await params).code);
  const kept = await keptVisit(school.code);
  const visit = kept && (await visitById(school, kept.visitId));
  if (!kept || !visit?.running) redirect(`/visit/${school.code}${kept?.phone ? "?phone=1" : ""}`);
  if (!(await isCleared(school, visit.id))) redirect(`/visit/${school.code}${kept.phone ? "?phone=1" : ""}`);
  const answered = (await answersAtTheDoor(school, visit)).length;
  const { timeZone } = school.organisation;
  const finish = `/visit/${school.code}/finish`;
  return (
    <DoorFrame school={school}>
      <Panel title="Cleared" large>
        <p className="cs-panel__name">{visit.name}</p>
        <p>
          {visit.untilOn === school.today ? (
            <>
              Until the end of today,
              <br />
              {sayDay(visit.untilOn)}
            </>
          ) : (
            `Until ${sayDay(visit.untilOn)}`
          )}
        </p>
      </Panel>
      <p className="mt-6">
        {visit.signed > 0
          ? "Show this page at reception. You have signed what your visit asks for."
          : "Show this page at reception. Nothing has to be signed for your visit."}
      </p>
      {answered > 0 && (
        <Notice tone="important" title="The school has answered you">
          <p>
            <a href={`/visit/${school.code}/answers`}>Read the answer</a> to what you wrote here.
          </p>
        </Notice>
      )}
      <SummaryList
        rows={[
          { key: "School", value: school.unit.name },
          { key: "Here as", value: reasonNames[visit.reason] },
          ...(visit.firm ? [{ key: "Firm or agency", value: visit.firm }] : []),
          ...(visit.expectedBy ? [{ key: "Expected by", value: visit.expectedBy }] : []),
          { key: "Arrived", value: sayMoment(visit.arrivedAt, timeZone) },
          { key: "Runs out", value: `At the end of ${sayDay(visit.untilOn)}` },
          { key: "Pass code", value: <strong className="cs-pass">{sayPass(visit.pass)}</strong> },
        ]}
      />
      <p>
        {kept.phone
          ? "This phone keeps your pass: scan the code at the door again when you come back."
          : "Note your pass code: with it you need not fill in anything when you come back."}
      </p>
      <form method="post" action={finish} className="mt-6">
        {kept.phone ? (
          <>
            <input type="hidden" name="phone" value="1" />
            <Button variant="quiet">Forget this visit on this phone</Button>
          </>
        ) : (
          <Button fullOnPhone>Finish</Button>
        )}
      </form>
      {!kept.phone && <ClearLater action={finish} seconds={shownSeconds} />}
    </DoorFrame>
  );
}
