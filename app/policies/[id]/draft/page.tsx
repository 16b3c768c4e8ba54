import type { Metadata } from "next";
import { Button, ButtonGroup } from "#components/ui/button.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { dayOf, sayMoment, sayTime } from "#lib/dates.ts";
import { readEditor } from "#lib/policies/drafts/editor-page.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { Editor } from "./_editor/editor.tsx";
import { sayReading } from "./_editor/said.ts";
import { setFindingAsideAction, takeFindingUpAction } from "./actions.ts";

export const metadata: Metadata = { title: "Draft" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ as?: string; done?: string }>;
};

const said: Record<string, { tone: "success" | "important"; words: string }> = {
  saved: { tone: "success", words: "The draft is saved." },
  "put-back": {
    tone: "success",
    words: "The text is put back. What was here is kept among the earlier texts.",
  },
  refused: {
    tone: "important",
    words:
      "The draft was not saved: the text is too long to be one policy. Go back, copy what you wrote and make it shorter.",
  },
};

export default async function DraftPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { as, done } = await searchParams;
  const actor = await requireActor();
  const { draft, parts, reading } = await orNotFound(readEditor(actor, id));
  const { timeZone } = actor.organisation;
  const path = `/policies/${draft.policyId}/draft`;
  const savedAt = sayMoment(draft.updatedAt, timeZone);
  const words = done && Object.hasOwn(said, done) ? said[done] : null;
  const asText = as === "text";
  return (
    <Shell
      actor={actor}
      current="/policies"
      width="wide"
      above={<BackLink href={`/policies/${draft.policyId}`}>{draft.policyTitle}</BackLink>}
    >
      <PageHeading
        caption={draft.unit.name}
        lead={
          <>
            <Tag>Draft</Tag> {draft.basedOn ? `Begun from version ${draft.basedOn.number}. ` : ""}
            {draft.updatedBy
              ? `Last saved by ${draft.updatedBy} on ${savedAt}.`
              : `Last saved on ${savedAt}.`}
          </>
        }
      >
        {draft.policyTitle}
      </PageHeading>
      {words && (
        <Notice tone={words.tone}>
          <p>{words.words}</p>
        </Notice>
      )}
      {draft.inReviewAt && (
        <Notice>
          <p>
            People have been asked to read this draft since {sayMoment(draft.inReviewAt, timeZone)}. An answer
            counts for the text that was read: what you change now, they are to read again.
          </p>
        </Notice>
      )}
      <nav aria-label="This draft" className="cs-no-print">
        <ul className="cs-draft__steps">
          <li>
            <a href={`${path}/preview`}>See it as signers will</a>
          </li>
          <li>
            {asText ? (
              <a href={path}>Part by part</a>
            ) : (
              <a href={`${path}?as=text`}>The whole text in one box</a>
            )}
          </li>
          <li>
            <a href={`${path}/earlier`}>Earlier texts</a>
          </li>
          <li>
            <a href={`${path}/download`}>Download Word</a>
          </li>
          <li>
            <a href={`${path}/review`}>Ask people to read it</a>
          </li>
          <li>
            <a href={`${path}/send`}>Send for ratification</a>
          </li>
        </ul>
      </nav>
      {asText ? (
        <form method="post" action={`${path}/save`} autoComplete="off">
          {reading.problem && (
            <Notice tone="important" title="This text cannot be read as a policy yet">
              <p>
                Line {reading.problem.line}: {reading.problem.sentence}
              </p>
            </Notice>
          )}
          <input type="hidden" name="revision" value={draft.revision} />
          <TextArea
            label="The whole text"
            name="whole"
            rows={30}
            spellCheck
            className="cs-input cs-draft__whole"
            hint="This box is saved when you press Save, and not before. Every mark counts here: document control stands between the lines of ---, agreements between lines of colons."
            defaultValue={draft.text}
          />
          <ButtonGroup>
            <Button>Save</Button>
            <a href={path}>Back to the parts</a>
          </ButtonGroup>
        </form>
      ) : (
        <Editor
          key={draft.id}
          path={path}
          draftId={draft.id}
          personId={actor.personId}
          timeZone={timeZone}
          parts={parts}
          revision={draft.revision}
          saved={
            dayOf(draft.updatedAt, timeZone) === actor.today
              ? `Saved at ${sayTime(draft.updatedAt, timeZone)}`
              : `Saved on ${savedAt}`
          }
          reading={sayReading(reading, timeZone)}
          setAside={setFindingAsideAction.bind(null, draft.policyId)}
          takeUp={takeFindingUpAction.bind(null, draft.policyId)}
        />
      )}
    </Shell>
  );
}
