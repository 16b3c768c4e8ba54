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
  "forms-printed": "{who} printed forms to sign on paper for {school}: {count}.",
  "signature-voided": "{who} marked a signature of {person} under {agreement} as a mistake: {reason}",
  "response-answered": "{who} answered {writer} about {agreement}.",
  "records-joined": "{who} joined another record of {person} ({other}) to this one.",
  "records-parted": "{who} undid the joining of two records of {person}.",
  "question-asked": "{who} asked a question about {agreement}.",
  "agreement-declined": "{who} did not agree to {agreement}.",
  "signature-objected":
    "{who} objected to another parent’s or carer’s signature of {agreement} for {person}.",
  "child-disputed": "{who} said that {person} is not their child.",
  "contact-confirmed": "{who} confirmed the contact between {adult} and {person}.",
  "letter-made": "{who} made a letter with a code for {person}.",
  "signing-session-opened": "{who} opened a signing session for {whom}: {agreement}.",
  "signing-session-closed": "{who} closed the signing session for {whom}: {agreement}.",
  "tablet-admitted": "{who} let the tablet {tablet} into the signing session for {whom}.",
  "turn-undone":
    "{who} undid what was done under the name of {person} on the tablet {tablet}, before it was confirmed.",
  "response-confirmed":
    "{who} confirmed that it was {person} who wrote about {agreement} on the tablet {tablet}.",
  "door-tablet-made": "{who} made a device the tablet at the door of {school}.",
  "visitor-confirmed": "{who} confirmed who {person} is, who came to {school}.",
  "reminders-sent": "{who} sent reminders for {count} people at {school}.",
  "settings-changed": "{who} changed the organisation’s settings: {change}.",
  "holiday-added": "{who} added the holiday {holiday} at {school}, {from} to {to}.",
  "holiday-removed": "{who} took away the holiday {holiday} at {school}, {from} to {to}.",
  "signed-in": "{who} signed in.",
  "identity-linked": "{who} linked an account of {provider} to sign in with.",
  "sessions-ended": "{who} ended every session of {person}.",
  "visitor-arrived": "{who} arrived at {school} as {role}, until {until}.",
  "visitor-left": "{who} recorded that {person} left {school}.",
  "visit-ended": "{who} ended the visit of {person} to {school}.",
  "visit-refused":
    "{who} recorded that the visitor who gave the name {person} was not who they said: {reason}",
  "answer-read": "{who} read at the door of {school} what they were answered about {agreement}.",
  "visitors-turned-away":
    "{who} turned away {count} arrivals at {school} of whom nobody had confirmed who they were: {reason}",
  "school-code-made": "{who} gave {school} a code for arrivals.",
  "audience-changed": "{who} changed who signs {agreement} at {place}: {change}.",
  "acknowledgement-left-out":
    "Version {version} of {policy}, which {who} brought in, has an agreement of its own. {agreement}, which the school had chosen, is no longer asked for.",
  "acknowledgement-asked": "{who} asked for an acknowledgement of {policy} from {roles}.",
  "pupil-signing-decided": "{who} decided that at {school} pupils {years} {requirement}.",
  "draft-started": "{who} started a draft of {policy} from {from}.",
  "finding-set-aside": "{who} set aside a finding about {policy}: “{finding}” Reason: {reason}",
  "finding-taken-up": "{who} took up a finding about {policy} again: “{finding}”",
  "draft-file-brought-in": "{who} brought in {file} as the draft of {policy}.",
  "review-asked": "{who} asked {reviewer} to read the draft of {policy}.",
  "review-agreed": "{who} read the draft of {policy} and agreed with it.",
  "review-sent-back": "{who} read the draft of {policy} and sent it back with comments.",
  "review-withdrawn": "{who} no longer asks {reviewer} to read the draft of {policy}.",
  "consultation-recorded":
    "{who} recorded a consultation about the draft of {policy} with {whom}, from {from} to {to}: {outcome}",
  "consultation-corrected":
    "{who} corrected the record of a consultation about the draft of {policy} with {whom}: {outcome}",
  "version-sent": "{who} sent version {version} of {policy} to {to} for ratification.",
  "version-taken-back": "{who} took version {version} of {policy} back before it was decided: {reason}",
  "version-withdrawn": "{who} withdrew version {version} of {policy} from {from}: {reason}",
  "policy-settings-changed": "{who} changed the settings of {policy}: {change}.",
  "body-added": "{who} added {body} of {school}.",
  "body-changed": "{who} changed the rules of {body}: {change}.",
  "seat-given": "{who} gave {person} a seat on {body} as {part} from {from}.",
  "seat-ended": "{who} ended the seat of {person} on {body}, with {on} as the last day.",
  "minute-recorded":
    "{who} recorded what {body} decided about version {version} of {policy} on {on}, minute {minute}: {outcome}. The chair is to confirm it.",
  "minute-not-right":
    "{who} said what is not right in the record of {body} about version {version} of {policy}: {words}",
  "decision-confirmed":
    "{who} confirmed the decision of {body} on {on} about version {version} of {policy}: {outcome}.",
  "decision-corrected":
    "{who} confirmed a correction of the record of {body} about version {version} of {policy}: {outcome} on {on}.",
  "resolution-opened":
    "{who} put version {version} of {policy} to {body} as a written resolution, to be answered by {until}.",
  "resolution-answered": "{who} answered the written resolution on version {version} of {policy}.",
  "resolution-agreed":
    "{count} who sit on {body} answered for version {version} of {policy}: {outcome} by written resolution, recorded by {who}.",
  "resolution-lapsed":
    "The written resolution of {body} on version {version} of {policy} lapsed on {on}, recorded by {who}: {votes}.",
  "decided-by-delegate":
    "{who} decided about version {version} of {policy} by delegation, as {duty}: {outcome}.",
  "decision-reported":
    "{who} recorded that the approval of version {version} of {policy} was reported to {body} on {on}.",
  "wording-filled-in": "{who} filled in the wording of {policy}, version {version}, for {school}.",
  "adoption-confirmed":
    "{who} confirmed the wording of {policy}, version {version}, for {school}: the school has adopted it.",
  "adoption-sent-back": "{who} sent back the wording of {policy} for {school}: {words}",
  "review-recorded": "{who} recorded a review of {policy} on {on}: {outcome}. Next review: {next}.",
  "review-corrected":
    "{who} corrected the record of a review of {policy}, on {on}: {outcome}. Next review: {next}.",
  "exemption-asked": "{who} asked for an exemption from {clause} of {policy} for {person}.",
  "exemption-approved": "{who} approved an exemption from {clause} of {policy} for {person}, {dates}.",
  "exemption-refused": "{who} refused an exemption from {clause} of {policy} for {person}.",
  "exemption-revoked": "{who} revoked the exemption from {clause} of {policy} for {person}.",
} as const;

export type EventKind = keyof typeof eventSentences;

/** The sentence of one event, with its names filled in; a name that is missing reads "someone". */
export function eventSentence(kind: EventKind, names: Record<string, string | undefined>): string {
  return eventSentences[kind].replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? "someone");
}
