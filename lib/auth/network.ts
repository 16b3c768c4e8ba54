import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import { secret } from "#lib/env.ts";

/*
 * Where a request comes from. It limits floods and nothing else: a whole school shares one address, and a telephone
 * changes its own, so nobody is known by it, let in by it, or kept out by it for longer than a flood lasts.
 */

/** The eight groups of an address of version 6, without zeros in front; what is left out in the middle filled in. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const [before, after] = [head, tail ?? ""].map((part) => part.split(":").filter(Boolean)) as [
    string[],
    string[],
  ];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: missing }, () => "0"), ...after].map((group) =>
    group.toLowerCase().replace(/^0+(?=.)/, ""),
  );
}

/**
 * The network of a request, by what the nearest server in front of Countersign wrote last into `X-Forwarded-For`; where
 * there is none in front, Next writes whoever connected. What stands before the last entry anybody may have invented.
 * Of version 6 the first 48 bits, which is what one site is given. "" when there is nothing to go by: all of those are
 * one network.
 */
export function networkOf(headers: Pick<Headers, "get">): string {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  const address = last
    .replace(/^\[([^\]]*)\](?::\d+)?$/, "$1")
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1")
    .replace(/^::ffff:(?=\d+\.)/i, "")
    .replace(/%.*$/, "");
  switch (isIP(address)) {
    case 4:
      return address;
    case 6:
      return groupsOf(address).slice(0, 3).join(":");
    default:
      return "";
  }
}

/**
 * A network as it may be kept: it can be compared with others kept for the same thing, and nobody finds out from it
 * which network it was. @param about what it is compared within, such as one session
 */
export const networkKey = (network: string, about: string): string =>
  createHmac("sha256", secret()).update(`network:${about}:${network}`).digest("hex").slice(0, 32);
