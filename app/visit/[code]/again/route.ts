import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { answersAtTheDoor } from "#lib/visits/answers-at-the-door.ts";
import { askedOfVisit } from "#lib/visits/asked-on-arrival.ts";
import { type Visit, visitById } from "#lib/visits/cleared-visit.ts";
import { backAgain, comeBack } from "#lib/visits/come-back.ts";
import type { SchoolAtTheDoor } from "#lib/visits/find-school.ts";
import {
  type ArrivalNotes,
  doorOf,
  keepNotes,
  keepVisit,
  keptVisit,
  readPost,
  seeOther,
  toTheDoor,
} from "../at-the-door.ts";

type Context = { params: Promise<{ code: string }> };

/** Somebody who was here before: in at once while their visit is running, and asked anew when it has run out. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const school = await doorOf((await params).code);
  const { text } = await readPost(request);
  const phone = text("phone") !== "";
  const notes: ArrivalNotes = {
    code: school.code,
    phone,
    formId: newId(),
    values: { reason: "", name: "", firm: "", expectedBy: "", until: school.today },
    forms: {},
    problems: [],
  };
  let visit: Visit;
  try {
    visit =
      (phone && text("pass") === "" && (await ofThisPhone(school))) || (await comeBack(school, text("pass")));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await keepNotes({ ...notes, problems: error.problems });
    return seeOther(`/visit/${school.code}?back=1`);
  }
  const { id, personId, name, reason, firm, expectedBy } = visit;
  const known = { ...notes.values, reason, name, firm: firm ?? "", expectedBy: expectedBy ?? "" };
  if (!visit.running) {
    await keepNotes({ ...notes, values: known, personId });
    return seeOther(`/visit/${school.code}?back=1`);
  }
  // before they are asked again, what they were answered
  const answered = (await answersAtTheDoor(school, visit)).length > 0;
  if ((await askedOfVisit(school, visit)).length > 0) {
    await keepNotes({ ...notes, values: known, personId, visitId: id });
    return seeOther(`/visit/${school.code}/${answered ? "answers" : "agreement"}`);
  }
  await keepVisit(school.code, await backAgain(school, visit), phone);
  return seeOther(`/visit/${school.code}/${answered ? "answers" : "cleared"}`);
}

async function ofThisPhone(school: SchoolAtTheDoor): Promise<Visit | null> {
  const kept = await keptVisit(school.code);
  return kept?.phone ? visitById(school, kept.visitId) : null;
}

export const GET = toTheDoor;
