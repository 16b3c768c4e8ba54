import { Refusal } from "#lib/errors.ts";
import { type Visit, visitById } from "#lib/visits/cleared-visit.ts";
import type { SchoolAtTheDoor } from "#lib/visits/find-school.ts";
import { type DoorResponse, respondForVisit, respondOnArrival } from "#lib/visits/respond-at-the-door.ts";
import {
  type ArrivalNotes,
  arrivalNotes,
  cameFrom,
  doorOf,
  keepNotes,
  readPost,
  seeOther,
  toTheDoor,
} from "../../at-the-door.ts";

type Context = { params: Promise<{ code: string }> };

/** Takes a question or a refusal of somebody who arrives; reception has them on its list from then on. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const school = await doorOf((await params).code);
  const { text } = await readPost(request);
  const kind = text("kind") === "refusal" ? "refusal" : "question";
  const notes = await arrivalNotes(school.code);
  if (!notes) return seeOther(`/visit/${school.code}`);
  try {
    const { id, personId } = await respond(school, notes, {
      kind,
      agreementId: text("agreement"),
      words: text("words"),
      formId: text("formId"),
    });
    // The visit is made: what is signed from here on is signed for it.
    await keepNotes({ ...notes, visitId: id, personId, problems: [], forms: {}, responded: kind });
    return seeOther(`/visit/${school.code}/not-cleared`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") return seeOther(`/visit/${school.code}/agreement`);
    const problems =
      error.problems.length > 0 ? error.problems : [{ field: "words", message: error.message }];
    await keepNotes({ ...notes, problems });
    return seeOther(`/visit/${school.code}/respond?kind=${kind}&check=1`);
  }
}

async function respond(school: SchoolAtTheDoor, notes: ArrivalNotes, response: DoorResponse): Promise<Visit> {
  if (!notes.visitId)
    return respondOnArrival(school, { ...notes, from: await cameFrom(school.code) }, response);
  const visit = await visitById(school, notes.visitId);
  if (!visit?.running) throw new Refusal("not-found", "Your visit has ended or run out. Start again.");
  return respondForVisit(school, visit, response);
}

export const GET = toTheDoor;
