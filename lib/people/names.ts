/** The parts of a name, as a person's row holds them. */
export type NameParts = { givenName: string; familyName: string; knownAs?: string | null };

/** Without accents and capitals, so that O’Néill is found by "o'neill" and stands where people look for it. */
export const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[‘’ʼ`]/g, "'")
    .toLowerCase()
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();

/** What people are sorted and searched by: last name, first name, then the name they are known by. */
export const sortName = ({ givenName, familyName, knownAs }: NameParts): string =>
  [familyName, givenName, knownAs ?? ""].map(fold).filter(Boolean).join(", ");

/** The name someone is called by: `Beth Ashworth`. */
export const calledName = ({ givenName, familyName, knownAs }: NameParts): string =>
  `${knownAs || givenName} ${familyName}`;

/** The name a signature starts from: `Elizabeth Ashworth`. */
export const legalName = ({ givenName, familyName }: NameParts): string => `${givenName} ${familyName}`;
