/** Law or guidance that something else has taken the place of. */
export type Superseded = {
  /** As a message calls it. */
  name: string;
  /** Small letters, one of which every citation holds: what has none of them needs no closer look. */
  holds: readonly string[];
  /** How it is cited. */
  cited: readonly RegExp[];
  /** What is to be named instead. */
  replacedBy: string;
  /** From when: a day, a month or a year, as exactly as the source has it. */
  since: string;
  source: string;
  /** True when only part of it was replaced, so that naming it may be right. */
  partly?: true;
};

const BETWEEN = "[\\s\\p{P}]{1,4}";

/** `(DfE, 2018)` */
const ISSUED_BY = "(?:DfE|DfES|DCSF|HM Government|HMG|Home Office|Department for Education)[\\s,]{1,3}";

/** A title with its year behind it, in brackets or not, or before it. */
function titled(title: string, years?: string): RegExp {
  const words = title
    .split(" ")
    .map((word) => (word === "and" ? "(?:and|&)" : word))
    .join(BETWEEN);
  if (!years) return new RegExp(`(?<!\\p{L})${words}(?!\\p{L})`, "iu");
  return new RegExp(
    `(?<!\\p{L})${words}${BETWEEN}(?:of\\s|${ISSUED_BY})?(?:${years})(?!\\d)|(?<!\\d)(?:${years})\\s${words}(?!\\p{L})`,
    "iu",
  );
}

const EQUALITY = { replacedBy: "the Equality Act 2010", since: "2010-10-01" } as const;
const EQUALITY_SOURCE = "Equality Act 2010, schedule 27, legislation.gov.uk/ukpga/2010/15";

/**
 * What English schools' policies on technology, data and safeguarding most often still name. Each row was checked
 * against its source when it was put in; a row without certainty about the day has the month or the year.
 */
export const SUPERSEDED: readonly Superseded[] = [
  {
    name: "the Telecommunications (Lawful Business Practice) (Interception of Communications) Regulations 2000",
    holds: ["lawful business"],
    cited: [/\blawful business practice\b[^.;]{0,50}?\bregulations\b(?:[\s\p{P}]{1,3}2000)?/iu],
    replacedBy:
      "the Investigatory Powers (Interception by Businesses etc. for Monitoring and Record-keeping Purposes) Regulations 2018",
    since: "2018",
    source: "SI 2018/356, legislation.gov.uk/uksi/2018/356",
  },
  {
    name: "the Data Protection Act 1998",
    holds: ["data protection act", "dpa"],
    cited: [titled("Data Protection Act", "1984|1998"), /\bDPA\s?['’]?(?:19)?98\b/],
    replacedBy: "the UK GDPR and the Data Protection Act 2018",
    since: "2018-05-25",
    source: "Data Protection Act 2018, schedule 19, legislation.gov.uk/ukpga/2018/12",
  },
  {
    name: "the Data Protection Directive (95/46/EC)",
    holds: ["95/46", "data protection directive"],
    cited: [
      /\b95\/46\/EC\b/i,
      titled("European Data Protection Directive"),
      titled("EU Data Protection Directive"),
    ],
    replacedBy: "the UK GDPR and the Data Protection Act 2018",
    since: "2018-05-25",
    source: "Regulation (EU) 2016/679, article 94",
  },
  {
    name: "the EU's General Data Protection Regulation",
    holds: ["gdpr", "2016/679"],
    cited: [
      /\bEU GDPR\b/,
      /\bRegulation \(EU\) 2016\/679(?![^.;]{0,160}\b(?:forms? part|retained|assimilated|UK GDPR))/i,
    ],
    replacedBy: "the UK GDPR",
    since: "2020-12-31",
    source:
      "European Union (Withdrawal) Act 2018, section 3, and SI 2019/419, legislation.gov.uk/uksi/2019/419",
    partly: true,
  },
  {
    name: "the Interception of Communications Act 1985",
    holds: ["interception of communications act"],
    cited: [titled("Interception of Communications Act", "1985")],
    replacedBy: "the Investigatory Powers Act 2016",
    since: "2000-10-02",
    source: "Regulation of Investigatory Powers Act 2000, schedule 5, legislation.gov.uk/ukpga/2000/23",
  },
  {
    name: "Part 1 of the Regulation of Investigatory Powers Act 2000, on the interception of communications",
    holds: ["ripa", "regulation"],
    cited: [titled("Regulation of Investigatory Powers Act"), /\bRIPA\b/],
    replacedBy: "the Investigatory Powers Act 2016",
    since: "2018-12-27",
    source: "SI 2018/940, legislation.gov.uk/uksi/2018/940",
    partly: true,
  },
  {
    name: "the Data Retention and Investigatory Powers Act 2014",
    holds: ["dripa", "retention"],
    cited: [titled("Data Retention and Investigatory Powers Act"), /\bDRIPA\b/],
    replacedBy: "the Investigatory Powers Act 2016",
    since: "2016-12-31",
    source:
      "Data Retention and Investigatory Powers Act 2014, section 8(3), legislation.gov.uk/ukpga/2014/27",
  },
  {
    name: "the Disability Discrimination Act",
    holds: ["disability"],
    cited: [titled("Disability Discrimination Act")],
    ...EQUALITY,
    source: EQUALITY_SOURCE,
  },
  {
    name: "the Race Relations Act",
    holds: ["race"],
    cited: [titled("Race Relations Act"), /\bRace Relations \(Amendment\) Act\b/i],
    ...EQUALITY,
    source: EQUALITY_SOURCE,
  },
  {
    name: "the Sex Discrimination Act 1975",
    holds: ["sex"],
    cited: [titled("Sex Discrimination Act")],
    ...EQUALITY,
    source: EQUALITY_SOURCE,
  },
  {
    name: "the Equal Pay Act 1970",
    holds: ["equal"],
    cited: [titled("Equal Pay Act")],
    ...EQUALITY,
    source: EQUALITY_SOURCE,
  },
  {
    name: "the Employment Equality (Religion or Belief) Regulations 2003",
    holds: ["religion"],
    cited: [/\bEmployment Equality \(Religion (?:or|and) Belief\) Regulations\b/i],
    ...EQUALITY,
    source: EQUALITY_SOURCE,
  },
  {
    name: "the Employment Equality (Sexual Orientation) Regulations 2003",
    holds: ["sexual"],
    cited: [/\bEmployment Equality \(Sexual Orientation\) Regulations\b/i],
    ...EQUALITY,
    source: EQUALITY_SOURCE,
  },
  {
    name: "the Employment Equality (Age) Regulations 2006",
    holds: ["age"],
    cited: [/\bEmployment Equality \(Age\) Regulations\b/i],
    ...EQUALITY,
    source: EQUALITY_SOURCE,
  },
  {
    name: "the Equality Act (Sexual Orientation) Regulations 2007",
    holds: ["sexual"],
    cited: [/\bEquality Act \(Sexual Orientation\) Regulations\b/i],
    ...EQUALITY,
    source: EQUALITY_SOURCE,
  },
  {
    name: "the Education (Independent School Standards) (England) Regulations 2010",
    holds: ["independent"],
    cited: [/\bIndependent Schools? Standards\)? ?(?:\(England\) )?Regulations[\s(]{1,2}(?:2003|2010)\b/i],
    replacedBy: "the Education (Independent School Standards) Regulations 2014",
    since: "2015-01-05",
    source: "SI 2014/3283, legislation.gov.uk/uksi/2014/3283",
  },
  {
    name: "Safeguarding Children and Safer Recruitment in Education",
    holds: ["recruitment"],
    cited: [titled("Safeguarding Children and Safer Recruitment in Education")],
    replacedBy: "Keeping Children Safe in Education",
    since: "2014-04-03",
    source: "gov.uk/government/publications/safeguarding-children-and-safer-recruitment",
  },
  {
    name: "Dealing with Allegations of Abuse against Teachers and Other Staff",
    holds: ["allegations"],
    cited: [titled("Dealing with Allegations of Abuse Against Teachers and Other Staff")],
    replacedBy: "Keeping Children Safe in Education, part four",
    since: "2014-04-03",
    source: "Keeping Children Safe in Education (April 2014), Department for Education",
  },
  {
    name: "an earlier edition of Working Together to Safeguard Children",
    holds: ["working"],
    cited: [
      titled("Working Together to Safeguard Children", "1999|2006|2010|2013|2015|2018"),
      /\bWorking Together (?:2010|2013|2015|2018)\b/i,
    ],
    replacedBy: "the edition of 2023",
    since: "2023-12-15",
    source: "gov.uk/government/publications/working-together-to-safeguard-children--2",
  },
  {
    name: "Sexual Violence and Sexual Harassment between Children in Schools and Colleges",
    holds: ["harassment"],
    cited: [titled("Sexual Violence and Sexual Harassment between Children in Schools and Colleges")],
    replacedBy: "Keeping Children Safe in Education, part five",
    since: "2022-09-01",
    source: "Keeping Children Safe in Education (September 2022), Department for Education",
  },
  {
    name: "Sexting in Schools and Colleges",
    holds: ["sexting"],
    cited: [titled("Sexting in Schools and Colleges")],
    replacedBy: "Sharing Nudes and Semi-nudes: Advice for Education Settings",
    since: "2020-12",
    source:
      "gov.uk/government/publications/sharing-nudes-and-semi-nudes-advice-for-education-settings-working-with-children-and-young-people",
  },
  {
    name: "an earlier edition of Searching, Screening and Confiscation",
    holds: ["confiscation"],
    cited: [
      /\bsearching,? screening,? and confiscation\b(?:[\s:,–-]{1,3}(?:at school|advice for [a-z, ]{5,80}))?[\s,(–-]{1,4}(?:(?:DfE|[A-Z][a-z]{2,8}),? )?(?:2011|2012|2014|2018)\b/i,
    ],
    replacedBy: "the edition of July 2022",
    since: "2022-09-01",
    source: "gov.uk/government/publications/searching-screening-and-confiscation",
  },
  {
    name: "Behaviour and Discipline in Schools",
    holds: ["discipline"],
    cited: [
      /\bbehaviour and discipline in schools\b(?=[\s:,'"’”()–-]{1,4}(?:advice|guidance|a guide|DfE|department|\(?20(?:1\d|20|21)\b))/i,
    ],
    replacedBy: "Behaviour in Schools: Advice for Headteachers and School Staff",
    since: "2022-09-01",
    source: "gov.uk/government/publications/behaviour-in-schools--2",
  },
  {
    name: "Exclusion from Maintained Schools, Academies and Pupil Referral Units",
    holds: ["exclusion"],
    cited: [/\bexclusions? from maintained schools,? academies,? and (?:pupil referral units|PRUs)\b/i],
    replacedBy:
      "Suspension and Permanent Exclusion from Maintained Schools, Academies and Pupil Referral Units",
    since: "2022-09-01",
    source: "gov.uk/government/publications/school-exclusion",
  },
  {
    name: "the Prevent duty guidance of 2015",
    holds: ["prevent"],
    cited: [
      /\brevised prevent duty guidance\b/i,
      /\bprevent duty[\s:,–-]{1,3}(?:statutory )?guidance\b[^.;]{0,40}?\b2015\b/i,
    ],
    replacedBy: "the Prevent duty guidance of 2023",
    since: "2023-12-31",
    source: "gov.uk/government/publications/prevent-duty-guidance-england-scotland-and-wales-2015",
  },
  {
    name: "the Special Educational Needs Code of Practice 2001",
    holds: ["code of practice"],
    cited: [/\b(?:SEN|special educational needs) code of practice[\s,(–-]{1,4}(?:DfES,? )?2001\b/i],
    replacedBy: "the SEND Code of Practice: 0 to 25 Years",
    since: "2014-09-01",
    source: "gov.uk/government/publications/send-code-of-practice-0-to-25",
  },
  {
    name: "the Governance Handbook",
    holds: ["governance"],
    cited: [
      /\bgovernance handbook\b(?=[\s,'"’”()–-]{1,4}(?:DfE|department|\(?20\d\d\b))|\bDfE(?:['’]s)? governance handbook\b/i,
    ],
    replacedBy: "the Maintained Schools Governance Guide or the Academy Trust Governance Guide",
    since: "2024-03-07",
    source:
      "gov.uk/guidance/governance-in-maintained-schools and gov.uk/guidance/governance-in-academy-trusts",
  },
  {
    name: "the Academies Financial Handbook",
    holds: ["financial"],
    cited: [/\bacadem(?:y|ies) financial handbook\b/i],
    replacedBy: "the Academy Trust Handbook",
    since: "2021-09-01",
    source: "gov.uk/guidance/academy-trust-handbook",
  },
  {
    name: "the Information Commissioner's Employment Practices Code, on monitoring at work",
    holds: ["employment practices"],
    cited: [/\bemployment practices (?:data protection )?code\b/i],
    replacedBy: "the Information Commissioner's guidance on monitoring workers",
    since: "2023-10-03",
    source: "ico.org.uk, Employment practices and data protection: monitoring workers",
    partly: true,
  },
  {
    name: "the Criminal Records Bureau",
    holds: ["criminal record", "crb"],
    cited: [
      /\bCriminal Records? Bureau\b/i,
      /\b(?:enhanced )?CRB (?:check|disclosure|clearance|certificate)s?\b/i,
    ],
    replacedBy: "the Disclosure and Barring Service (DBS)",
    since: "2012-12-01",
    source: "Protection of Freedoms Act 2012, section 87, legislation.gov.uk/ukpga/2012/9",
  },
];
