import { accessToAgreements } from "./access-to-agreements.ts";
import { accessToArrivals } from "./access-to-arrivals.ts";
import { accessToDrafts } from "./access-to-drafts.ts";
import { accessToFamilies } from "./access-to-families.ts";
import { accessToFiles } from "./access-to-files.ts";
import { accessToHeadActs } from "./access-to-head-acts.ts";
import { accessToMessages } from "./access-to-messages.ts";
import { accessToPeople } from "./access-to-people.ts";
import { accessToRatification } from "./access-to-ratification.ts";
import { accessToSchools } from "./access-to-schools.ts";
import { accessToSigningSessions } from "./access-to-signing-sessions.ts";
import { accessToVersions } from "./access-to-versions.ts";
import type { AccessCase } from "./access-world.ts";

/** Rules about people and what they sign: lib/permissions/rules.access.test.ts. */
export const casesOfSigning: Record<string, AccessCase[]> = {
  people: accessToPeople,
  agreements: accessToAgreements,
  "what a head does": accessToHeadActs,
  families: accessToFamilies,
  "signing sessions": accessToSigningSessions,
  messages: accessToMessages,
  arrivals: accessToArrivals,
};

/** Rules about the life of a policy: lib/policies/policies.access.test.ts. */
export const casesOfPolicies: Record<string, AccessCase[]> = {
  versions: accessToVersions,
  files: accessToFiles,
  drafts: accessToDrafts,
  ratification: accessToRatification,
  schools: accessToSchools,
};
