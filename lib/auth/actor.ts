import type { DutyKind, MembershipRole } from "#lib/people/words.ts";

/**
 * Who is acting: a person inside one organisation, with what they are and may do today.
 * Every function of lib/ that a person can cause takes one of these first.
 */
export type Actor = {
  organisationId: string;
  organisation: {
    name: string;
    slug: string;
    kind: "trust" | "federation" | "single-school";
    colour: string | null;
    timeZone: string;
    demonstration: boolean;
  };
  /** The day it is for the organisation, as YYYY-MM-DD. */
  today: string;
  personId: string;
  /** The name they are known by. */
  name: string;
  /** The legal name, which a signature starts from. */
  legalName: string;
  memberships: {
    role: MembershipRole;
    unitId: string;
    unitName: string;
    urn: string | null;
    startsOn: string;
  }[];
  duties: {
    kind: DutyKind;
    unitId: string;
    unitKind: "organisation" | "school";
    unitName: string;
    urn: string | null;
  }[];
  seats: {
    part: "chair" | "vice-chair" | "member" | "clerk";
    bodyId: string;
    bodyName: string;
    unitId: string;
  }[];
  /** Something required is unsigned, and no other page comes before it. */
  mustSign: boolean;
  /** The session this came by; none for the command line. */
  sessionId: string | null;
};

/** The command line and the worker act for an organisation and are named in words, because they are nobody's account. */
export type CommandActor = { organisationId: string; words: string };
