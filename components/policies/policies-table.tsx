import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { sayDay } from "#lib/dates.ts";
import type { PolicyInList } from "#lib/policies/queries.ts";
import { sayState } from "#lib/policies/words.ts";
import { ReviewDate } from "./review-date.tsx";

type PoliciesTableProps = {
  caption: string;
  policies: PolicyInList[];
  /** Where a policy is to be read, for those who may not read every one at `/policies`; plain text without. */
  hrefOf?: (policyId: string) => string | undefined;
};

const policyHref = (policyId: string): string | undefined => `/policies/${policyId}`;

/** Policies with what is in force, since when, and when it is reviewed. */
export function PoliciesTable({ caption, policies, hrefOf = policyHref }: PoliciesTableProps) {
  return (
    <Table
      caption={caption}
      columns={[
        { header: "Policy", rowHeader: true },
        { header: "Status" },
        { header: "Version in force" },
        { header: "Review" },
        { header: "Owner" },
      ]}
      rows={policies.map((policy) => ({
        key: policy.id,
        cells: [
          <PolicyName key="title" title={policy.title} href={hrefOf(policy.id)} />,
          <Status key="status" policy={policy} />,
          policy.inForce?.startsOn
            ? `${policy.inForce.number}, since ${sayDay(policy.inForce.startsOn)}`
            : "None",
          <ReviewDate key="review" review={(policy.inForce ?? policy.newest)?.review ?? null} />,
          policy.owner,
        ],
      }))}
    />
  );
}

/** A policy’s title, leading to its page for those who may open it. */
export function PolicyName({ title, href }: { title: string; href: string | undefined }) {
  return href ? <a href={href}>{title}</a> : title;
}

function Status({ policy: { title, inForce, newest, hasDraft, inReview } }: { policy: PolicyInList }) {
  return (
    <>
      <span className="whitespace-nowrap">
        {inForce ? (
          <Tag tone="good">In force</Tag>
        ) : newest ? (
          <Tag tone="waiting">Not in force</Tag>
        ) : (
          <Tag tone={inReview ? "info" : "plain"}>{inReview ? "Draft in review" : "Draft"}</Tag>
        )}
      </span>
      {newest && ((newest.state !== "superseded" && newest.state !== "withdrawn") || !inForce) && (
        <span className="block text-soft">
          Version {newest.number}
          {newest.title !== title && `, ${newest.title}`}: {lowerFirst(sayState(newest))}
        </span>
      )}
      {hasDraft && (inForce || newest) && (
        <span className="block text-soft">
          {inReview ? "The next version is in review" : "The next version is being written"}
        </span>
      )}
    </>
  );
}

const lowerFirst = (text: string) => text[0]?.toLowerCase() + text.slice(1);
