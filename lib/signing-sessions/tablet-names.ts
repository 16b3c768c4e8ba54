import { randomInt } from "node:crypto";

const colours = ["Blue", "Copper", "Gold", "Green", "Orange", "Pink", "Purple", "Red", "Silver"];
const animals = [
  ...["Badger", "Beaver", "Bee", "Crab", "Deer", "Dolphin", "Duck", "Falcon", "Finch", "Fox", "Frog", "Hare"],
  ...["Heron", "Kite", "Lark", "Lynx", "Moth", "Newt", "Otter", "Owl", "Pony", "Puffin", "Robin", "Seal"],
  ...["Snail", "Sparrow", "Squirrel", "Swan", "Tern", "Wren"],
];

/**
 * Two plain words that stand on a tablet's screen and on the teacher's, so that both know which one asks.
 * @param taken those of the session's other tablets
 */
export function newTabletName(taken: ReadonlySet<string>): string {
  const all = colours.flatMap((colour) => animals.map((animal) => `${colour} ${animal}`));
  const free = all.filter((name) => !taken.has(name));
  if (free.length > 0) return free[randomInt(free.length)] as string;
  let number = 2;
  while (taken.has(`${all[0]} ${number}`)) number++;
  return `${all[0]} ${number}`;
}
