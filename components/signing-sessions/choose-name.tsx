import { Button, LinkButton } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import type { TabletView, Thanked } from "#lib/signing-sessions/tablet-view.ts";
import { TabletFrame } from "./tablet-frame.tsx";

type ChooseNameProps = {
  view: TabletView & { at: "names" };
  problems: FieldProblem[];
};

export function ChooseName({ view, problems }: ChooseNameProps) {
  const { names, children, group, school, letters, letter } = view;
  return (
    <TabletFrame top={<p className="cs-tablet__who">{children ? group : school}</p>}>
      {problems.map(({ message }) => (
        <Notice key={message} tone="important">
          <p role="alert">{message}</p>
        </Notice>
      ))}
      {names.length === 0 && !letters ? (
        <>
          <h1>{children ? "Everybody has had a turn" : "Everybody has signed"}</h1>
          <p className="cs-tablet__lead">
            {children ? "Give the tablet to your teacher." : "Nobody is left on this list."}
          </p>
        </>
      ) : (
        <>
          <h1>{children ? "Who are you?" : "Choose your name"}</h1>
          {letters && (
            <nav aria-label="First letter of your last name">
              <p className="cs-tablet__lead">
                {!letter
                  ? "What is the first letter of your last name?"
                  : names.length > 0
                    ? "Names with this letter:"
                    : "Everybody with this letter has signed."}
              </p>
              <div className="cs-tablet__letters">
                {letters.map((one) => (
                  <LinkButton
                    key={one}
                    href={`/class?letter=${encodeURIComponent(one)}`}
                    variant={one === letter ? "primary" : "secondary"}
                    aria-current={one === letter ? "page" : undefined}
                  >
                    {one}
                  </LinkButton>
                ))}
              </div>
            </nav>
          )}
          <form
            method="post"
            action="/class/name"
            className={classNames("cs-tablet__names", !children && "cs-tablet__names--long")}
          >
            {names.map(({ personId, name }) => (
              <Button key={personId} name="person" value={personId} variant="secondary">
                {name}
              </Button>
            ))}
          </form>
        </>
      )}
      <p>
        <LinkButton href="/class?missing=1" variant="quiet">
          My name is not here
        </LinkButton>
      </p>
    </TabletFrame>
  );
}

/** For whoever is not in the list: what it may be, and nothing that a child could do wrong. */
export function NameMissing({ isChild }: { isChild: boolean }) {
  return (
    <TabletFrame>
      <h1>{isChild ? "Tell your teacher" : "Your name is not here"}</h1>
      <p className="cs-tablet__lead">
        {isChild
          ? "Say: “My name is not here.” Maybe you have signed already. Your teacher can look."
          : "You may have signed already, or this agreement may not be for you. Ask the colleague who leads this."}
      </p>
      <p className="mt-6">
        <LinkButton href="/class">Look at the names again</LinkButton>
      </p>
    </TabletFrame>
  );
}

const through = {
  none: "A colleague confirms that it was you, and then it is signed. Give the tablet to the next person.",
  question:
    "A colleague confirms that it was you, and then your school has your question. You can sign the agreement at any time. Give the tablet to the next person.",
  refusal:
    "A colleague confirms that it was you, and then your school is told. The policy applies all the same. If you change your mind, you can sign the agreement at any time. Give the tablet to the next person.",
};

/** Somebody has agreed, or written instead, and the tablet goes on to the next. */
export function Thanks({ name, isChild, response }: Thanked) {
  return (
    <TabletFrame>
      <h1>
        {response === "refusal"
          ? "You have said that you do not agree"
          : response === "question"
            ? `Thank you for asking, ${name}`
            : `Thank you, ${name}`}
      </h1>
      <p className="cs-tablet__lead">
        {isChild ? "Give the tablet to the next person." : through[response ?? "none"]}
      </p>
      <p className="mt-6">
        <LinkButton href="/class">Next person</LinkButton>
      </p>
    </TabletFrame>
  );
}
