import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { arrive } from "#lib/visits/arrive.ts";
import { askedOnArrival } from "#lib/visits/asked-on-arrival.ts";
import { visitOfForm } from "#lib/visits/cleared-visit.ts";
import { arrivalSchema } from "#lib/visits/schema.ts";
import {
  type ArrivalNotes,
  arrivalNotes,
  cameFrom,
  doorOf,
  keepNotes,
  keepVisit,
  readPost,
  seeOther,
  toTheDoor,
} from "../at-the-door.ts";

type Context = { params: Promise<{ code: string }> };

/** Takes who somebody is and why they are here, and leads to what they have to sign; where there is nothing, in. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const school = await doorOf((await params).code);
  const { text } = await readPost(request);
  const before = text("returning") ? await arrivalNotes(school.code) : null;
  const notes: ArrivalNotes = {
    code: school.code,
    phone: text("phone") !== "",
    formId: newId(),
    values: {
      reason: text("reason"),
      // Whoever showed a pass goes by the name they gave then.
      name: before?.personId ? before.values.name : text("name"),
      firm: text("firm"),
      expectedBy: text("expectedBy"),
      until: text("until"),
    },
    forms: {},
    problems: [],
    ...(before?.personId ? { personId: before.personId } : {}),
  };
  try {
    const arrival = parse(arrivalSchema(school.today), notes.values);
    if ((await askedOnArrival(school, arrival.reason)).length > 0) {
      await keepNotes(notes);
      return seeOther(`/visit/${school.code}/agreement`);
    }
    // The page's own form, so that a second press lets nobody in twice; unless the browser kept it from somebody else.
    const earlier = await visitOfForm(school, text("formId"));
    const formId = !earlier || earlier.name === arrival.name ? text("formId") : notes.formId;
    const { values, personId } = notes;
    const visit = await arrive(school, {
      values,
      formId,
      forms: [],
      personId,
      browser: request.headers.get("user-agent"),
      from: await cameFrom(school.code),
    });
    await keepVisit(school.code, visit, notes.phone);
    return seeOther(`/visit/${school.code}/cleared`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const problems =
      error.problems.length > 0 ? error.problems : [{ field: "reason", message: error.message }];
    await keepNotes({ ...notes, problems });
    return seeOther(`/visit/${school.code}?back=1`);
  }
}

export const GET = toTheDoor;
