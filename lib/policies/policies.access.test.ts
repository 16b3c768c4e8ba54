import { testDatabase } from "#lib/database/test-database.ts";
import { casesOfPolicies } from "#lib/testing/access-cases.ts";
import { tryAccess } from "#lib/testing/try-access.ts";

/* The rules of a policy's life with everyone who could call them, as lib/permissions/rules.access.test.ts says. */

const { query } = await testDatabase();

tryAccess(casesOfPolicies, query);
