import { sayMoment } from "#lib/dates.ts";

export const messageStates = ["waiting", "sent", "failed", "not-needed"] as const;
export type MessageState = (typeof messageStates)[number];

export const stateNames: Record<MessageState, string> = {
  waiting: "Waiting",
  sent: "Sent",
  failed: "Failed",
  "not-needed": "Not needed any more",
};

/** What a message is about, as lists say it. */
export const kindNames: Record<string, string> = {
  "sign-in-code": "Sign-in code",
  "address-changed": "E-mail address changed",
  receipt: "Receipt",
  answer: "Answer to a question",
  ask: "Asked to sign",
  reminder: "Reminder",
  review: "Asked to read a draft",
  ratification: "Ratification of a policy",
  adoption: "Adoption of a policy",
  "review-due": "Review of a policy due",
  exemption: "Exemption from a policy",
};

type Said = { state: MessageState; reason: string | null; notBefore: Date | null; sentAt: Date | null };

/** What there is to say of a message besides its state: since when, until when, why. Empty when nothing. */
export function sayMore({ state, reason, notBefore, sentAt }: Said, timeZone: string, now: Date): string {
  if (state === "waiting") {
    if (reason) return `It is tried again later. ${reason}`;
    return notBefore && notBefore > now ? `Until ${sayMoment(notBefore, timeZone)}` : "In the queue";
  }
  const when = state === "sent" && sentAt ? `On ${sayMoment(sentAt, timeZone)}` : "";
  return [when, reason].filter(Boolean).join(". ");
}

/** Why somebody was left out of a sending. */
export const skipReasons = {
  recent: "Had a message in the last 24 hours",
  "no-address": "No e-mail address",
  barred: "Must not be written to at this address: find another way",
  signed: "Nothing left to sign",
  aside: "Away or excused",
  said: "Has asked a question or declined, and waits for an answer",
  "nobody-to-ask": "Nobody to write to: no e-mail address, and no parent or carer who may sign now",
} as const;
export type SkipReason = keyof typeof skipReasons;
