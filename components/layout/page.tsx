import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { SkipLink } from "#components/ui/navigation.tsx";
import { colourOf, wordsOn } from "./colour.ts";

export type PageLink = { href: string; label: string; current?: boolean };

export type PageProps = {
  /** Whose pages these are; without it the band says Countersign. `href` is where its name leads. */
  organisation?: { name: string; colour?: string | null; href?: string };
  /** Who is signed in; brings the `Sign out` button. */
  person?: { name: string };
  links?: PageLink[];
  /** Above the main part: a `BackLink` or `Breadcrumbs`. */
  above?: ReactNode;
  /** `read`: everything keeps to the measure of a text. `wide`: tables and overviews take the page's width. */
  width?: "read" | "wide";
  children: ReactNode;
};

function Band({ organisation }: Pick<PageProps, "organisation">) {
  const colour = colourOf(organisation?.colour);
  return (
    <>
      <div className={classNames("cs-band", `cs-band--${wordsOn(colour)}`)}>
        <svg className="cs-band__colour" aria-hidden="true" focusable="false">
          <rect width="100%" height="100%" fill={colour} />
        </svg>
        <div className="cs-band__inner cs-width">
          <div className="cs-band__row">
            <p className="cs-band__name">
              <a href={organisation?.href ?? "/"}>{organisation?.name ?? "Countersign"}</a>
            </p>
            {organisation && <p className="cs-band__product">Countersign</p>}
          </div>
        </div>
      </div>
      <svg className="cs-band__line" aria-hidden="true" focusable="false">
        <rect width="100%" height="100%" fill={colour} />
      </svg>
    </>
  );
}

function Navigation({ person, links = [] }: Pick<PageProps, "person" | "links">) {
  if (!person && links.length === 0) return null;
  return (
    <div className="cs-nav">
      <div className="cs-nav__row cs-width">
        {links.length > 0 && (
          <nav aria-label="Countersign">
            <ul className="cs-nav__links">
              {links.map(({ href, label, current }) => (
                <li key={href}>
                  <a href={href} aria-current={current ? "page" : undefined}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {person && (
          <div className="cs-nav__person">
            <span>{person.name}</span>
            <form method="post" action="/sign-out">
              <Button variant="quiet">Sign out</Button>
            </form>
          </div>
        )}
      </div>
    </div>
  );
}

/**
 * The frame of every page: whose it is, who is signed in, where they can go, the page, the footer.
 * Takes all it shows as props and fetches nothing; links are plain, so it brings no script.
 */
export function Page({ organisation, person, links, above, width = "read", children }: PageProps) {
  return (
    <>
      <SkipLink />
      <header>
        <Band organisation={organisation} />
        <Navigation person={person} links={links} />
      </header>
      <div className="cs-width">
        {above && <div className="cs-above">{above}</div>}
        <main id="main" tabIndex={-1} className={classNames("cs-main", width === "read" && "cs-read")}>
          {children}
        </main>
      </div>
      <footer className="cs-footer">
        <div className="cs-footer__row cs-width">
          <a href="/accessibility">Accessibility</a>
          <a href="/privacy">How we use this information</a>
        </div>
      </footer>
    </>
  );
}
