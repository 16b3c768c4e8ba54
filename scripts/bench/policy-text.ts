const topics = [
  "Accounts and passwords",
  "Messages",
  "Photographs and film",
  "Telephones",
  "Working at home",
  "Visitors and their devices",
  "Printing",
  "Learning platforms",
  "Keeping records",
  "When something goes wrong",
];
const who = [
  "Everyone who works here",
  "Each member of staff",
  "Whoever is in charge of a class",
  "A volunteer",
  "Anyone who borrows equipment",
  "The person who finds it",
];
const what = [
  "locks the screen before leaving the room, however short the errand",
  "uses the account they were given and nobody else's, also when a colleague offers theirs to save time",
  "asks the office first where they are not sure",
  "writes to families from the school's address, in words that they would read out at a meeting",
  "keeps pictures of pupils on the school's own storage and takes them off cameras on the same day",
  "tells the safeguarding lead the same day about anything that worries them",
];
const why = [
  "",
  " This holds at home and on visits as much as in the building.",
  " It protects pupils, and it protects whoever was there.",
  " Where that can't be done, they make a note of the reason and hand it to the office by the end of the week.",
  " Nobody is blamed for telling us early.",
];

/**
 * A policy of plausible length in the project's own format: 300 numbered clauses of 10 to 45 words in 30 sections,
 * and one agreement for staff.
 */
export function longPolicy(title: string, clauses = 300): string {
  const perSection = 10;
  const sections = Array.from({ length: Math.ceil(clauses / perSection) }, (_, index) => {
    const paragraphs = Array.from(
      { length: Math.min(perSection, clauses - index * perSection) },
      (_, place) => {
        const n = index * perSection + place;
        const words = `${who[n % who.length]} ${what[(n * 5 + index) % what.length]}.${why[(n * 3 + index) % why.length]}`;
        return `${index + 1}.${place + 1} ${words}`;
      },
    );
    return [`## ${index + 1}. ${topics[index % topics.length]}`, ...paragraphs].join("\n\n");
  });
  return `---
title: ${title}
control:
  - label: Owner
    value: Director of technology
    field: owner
  - label: Next review
    value: March 2030
    field: review
---

${sections.join("\n\n")}

::::agreement[Agreement for staff]{key=staff audience="staff" countersign=none order=pupil-first}
:::statements
When I use the school's systems I will:

- keep my password to myself
- lock my screen when I walk away
- use the school's address for the school's business
- report what worries me on the same day
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
`;
}

/** A short policy with an agreement of eight rules for pupils, who sign it themselves, or for other roles as well. */
export const pupilsPolicy = (title: string, audience = "pupil"): string => `---
title: ${title}
control:
  - label: Owner
    value: Director of technology
    field: owner
  - label: Next review
    value: March 2030
    field: review
---

## 1. Why we have rules

1.1 The computers in our classrooms are there for everyone.

:::::agreement[Agreement for pupils]{key=pupils audience="${audience}" countersign=none order=pupil-first}
::::statements
When I use a computer at school I will:

- ask before I open something new
- log in as myself
- be kind in what I write
- tell an adult about what worries me

I will not:

- share my password
- change what somebody else has made
- take pictures of others without asking
- eat or drink beside the computer
::::

::::declaration
I have listened to these rules and will keep to them.
::::

::::fields
::field[Name]{kind=name}
::field[Class]{kind=tutor-group}
::field[Signed]{kind=signature}
::field[Date]{kind=date}
::::
:::::
`;
