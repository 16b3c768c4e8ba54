import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

export type CorrectionPlace = {
  /** Where corrections are posted: `…/draft/check`. */
  path: string;
  /** Of the draft that the page shows. */
  revision: number;
  /** The part that came back with something wrong, with what was typed. */
  back: { part: string; values: Record<string, string> } | null;
};

type CorrectionProps = {
  place: CorrectionPlace;
  /** Tells the forms of a page apart; also what comes back opens. */
  part: string;
  summary: string;
  button: string;
  hidden?: Record<string, string>;
  /** The last step of the route that takes it. */
  to?: "correct" | "not-placed";
  variant?: "secondary" | "warning";
  children?: ReactNode;
};

/** One correction, folded away until somebody wants it. Works without JavaScript. */
export function CorrectionForm(props: CorrectionProps) {
  const {
    place,
    part,
    summary,
    button,
    hidden = {},
    to = "correct",
    variant = "secondary",
    children,
  } = props;
  return (
    <details className="cs-details cs-no-print" open={place.back?.part === part}>
      <summary>{summary}</summary>
      <form method="post" action={`${place.path}/${to}`} className="cs-details__body" noValidate>
        <input type="hidden" name="form" value={part} />
        <input type="hidden" name="revision" value={place.revision} />
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        <Button variant={variant}>{button}</Button>
      </form>
    </details>
  );
}
