import { doorOf, forgetAll, readPost, seeOther, toTheDoor } from "../at-the-door.ts";

type Context = { params: Promise<{ code: string }> };

/** Forgets whoever was here, for the next person. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const school = await doorOf((await params).code);
  const { text } = await readPost(request);
  await forgetAll();
  return seeOther(`/visit/${school.code}${text("phone") ? "?phone=1" : ""}`);
}

export const GET = toTheDoor;
