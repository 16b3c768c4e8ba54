import { Notice } from "#components/ui/notice.tsx";
import { only, type Query } from "./place.ts";

const said: Record<string, string> = {
  added: "The person has been added.",
  names: "The names have been saved.",
  address: "The address has been added. A message about it goes to their other addresses.",
  "address-only": "The address has been added.",
  "address-known": "They had that address already.",
  "address-ended":
    "The address has been taken away. A message about it goes to that address, and they have been signed out.",
  "signed-out": "They have been signed out everywhere.",
  role: "The role has been added.",
  "role-changed": "The role has been saved.",
  ended: "The membership has an end. What they signed is kept.",
  class: "They have been put into the class.",
  "class-left": "They have been taken out of the class.",
  "class-made": "The class has been made.",
  "class-known": "There is a class of that name in that year already.",
  duty: "The duty has been given.",
  "duty-ended": "The duty has an end.",
  contact: "The contact has been added.",
  "contact-changed": "The contact has been saved.",
  "contact-ended": "The contact has an end.",
  "contact-confirmed": "The contact is confirmed. They are asked to sign again.",
  away: "They have been marked as away.",
  excused: "They have been excused.",
  joined: "The two records are one. What was signed under either of them counts.",
  back: "It is recorded when they are back.",
};

/** What has just been done, in words; the address carries only which of these it is. */
export function Done({ query }: { query: Query }) {
  const done = only(query.done);
  const words = done !== undefined && Object.hasOwn(said, done) ? said[done] : undefined;
  return words ? <Notice tone="success">{words}</Notice> : null;
}
