/** Classes and tutor groups of this academic year with their teachers; pupils name theirs in families.ts. */
export const classGroups: { urn: string; kind: "class" | "tutor-group"; name: string; teachers: string[] }[] =
  [
    { urn: "999417", kind: "class", name: "Hedgehogs", teachers: ["Farzana Begum"] },
    { urn: "999417", kind: "class", name: "Squirrels", teachers: ["Lucy Pendleton"] },
    { urn: "999417", kind: "class", name: "Foxes", teachers: ["Michael Abara"] },
    { urn: "999418", kind: "class", name: "Acorn", teachers: ["Oluwaseun Ajayi"] },
    { urn: "999418", kind: "class", name: "Beech", teachers: ["Rebecca Holt"] },
    { urn: "999418", kind: "class", name: "Cedar", teachers: ["Tariq Hussain"] },
    { urn: "999418", kind: "class", name: "Elm", teachers: ["Emily Carver"] },
    { urn: "999418", kind: "class", name: "Oak", teachers: ["Stefan Ilves", "Siobhan Gallagher"] },
    { urn: "999425", kind: "tutor-group", name: "7L", teachers: ["Hannah Lovell"] },
    { urn: "999425", kind: "tutor-group", name: "8L", teachers: ["Leroy Campbell"] },
    { urn: "999425", kind: "tutor-group", name: "9L", teachers: ["Katarzyna Nowak"] },
    { urn: "999425", kind: "tutor-group", name: "10L", teachers: ["Mireille Fontaine"] },
    { urn: "999425", kind: "tutor-group", name: "11L", teachers: ["Robert Thistlewood"] },
    { urn: "999425", kind: "tutor-group", name: "12S", teachers: ["Anjali Deshpande"] },
    { urn: "999425", kind: "tutor-group", name: "13S", teachers: ["Ben Aldous"] },
    { urn: "999602", kind: "class", name: "Robins", teachers: ["Adaeze Umeh"] },
    { urn: "999602", kind: "class", name: "Wrens", teachers: ["Joseph Lindqvist"] },
    { urn: "999602", kind: "class", name: "Kites", teachers: ["Harpreet Gill"] },
    { urn: "999602", kind: "class", name: "Owls", teachers: ["Marta Silva"] },
  ];
