import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

export type ButtonVariant = "primary" | "secondary" | "warning" | "quiet";

function look(variant: ButtonVariant, fullOnPhone: boolean, className?: string) {
  return classNames(
    "cs-button",
    variant !== "primary" && `cs-button--${variant}`,
    fullOnPhone && "cs-button--full-on-phone",
    className,
  );
}

type ButtonProps = ComponentProps<"button"> & { variant?: ButtonVariant; fullOnPhone?: boolean };

/** A button that does something. `type` is `submit` unless said otherwise; `quiet` looks like a link. */
export function Button({
  variant = "primary",
  fullOnPhone = false,
  className,
  type = "submit",
  ...rest
}: ButtonProps) {
  return <button type={type} className={look(variant, fullOnPhone, className)} {...rest} />;
}

type LinkButtonProps = ComponentProps<"a"> & {
  href: string;
  variant?: ButtonVariant;
  fullOnPhone?: boolean;
};

/** A link that looks like a button: it goes somewhere and changes nothing. Announced as a link. */
export function LinkButton({
  variant = "primary",
  fullOnPhone = false,
  className,
  ...rest
}: LinkButtonProps) {
  return <a className={look(variant, fullOnPhone, className)} {...rest} />;
}

/** A row of buttons and links under a form; wraps on a phone. Not printed. */
export function ButtonGroup({ children }: { children: React.ReactNode }) {
  return <div className="cs-buttons">{children}</div>;
}
