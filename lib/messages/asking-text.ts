import type { MessageKind } from "#lib/outbox.ts";

export type Recipient = {
  /** The name they are known by. */
  name: string;
  organisation: string;
  /** The schools (or the organisation) that ask, by name; at least one. */
  asks: string[];
  /** Whether they are asked for themselves, and whether as a parent or carer. */
  own: boolean;
  forChildren: boolean;
  /** Whether they sign in to Countersign anyway. */
  signsIn: boolean;
};

/** `A`, `A and B`, `A, B and C`. */
const list = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** Who asks: schools by name with their organisation, which some have and some are. */
function whoAsks({ asks, organisation }: Recipient): string {
  const schools = asks.filter((name) => name !== organisation);
  if (schools.length === 0) return organisation;
  return asks.includes(organisation)
    ? list([...schools, organisation])
    : `${list(schools)} (${organisation})`;
}

/**
 * The words of a message that asks for signatures or reminds of them. They name who asks and who is asked, never a
 * child or an agreement: telephones are left lying about, and addresses shared. `{link}` stands for the link.
 */
export function askingText(
  kind: Extract<MessageKind, "ask" | "reminder">,
  recipient: Recipient,
): { subject: string; body: string } {
  const who = whoAsks(recipient);
  const [first = who] = recipient.asks;
  const others = recipient.asks.length > 1 ? " and others" : "";
  const subject = `${kind === "reminder" ? "Reminder: agreements" : "Agreements"} to sign for ${first}${others}`;
  const asked = recipient.own
    ? recipient.forChildren
      ? "to read and sign agreements, for yourself and as a parent or carer"
      : "to read and sign agreements about using technology"
    : "to read and sign agreements, as a parent or carer";
  const verb = recipient.asks.length > 1 ? "ask" : "asks";
  const lines = [
    `Hello ${recipient.name},`,
    kind === "reminder"
      ? `${who} ${verb} you ${asked}. They have not been signed yet.`
      : `${who} ${verb} you ${asked}.`,
    "Open this link to see what it is about. A code is then sent to this e-mail address, so that only you can sign:",
    "{link}",
    recipient.signsIn
      ? "You can also sign the next time you sign in to Countersign: they are the first thing you see there."
      : "You need no account and no password. It takes a few minutes.",
    "The link is for you alone and works for 30 days. If this message should not have come to you, tell the school’s office.",
  ];
  return { subject: subject.slice(0, 200), body: `${lines.join("\n\n")}\n` };
}
