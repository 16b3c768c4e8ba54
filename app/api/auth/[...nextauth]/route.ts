import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "../options.ts";

/** Where next-auth ends up on the way back from the identity provider. Its other pages and posts we have of our own. */
const ways = new Set(["callback", "signin", "error"]);

type Context = { params: Promise<{ nextauth: string[] }> };

export async function GET(request: NextRequest, context: Context) {
  const options = authOptions();
  const [way = ""] = (await context.params).nextauth;
  if (!options || !ways.has(way)) notFound();
  return NextAuth(request, context, options);
}
