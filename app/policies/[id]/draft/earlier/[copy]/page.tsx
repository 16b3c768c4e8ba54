import type { Metadata } from "next";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayMoment } from "#lib/dates.ts";
import type { Stretch } from "#lib/policies/drafts/compare-texts.ts";
import { readCopy } from "#lib/policies/drafts/draft-copies.ts";
import { orNotFound, requireActor } from "../../../../../acting.ts";
import { Shell } from "../../../../../shell.tsx";
import { putBackCopyAction } from "../../actions.ts";
import { whyKept } from "../why-kept.ts";

export const metadata: Metadata = { title: "Compare two texts" };

type Props = { params: Promise<{ id: string; copy: string }>; searchParams: Promise<{ why?: string }> };
type Different = Extract<Stretch, { same: false }>;

export default async function EarlierTextPage({ params, searchParams }: Props) {
  const { id, copy: copyId } = await params;
  const actor = await requireActor();
  const { draft, copy, stretches } = await orNotFound(readCopy(actor, id, copyId));
  const { why } = await searchParams;
  const { timeZone } = actor.organisation;
  const conflict = copy.reason === "conflict";
  const path = `/policies/${draft.policyId}/draft`;
  const differences = stretches.filter((one): one is Different => !one.same);
  const count = differences.length;
  const putBack = putBackCopyAction.bind(null, draft.policyId, copy.id);
  const other = conflict ? `what ${copy.savedBy ?? "somebody"} wrote at the same time` : "this earlier text";
  return (
    <Shell
      actor={actor}
      current="/policies"
      width="wide"
      above={<BackLink href={`${path}/earlier`}>Earlier texts</BackLink>}
    >
      <PageHeading
        caption={draft.policyTitle}
        lead={`${whyKept[copy.reason]}: ${sayMoment(copy.savedAt, timeZone)}${copy.savedBy ? `, ${copy.savedBy}` : ""}.`}
      >
        {conflict ? "Two texts of this draft" : "An earlier text"}
      </PageHeading>
      {why === "changed" && (
        <Notice tone="important">
          <p>
            Somebody saved the draft while you were looking, so nothing was changed. Here are the two texts as
            they are now.
          </p>
        </Notice>
      )}
      {why === "refused" && (
        <Notice tone="important">
          <p>The two texts together are too long to be one policy. Choose one of them where they differ.</p>
        </Notice>
      )}
      {count === 0 ? (
        <p>This text and the draft as it is now say the same.</p>
      ) : (
        <>
          <p>
            The draft was last saved{draft.updatedBy ? ` by ${draft.updatedBy}` : ""} on{" "}
            {sayMoment(draft.updatedAt, timeZone)}. It differs from {other} in{" "}
            {count === 1 ? "one place" : `${count} places`}. Both stay among the earlier texts whatever you
            choose.
          </p>
          <form action={putBack}>
            <input type="hidden" name="revision" value={draft.revision} />
            <input type="hidden" name="count" value={count} />
            {differences.map((stretch, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: differences are told apart by their place alone
              <Difference key={index} index={index} count={count} stretch={stretch} conflict={conflict} />
            ))}
            <Button>Save what you chose</Button>
          </form>
          <form action={putBack} className="mt-8">
            <input type="hidden" name="revision" value={draft.revision} />
            <input type="hidden" name="whole" value="1" />
            <Button variant="secondary">Put the whole text back</Button>
          </form>
        </>
      )}
      <section className="cs-section" aria-labelledby="whole-text">
        <h2 id="whole-text">The whole text</h2>
        <Details summary="Look at it as it is written">
          <pre className="cs-draft__plain">{copy.text}</pre>
        </Details>
      </section>
    </Shell>
  );
}

type DifferenceProps = { index: number; count: number; stretch: Different; conflict: boolean };

function Difference({ index, count, stretch, conflict }: DifferenceProps) {
  const [here, there] = conflict
    ? ["As it was saved", "As it was written at the same time"]
    : ["In the draft", "In the earlier text"];
  // what only one of them has stays unless somebody says otherwise; two wordings are theirs to choose between
  const usual = !stretch.here ? "there" : !stretch.there || !conflict ? "here" : undefined;
  const choices: [string, string][] = [
    ["here", stretch.here ? `Keep the draft’s words` : "Leave it out, as in the draft"],
    ["there", stretch.there ? "Take the other words" : "Take it out, as in the other text"],
    ...(stretch.here && stretch.there
      ? [["both", "Keep both, one after the other"] as [string, string]]
      : []),
  ];
  return (
    <fieldset className="cs-draft__difference">
      <legend>
        Difference {index + 1} of {count}
      </legend>
      <div className="cs-draft__two">
        <div>
          <h2>{here}</h2>
          <Side stretch={stretch} side="here" />
        </div>
        <div>
          <h2>{there}</h2>
          <Side stretch={stretch} side="there" />
        </div>
      </div>
      {choices.map(([value, words]) => (
        <div key={value} className="cs-choice">
          <input
            type="radio"
            id={`choice.${index}.${value}`}
            name={`choice.${index}`}
            value={value}
            defaultChecked={value === usual}
            required
          />
          <div className="cs-choice__words">
            <label htmlFor={`choice.${index}.${value}`}>{words}</label>
          </div>
        </div>
      ))}
    </fieldset>
  );
}

function Side({ stretch, side }: { stretch: Different; side: "here" | "there" }) {
  const text = stretch[side];
  if (!text) return <p className="text-soft">Nothing</p>;
  if (stretch.words.length === 0) return <p className="cs-draft__plain">{text}</p>;
  return (
    <p className="cs-draft__plain">
      {stretch.words.map((part, index) => {
        const key = `${index} ${part.in}`;
        if (part.in === "both") return <span key={key}>{part.text}</span>;
        if (part.in !== side) return null;
        return side === "here" ? <del key={key}>{part.text}</del> : <ins key={key}>{part.text}</ins>;
      })}
    </p>
  );
}
