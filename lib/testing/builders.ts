import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession, startSession } from "#lib/auth/sessions.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dayOf, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { createOrganisation } from "#lib/organisations/create-organisation.ts";
import { sortName } from "#lib/people/names.ts";
import type { DutyKind, MembershipRole } from "#lib/people/words.ts";

/** Builders for tests against a real database: rows as people would have made them, with as little said as possible. */

let count = 0;
// counted apart: there are not as many URNs as there are people in a large test
let organisations = 0;

/** A trust with as many schools as asked for, or a single school; URNs and short names are new each time. */
export async function anOrganisation(
  options: { schools?: number; kind?: "trust" | "single-school" } = {},
): Promise<{ organisationId: string; schools: { id: string; urn: string; name: string }[] }> {
  const count = ++organisations;
  const kind = options.kind ?? "trust";
  const schools = Array.from({ length: options.schools ?? (kind === "trust" ? 2 : 1) }, (_, index) => ({
    name: `School ${count}-${index + 1}`,
    urn: String(100000 + count * 100 + index),
    phase: "primary" as const,
  }));
  const made = await createOrganisation({
    slug: `organisation-${count}-${process.pid}`,
    name: `Organisation ${count}`,
    kind,
    schools,
    administrator: { givenName: "Ada", familyName: "Administrator", email: `ada${count}@example.org` },
    words: "a test",
  });
  return {
    organisationId: made.organisationId,
    schools: schools.map(({ name, urn }) => ({ id: made.units[urn] as string, urn, name })),
  };
}

type PersonOptions = {
  givenName?: string;
  familyName?: string;
  /** Memberships from a day long ago unless said. */
  roles?: { role: MembershipRole; unitId: string; startsOn?: Day; endsOn?: Day; yearGroup?: number }[];
  duties?: { kind: DutyKind; unitId: string }[];
  bornOn?: Day;
};

/** A person with roles and duties; the year group is that of today. */
export async function aPerson(organisationId: string, options: PersonOptions = {}): Promise<string> {
  count++;
  const id = newId();
  const givenName = options.givenName ?? `Given${count}`;
  const familyName = options.familyName ?? `Family${count}`;
  const startsOn = dayToDate("2020-09-01");
  const year = now().getUTCFullYear() - (now().getUTCMonth() < 8 ? 1 : 0);
  await inOrganisation(organisationId, async (transaction) => {
    await transaction.person.create({
      data: {
        organisationId,
        id,
        givenName,
        familyName,
        sortName: sortName({ givenName, familyName }),
        bornOn: options.bornOn ? dayToDate(options.bornOn) : null,
        createdAt: now(),
      },
    });
    await transaction.membership.createMany({
      data: (options.roles ?? []).map((one) => ({
        organisationId,
        id: newId(),
        personId: id,
        unitId: one.unitId,
        role: one.role,
        startsOn: one.startsOn ? dayToDate(one.startsOn) : startsOn,
        endsOn: one.endsOn ? dayToDate(one.endsOn) : null,
        cohort: one.yearGroup === undefined ? null : year - one.yearGroup,
        createdAt: now(),
      })),
    });
    await transaction.duty.createMany({
      data: (options.duties ?? []).map((one) => ({
        organisationId,
        id: newId(),
        personId: id,
        unitId: one.unitId,
        kind: one.kind,
        startsOn,
        createdAt: now(),
      })),
    });
  });
  return id;
}

/** An adult's link to a pupil, who may sign unless said otherwise. */
export async function aContact(
  organisationId: string,
  adultId: string,
  pupilId: string,
  options: { maySign?: boolean; doNotContact?: boolean } = {},
): Promise<void> {
  await inOrganisation(organisationId, (transaction) =>
    transaction.contact.create({
      data: {
        organisationId,
        id: newId(),
        adultId,
        pupilId,
        relationship: "Parent",
        parentalResponsibility: true,
        startsOn: dayToDate("2020-09-01"),
        ...options,
      },
    }),
  );
}

/** The person as they would act when signed in now: what the database says of them today. */
export async function actorFor(organisationId: string, personId: string): Promise<Actor> {
  const actor = await actorOfSession(await startSession({ organisationId, personId, method: "code" }));
  if (!actor) throw new Error(`${personId} cannot act`);
  return actor;
}

/** Today for organisations in the usual time zone. */
export const todayHere = (): Day => dayOf(now(), "Europe/London");

/** A policy in the project's own format: two agreements, for staff and for pupils with a parent or carer. */
export const aPolicyText = (
  options: { title?: string; staffRule?: string; extra?: string; countersign?: "none" | "one" | "all" } = {},
): string => `---
title: ${options.title ?? "Using technology"}
control:
  - label: Owner
    value: Director of technology
    field: owner
  - label: Next review
    value: March 2030
    field: review
---

## 1. Why we have this policy

1.1 Our schools depend on their computers. ${options.extra ?? ""}

::::agreement[Agreement for staff and volunteers]{key=staff audience="staff volunteer" countersign=none order=pupil-first}
:::statements
When I use the school's systems I will:

- ${options.staffRule ?? "keep my password to myself"}
- lock my screen when I walk away
:::

:::declaration
I have read this policy and will keep to it.
:::

:::fields
::field[School]{kind=school}
::field[Name (print)]{kind=name}
::field[Signed]{kind=signature}
::field[Date]{kind=date}
:::
::::

:::::agreement[Agreement for pupils]{key=pupils audience="pupil" countersign=${options.countersign ?? "one"} order=pupil-first}
::::statements
When I use a school computer I will not:

- use another person's account
- send an unkind message
::::

::::fields
::field[Name of pupil]{kind=name}
::field[Tutor group]{kind=tutor-group}
::field[Signed by pupil]{kind=signature}
::field[Date]{kind=date}
::::

::::countersign
:::declaration
I have talked about these rules with my child.
:::

:::fields
::field[Signed by parent or carer]{kind=signature}
::field[Date]{kind=date}
:::
::::
:::::
`;
