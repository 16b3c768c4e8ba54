/**
 * Every kind of event with the sentence a person reads. `{who}` is the actor, `{person}` whom it is about, the
 * others come from the event's details. A kind that is not here cannot be recorded.
 */
export const eventSentences = {
  "organisation-created": "{who} set up {organisation}.",
  "demonstration-loaded": "{who} filled {organisation} with invented people, policies and signatures.",
  "school-added": "{who} added the school {school}.",
  "person-added": "{who} added {person} as {role} at {school}.",
  "person-renamed": "{who} changed the name of {person} from {before} to {after}.",
  "born-on-changed": "{who} changed the date of birth of {person}.",
  "address-added": "{who} added an e-mail address for {person}.",
  "address-ended": "{who} took away an e-mail address of {person}.",
  "membership-added": "{who} recorded {person} as {role} at {school} from {from}.",
  "membership-changed": "{who} changed the role of {person} at {school}: {change}.",
  "membership-ended": "{who} ended the membership of {person} as {role} at {school} on {on}.",
  "duty-given": "{who} gave {person} the duty {duty} at {school} from {from}.",
  "duty-ended": "{who} ended the duty {duty} of {person} at {school} on {on}.",
  "contact-added": "{who} recorded {adult} as a contact of {person}.",
  "contact-changed": "{who} changed the contact between {adult} and {person}.",
  "contact-ended": "{who} ended the contact between {adult} and {person}.",
  "class-created": "{who} made the class or tutor group {class} for {year} at {school}.",
  "class-joined": "{who} put {person} in {class} from {from}.",
  "class-left": "{who} took {person} out of {class} on {on}.",
  "marked-away": "{who} marked {person} as away {dates}.",
  excused: "{who} excused {person} {dates}.",
  "away-ended": "{who} recorded that {person} is back from {on}.",
  "policy-brought-in":
    "{who} brought in version {version} of {policy}, already in force, from the file {file}.",
  "ratification-recorded":
    "{who} recorded that {body} ratified version {version} of {policy} before it came to Countersign.",
  "agreement-signed": "{who} signed {agreement}.",
  "signature-recorded": "{who} recorded that {person} signed {agreement}.",
  "question-asked": "{who} asked a question about {agreement}.",
  "agreement-declined": "{who} did not agree to {agreement}.",
  "signed-in": "{who} signed in.",
  "identity-linked": "{who} linked an account of {provider} to sign in with.",
  "sessions-ended": "{who} ended every session of {person}.",
} as const;

export type EventKind = keyof typeof eventSentences;

/** The sentence of one event, with its names filled in; a name that is missing reads "someone". */
export function eventSentence(kind: EventKind, names: Record<string, string | undefined>): string {
  return eventSentences[kind].replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? "someone");
}
