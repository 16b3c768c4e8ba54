import type { NewOrganisation } from "#lib/organisations/schema.ts";
import { kestrelDownFamilies, larkmereFamilies } from "./families.ts";
import { centralTeam } from "./people/central-team.ts";
import { kestrelDown } from "./people/kestrel-down.ts";
import { larkmereHigh } from "./people/larkmere-high.ts";
import { otterby } from "./people/otterby.ts";
import { pennyfield } from "./people/pennyfield.ts";

/** An organisation with everyone in it, before anything is written. */
export type DemoOrganisation = {
  made: NewOrganisation;
  /** What staff's e-mail addresses end in. */
  domain: string;
  /** Tables of people by the URN of their school; those of the organisation itself under "". */
  people: Record<string, string>;
  families: string;
};

export const demoOrganisations: DemoOrganisation[] = [
  {
    made: {
      slug: "larkmere",
      name: "Larkmere Schools Trust",
      kind: "trust",
      // In a range that the register of schools does not use.
      schools: [
        { urn: "999417", name: "Pennyfield Infant School", phase: "infant" },
        { urn: "999418", name: "Otterby Primary School", phase: "primary" },
        { urn: "999425", name: "Larkmere High School", phase: "secondary", sixthForm: true },
      ],
      administrator: { givenName: "Priya", familyName: "Raman", email: "priya.raman@larkmere.example" },
      colour: "#1f4e79",
      demonstration: true,
      words: "the demonstration",
    },
    domain: "larkmere.example",
    people: { "": centralTeam, "999417": pennyfield, "999418": otterby, "999425": larkmereHigh },
    families: larkmereFamilies,
  },
  {
    made: {
      slug: "kestrel-down",
      name: "Kestrel Down Primary School",
      kind: "single-school",
      schools: [{ urn: "999602", name: "Kestrel Down Primary School", phase: "primary" }],
      administrator: {
        givenName: "Frances",
        familyName: "Abiola",
        email: "frances.abiola@kestreldown.example",
      },
      colour: "#7a2e39",
      demonstration: true,
      words: "the demonstration",
    },
    domain: "kestreldown.example",
    people: { "999602": kestrelDown },
    families: kestrelDownFamilies,
  },
];
