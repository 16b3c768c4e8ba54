import { now } from "#lib/clock.ts";
import { Refusal } from "#lib/errors.ts";

/*
 * How many wrong codes of letters this process takes in a minute. First by network, so that a flood shuts out whoever
 * sends it and nobody else; then from all networks together, which only a flood from a hundred networks at once
 * reaches.
 *
 * The arithmetic: a code is one of 30^10 = 5.9e14. With 10,000 letters out at the same time, one try in 5.9e10 hits
 * one of them. At the most that is taken, 12,000 a minute, a flood that never stops tries 6.3e9 in a year and hits
 * once in nine years; one network alone, at 120 a minute, once in nine hundred. Meanwhile a school whose parents
 * all type theirs wrong on one evening, each several times, stays below 120 a minute. Doing without the second limit
 * would take codes of two more signs.
 */
export const mostFromOneNetwork = 120;
export const mostFromAll = 12_000;

const minute = 60_000;
let begun = 0;
let all = 0;
/** By network, of the minute that began at `begun`; no more entries than wrong codes taken in it. */
const byNetwork = new Map<string, number>();

function startMinute(): void {
  const at = now().getTime();
  if (at - begun < minute && at >= begun) return;
  begun = at;
  all = 0;
  byNetwork.clear();
}

/** Throws a Refusal "too-many-tries" while too many wrong codes have come from a network, or from everywhere. */
export function demandFewWrong(network: string): void {
  startMinute();
  if ((byNetwork.get(network) ?? 0) >= mostFromOneNetwork || all >= mostFromAll)
    throw new Refusal("too-many-tries", "Many wrong codes are being typed just now. Try again in a minute.");
}

export function countWrong(network: string): void {
  startMinute();
  all++;
  byNetwork.set(network, (byNetwork.get(network) ?? 0) + 1);
}
