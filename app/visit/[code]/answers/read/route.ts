import { markAnswersRead } from "#lib/visits/answers-at-the-door.ts";
import { doorOf, readPost, seeOther, toTheDoor } from "../../at-the-door.ts";
import { letIn } from "../let-in.ts";

type Context = { params: Promise<{ code: string }> };

/** Takes that somebody has read what they were answered, and leads on to where they stand. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const school = await doorOf((await params).code);
  const here = await letIn(school);
  if (!here) return seeOther(`/visit/${school.code}`);
  const { names } = await readPost(request);
  const read = names.filter((name) => name.startsWith("answer-")).map((name) => name.slice("answer-".length));
  await markAnswersRead(school, here.visit, read);
  return seeOther(`/visit/${school.code}/${here.next}`);
}

export const GET = toTheDoor;
