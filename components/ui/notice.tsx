import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

type NoticeProps = {
  tone?: "information" | "success" | "important";
  /** The first line. "Success" and "Important" when not given; a notice for information may do without. */
  title?: string;
  children?: ReactNode;
};

const titles = { information: undefined, success: "Success", important: "Important" };

/** Something that the reader should know before the rest of the page. A success is announced when it appears. */
export function Notice({ tone = "information", title = titles[tone], children }: NoticeProps) {
  const id = `notice-${useId()}`;
  return (
    <div
      className={classNames("cs-notice", tone !== "information" && `cs-notice--${tone}`)}
      role={tone === "success" ? "alert" : undefined}
    >
      {title && (
        <p id={id} className="cs-notice__title">
          {title}
        </p>
      )}
      {children && <div className="cs-stack">{children}</div>}
    </div>
  );
}

/** The confirmation on top of a receipt: the page's heading and what follows from it. */
export function Panel({
  title,
  large = false,
  children,
}: {
  title: string;
  /** For a page that is held up to somebody. */
  large?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={classNames("cs-panel", large && "cs-panel--large")}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}

/** Says that a list is empty, and why, or what to do: "Nothing to sign". */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="cs-empty">
      <p className="cs-empty__title">{title}</p>
      {children}
    </div>
  );
}
