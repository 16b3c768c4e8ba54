"use client";
import { useEffect, useState } from "react";
import { Button, ButtonGroup } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { sayMoment } from "#lib/dates.ts";
import { forgetHere, foundHere, type KeptHere } from "./keep-here.ts";
import type { SaveAnswer } from "./said.ts";

type LeftHereProps = { path: string; draftId: string; personId: string; text: string; timeZone: string };

/** After a crash or without a connection: what was typed in this browser and never reached the server. */
export function LeftHere({ path, draftId, personId, text, timeZone }: LeftHereProps) {
  const [found, setFound] = useState<KeptHere[]>([]);
  const [sorry, setSorry] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for once, when the page is opened
  useEffect(() => setFound(foundHere(draftId, personId, text)), []);
  const [left] = found;
  if (!left) return null;
  const done = () => {
    forgetHere(left.key);
    setFound((others) => others.filter(({ key }) => key !== left.key));
    setSorry("");
  };
  const send = async () => {
    try {
      const answer = await fetch(`${path}/save`, {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text: left.text, revision: left.revision }),
      });
      const told = answer.ok ? ((await answer.json()) as SaveAnswer) : null;
      if (told?.kind === "saved") {
        forgetHere(left.key);
        window.location.reload();
      } else if (told?.kind === "conflict") {
        forgetHere(left.key);
        window.location.assign(`${path}/earlier/${told.copyId}`);
      } else setSorry("It could not be saved now. It is still kept in this browser.");
    } catch {
      setSorry("There is no connection. It is still kept in this browser.");
    }
  };
  return (
    <Notice tone="important" title="There is text here that was not saved">
      <p>
        You typed it in this browser{left.at > 0 ? ` on ${sayMoment(new Date(left.at), timeZone)}` : ""}, and
        it did not reach Countersign. If the draft was changed since, you can compare the two.
      </p>
      {sorry && <p role="alert">{sorry}</p>}
      <ButtonGroup>
        <Button type="button" onClick={send}>
          Save it now
        </Button>
        <Button type="button" variant="secondary" onClick={done}>
          Throw it away
        </Button>
      </ButtonGroup>
      <Details summary="Look at it">
        <pre className="cs-draft__plain">{left.text}</pre>
      </Details>
    </Notice>
  );
}
