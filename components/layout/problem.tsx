import { PageHeading } from "#components/ui/page-heading.tsx";
import { Page } from "./page.tsx";

/** What a person sees when something failed that nobody foresaw. `id` finds it in the server's log. */
export function Problem({ id, again }: { id?: string; again?: () => void }) {
  return (
    <Page>
      <PageHeading>Sorry, there is a problem</PageHeading>
      <div className="cs-stack">
        <p>Something went wrong at our end. Nothing that you had finished is lost.</p>
        <p>
          Try again in a few minutes. If you were signing, you can safely sign again: you will never be
          counted twice.
        </p>
        {id && (
          <p>
            If it happens again, tell your school’s office this number: <strong>{id}</strong>
          </p>
        )}
        {again && (
          <p>
            <button type="button" className="cs-button" onClick={again}>
              Try again
            </button>
          </p>
        )}
      </div>
    </Page>
  );
}
