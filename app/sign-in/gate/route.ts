import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { rememberPath } from "../../acting.ts";

/** On the way to what must be signed: remembers the page that was asked for, in this browser alone. */
export async function GET(request: NextRequest) {
  await rememberPath(request.nextUrl.searchParams.get("then"));
  redirect("/sign");
}
