import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

type BarProps = {
  /** Whom or what it counts: "Teaching staff". May be a link. */
  label: ReactNode;
  value: number;
  of: number;
  /** The word for what has been counted: "signed". */
  what?: string;
  /** The one figure of a page that must be read from across a desk. */
  large?: boolean;
};

/**
 * A part of a whole, in figures and as a picture. Drawn as SVG: a width in a style attribute would be
 * refused by the Content-Security-Policy, and browsers leave backgrounds out when they print.
 */
export function Bar({ label, value, of, what = "signed", large = false }: BarProps) {
  const part = of > 0 ? Math.min(1, Math.max(0, value / of)) : 0;
  // Never drawn as full while one is missing, nor as nothing once one is there.
  const percent = part === 0 || part === 1 ? part * 100 : Math.min(99, Math.max(1, part * 100));
  return (
    <div className={classNames("cs-bar", large && "cs-bar--large")}>
      <div className="cs-bar__words">
        <span className="cs-bar__label">{label}</span>
        <span className="cs-bar__figures">
          <strong>{value.toLocaleString("en-GB")}</strong> of {of.toLocaleString("en-GB")} {what}
        </span>
      </div>
      <svg className="cs-bar__picture" aria-hidden="true" focusable="false">
        <rect className="cs-bar__ground" width="100%" height="100%" />
        <rect className="cs-bar__part" width={`${Math.round(percent * 10) / 10}%`} height="100%" />
      </svg>
    </div>
  );
}
