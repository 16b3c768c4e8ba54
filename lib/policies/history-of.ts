import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, sayDay } from "#lib/dates.ts";
import type { ChangeHistory } from "./document/types.ts";
import { reviewsOf } from "./reviews/reviews-of.ts";
import type { Version } from "./version-states.ts";

/** The columns of a change history, as policies have them. */
export const historyColumns = [
  "Date",
  "Summary of change",
  "Contact",
  "Policy implementation date",
  "Review date",
] as const;

/** A row with a cell for each column. */
export type HistoryRow = {
  key: string;
  cells: string[];
  /** The version that it is about; null for a row of the old document. */
  number: string | null;
};

export type HistoryTable = {
  /** Earlier rows as they were written, oldest first, under columns of their own; null where they are among `rows`. */
  earlier: ChangeHistory | null;
  /** In `historyColumns`, the oldest first. */
  rows: HistoryRow[];
};

/**
 * The change history of a policy as it stands: the rows of the old document as they came, then one for each version
 * that was ratified and each review that was recorded, by their dates.
 * @param of.versions those whose rows are shown: ones that were never ratified have none
 */
export async function historyOf(
  transaction: Transaction,
  organisationId: string,
  of: {
    policyId: string;
    versions: Version[];
    decisions: { versionId: string; outcome: string; decidedOn: Day | null }[];
    written: ChangeHistory;
  },
): Promise<HistoryTable> {
  const ratified = of.versions.filter(({ startsOn }) => startsOn !== null);
  const texts = await transaction.policyVersion.findMany({
    where: { organisationId, id: { in: ratified.map(({ id }) => id) } },
    // a version's own date: a review has moved the one that counts now
    select: { id: true, reviewText: true },
  });
  const reviews = await reviewsOf(transaction, organisationId, of.policyId);
  const numbers = new Map(ratified.map(({ id, number }) => [id, number]));
  const made = [
    ...ratified.map((version) => {
      const decidedOn =
        of.decisions.find((one) => one.versionId === version.id && one.outcome === "ratified")?.decidedOn ??
        null;
      return {
        key: version.id,
        at: decidedOn ?? version.startsOn ?? "",
        number: version.number,
        cells: [
          decidedOn ? sayDay(decidedOn) : "",
          `Version ${version.number}. ${version.summaryOfChange}`,
          version.contact ?? "",
          version.startsOn ? sayDay(version.startsOn) : "",
          texts.find(({ id }) => id === version.id)?.reviewText ?? "",
        ],
      };
    }),
    ...reviews
      .filter(({ versionId }) => numbers.has(versionId))
      .map((review) => ({
        key: review.id,
        at: review.reviewedOn,
        number: numbers.get(review.versionId) ?? null,
        cells: [
          sayDay(review.reviewedOn),
          `Reviewed: ${review.outcome === "unchanged" ? "no change" : "to be revised"}. ${review.summary ?? ""}`.trim(),
          review.contact ?? "",
          "",
          review.nextText ?? "",
        ],
      })),
  ].sort((one, other) => one.at.localeCompare(other.at));
  const { columns, rows } = of.written;
  const places = placesOf(columns);
  return {
    earlier: places || rows.length === 0 ? null : of.written,
    rows: [
      ...(places
        ? rows.map((row, index) => ({
            key: `written-${index}`,
            number: null,
            cells: places.map((at) => (at === -1 ? "" : (row[at] ?? ""))),
          }))
        : []),
      ...made.map(({ at: _, ...row }) => row),
    ],
  };
}

const meanings = [
  /^date( of (change|issue|amendment))?$/i,
  /summary|change|amendment|description/i,
  /contact|author|changed by|made by/i,
  /implementation|effective/i,
  /review/i,
];

/** Where in a written row the cell of each of our columns stands; null when some of its cells have no place in ours. */
function placesOf(columns: string[]): number[] | null {
  const left = columns.map((column) => column.trim());
  const places = meanings.map((meaning) => {
    const at = left.findIndex((column) => column !== "" && meaning.test(column));
    if (at !== -1) left[at] = "";
    return at;
  });
  return columns.length > 0 && left.every((column) => column === "") ? places : null;
}
