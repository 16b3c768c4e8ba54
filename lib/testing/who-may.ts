import type { DutyKind } from "#lib/people/words.ts";
import type { Permission } from "#lib/permissions/permissions.ts";

/*
 * Who may do what, as people would draw it: one row for each permission, one column for each duty. Written from what
 * the product promises and not from the program, so that a change of either has to be made here as well, on purpose.
 */

const columns: DutyKind[] = [
  "head",
  "office",
  "policy-owner",
  "board-member",
  "clerk",
  "data-protection-officer",
  "safeguarding-lead",
  "it-administrator",
  "organisation-administrator",
  "auditor",
];

// hd = head, of = office, po = policy owner, bm = board member, ck = clerk, dp = data protection officer,
// sg = safeguarding lead, it = IT administrator, ad = organisation administrator, au = auditor
const table: Record<Permission, string> = {
  //                        hd of po bm ck dp sg it ad au
  "overview:read": "        y  y  y  y  y  y  y  y  y  y",
  "not-signed:read": "      y  y  y  y  y  y  y  -  y  y",
  "responses:read": "       y  -  -  -  -  -  -  -  y  y",
  "responses:answer": "        y  -  -  -  -  -  -  -  y  -",
  "reminders:send": "          y  y  -  -  -  -  -  -  y  -",
  "messages:read": "           y  y  -  -  -  -  -  -  y  y",
  "signatures:record": "       y  y  -  -  -  -  -  -  y  -",
  "signing-sessions:open": "   y  y  -  -  -  -  -  -  y  -",
  "visits:receive": "          y  y  -  -  -  -  -  -  y  -",
  "cleared:read": "            y  y  -  -  -  -  y  y  y  y",
  "holidays:keep": "           y  y  -  -  -  -  -  -  y  -",
  "settings:change": "         -  -  -  -  -  -  -  -  y  -",
  "pupil-signing:decide": "    y  -  -  -  -  -  -  -  y  -",
  "audiences:change": "        -  -  -  -  -  -  -  -  y  -",
  "people:merge": "            y  y  -  -  -  -  -  -  y  -",
  "people:read": "          y  y  -  -  -  y  -  -  y  y",
  "people:change": "        y  y  -  -  -  -  -  -  y  -",
  "people:excuse": "        y  -  -  -  -  -  -  -  y  -",
  "duties:change": "        y  y  -  -  -  -  -  -  y  -",
  "duties:change-senior": " -  -  -  -  -  -  -  -  y  -",
  "policies:read": "        y  y  y  y  y  y  y  y  y  y",
  "policies:bring-in": "    -  -  y  -  -  -  -  -  y  -",
  "policies:write": "       -  -  y  -  -  -  -  -  y  -",
  "policies:settings": "    -  -  y  -  -  -  -  -  y  -",
  "reviews:record": "       -  -  y  -  -  -  -  -  y  -",
  "bodies:keep": "          -  -  -  -  y  -  -  -  y  -",
  "board:record": "         -  -  -  -  y  -  -  -  -  -",
  "adoptions:fill-in": "    y  y  y  -  -  -  -  -  y  -",
  "adoptions:confirm": "    y  -  -  -  -  -  -  -  -  -",
  "exemptions:read": "      y  -  y  -  -  y  -  -  y  y",
  "exemptions:ask": "       y  y  y  -  -  -  -  -  y  -",
  "exemptions:decide": "    y  -  -  -  -  -  -  -  -  -",
  "board:read": "           -  -  -  y  y  -  -  -  y  y",
  "events:read": "          y  -  -  -  -  y  -  -  y  y",
  "signatures:read": "      y  y  -  -  -  y  -  -  y  y",
};

/** The duties that allow each permission, at the place where they are held and below it. */
export const whoMay = Object.fromEntries(
  Object.entries(table).map(([permission, row]) => {
    const marks = row.trim().split(/\s+/);
    if (marks.length !== columns.length) throw new Error(`${permission} has ${marks.length} columns.`);
    return [permission, columns.filter((_, column) => marks[column] === "y")];
  }),
) as Record<Permission, DutyKind[]>;
