import { fieldOnArrival } from "#components/visits/agreements-on-arrival.tsx";
import { now } from "#lib/clock.ts";
import { Refusal } from "#lib/errors.ts";
import { arrive, type SignedForm, signForVisit } from "#lib/visits/arrive.ts";
import { type Visit, visitById, visitOfForm } from "#lib/visits/cleared-visit.ts";
import { backAgain } from "#lib/visits/come-back.ts";
import type { SchoolAtTheDoor } from "#lib/visits/find-school.ts";
import {
  type ArrivalNotes,
  arrivalNotes,
  cameFrom,
  doorOf,
  keepNotes,
  keepVisit,
  keptVisit,
  readPost,
  seeOther,
  toTheDoor,
} from "../at-the-door.ts";

type Context = { params: Promise<{ code: string }> };

// No role is bound by more agreements than this.
const mostAgreements = 20;
const fieldPattern = /^a(\d{1,2})-(.+)$/;

/** Takes the signed agreements and lets somebody in. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const school = await doorOf((await params).code);
  const browser = request.headers.get("user-agent");
  const { text, forms } = await readForms(request);
  const notes = await arrivalNotes(school.code);
  if (!notes || (text("formId") !== "" && text("formId") !== notes.formId))
    return sentAgain(school, text("formId"));
  try {
    const visit = notes.visitId
      ? await signAgain(school, notes.visitId, { forms, browser })
      : await arrive(school, { ...notes, forms, browser, from: await cameFrom(school.code) });
    await keepVisit(school.code, visit, notes.phone);
    return seeOther(`/visit/${school.code}/cleared`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const typed = { ...notes, forms: typedIn(forms), problems: problemsOf(error, forms) };
    await keepNotes(typed);
    const early = error.problems.some(({ field }) => field in notes.values);
    return seeOther(early ? `/visit/${school.code}?back=1` : `/visit/${school.code}/agreement`);
  }
}

async function signAgain(
  school: SchoolAtTheDoor,
  visitId: string,
  given: { forms: SignedForm[]; browser: string | null },
): Promise<Visit> {
  const visit = await visitById(school, visitId);
  if (!visit?.running) throw new Refusal("no-longer-needed", "Your visit has ended or run out. Start again.");
  return backAgain(school, await signForVisit(school, visit, given));
}

/** The connection broke, or the button was pressed twice: the visit that this form has made, if it has. */
async function sentAgain(school: SchoolAtTheDoor, formId: string): Promise<Response> {
  const visit = await visitOfForm(school, formId);
  const recent = visit && now().getTime() - visit.arrivedAt.getTime() < 60 * 60 * 1000;
  if (!recent) return seeOther(`/visit/${school.code}`);
  const kept = await keptVisit(school.code);
  await keepVisit(school.code, visit, kept?.phone === true);
  return seeOther(`/visit/${school.code}/cleared`);
}

async function readForms(request: Request) {
  const { text, names } = await readPost(request);
  const forms: SignedForm[] = [];
  for (let at = 0; at < mostAgreements; at++) {
    const agreementId = text(fieldOnArrival(at, "agreement"));
    if (agreementId === "") break;
    forms.push({
      agreementId,
      wordingId: text(fieldOnArrival(at, "wording")),
      printedName: text(fieldOnArrival(at, "printedName")),
      helper: text(fieldOnArrival(at, "helper")),
      agreed: text(fieldOnArrival(at, "agreed")) === "yes",
      answers: {},
    });
  }
  for (const name of names) {
    const [, at, field = ""] = fieldPattern.exec(name) ?? [];
    const form = forms[Number(at)];
    if (form && field.startsWith("answer-")) form.answers[field.slice("answer-".length)] = text(name);
  }
  return { text, forms };
}

const typedIn = (forms: SignedForm[]): ArrivalNotes["forms"] =>
  Object.fromEntries(
    forms.map(({ agreementId, printedName, helper, agreed, answers }) => [
      agreementId,
      {
        printedName,
        helper: helper ?? "",
        agreed: agreed ? "yes" : "",
        ...Object.fromEntries(Object.entries(answers).map(([name, value]) => [`answer-${name}`, value])),
      },
    ]),
  );

/** What is wrong, under the names of the page's own controls. */
function problemsOf(error: Refusal, forms: SignedForm[]) {
  if (error.problems.length === 0) return [{ field: "", message: error.message }];
  return error.problems.slice(0, 12).map(({ field, message }) => {
    const [agreementId, ...rest] = field.split(".");
    const at = forms.findIndex((form) => form.agreementId === agreementId);
    const name = rest.join(".").replace(/^answers\./, "answer-");
    return { field: at < 0 ? field : fieldOnArrival(at, name), message };
  });
}

export const GET = toTheDoor;
