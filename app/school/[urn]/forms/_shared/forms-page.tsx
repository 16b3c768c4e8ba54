import { PrintedForm } from "#components/paper/printed-form.tsx";
import { BackLink, Pagination } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayMoment } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { sayFormCode } from "#lib/signing/form-code.ts";
import { formsOfPrinting, formsOnPage } from "#lib/signing/print-forms.ts";
import { orNotFound } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { requireListPlace } from "../../not-signed/_shared/list-place.ts";
import type { Urn } from "../../people/_shared/place.ts";
import { PrintButton } from "../print-button.tsx";

export type FormsQuery = { by?: string; at?: string; from?: string };

/** The forms of one printing, each on pages of its own. */
export async function FormsPage({ urn, query }: { urn: Urn; query: FormsQuery }) {
  const { actor, unit, list, forms: path, paper } = await requireListPlace(urn, "signatures:record");
  const { by = "", at = "", from: given = "" } = query;
  const from = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  const {
    forms,
    total,
    at: printedAt,
  } = await orNotFound(formsOfPrinting(actor, unit.id, { by: String(by), at: String(at) }, from));
  const { url } = settings();
  const part = (start: number) => `${path}?${new URLSearchParams({ by, at, from: String(start) })}`;
  const count = total === 1 ? "1 form" : `${total.toLocaleString("en-GB")} forms`;
  return (
    <Shell actor={actor} above={<BackLink href={list}>Who has not signed</BackLink>}>
      <div className="cs-prints-forms cs-stack">
        <PageHeading caption={unit.name}>Forms to print</PageHeading>
        <p>
          {count} made on {sayMoment(printedAt, actor.organisation.timeZone)}, by name
          {forms.length < total &&
            `: ${(from + 1).toLocaleString("en-GB")} to ${(from + forms.length).toLocaleString("en-GB")} on this page`}
          . Each starts on a page of its own.
        </p>
        <Notice>
          <p>
            When a form comes back, type its code under <a href={paper}>Record paper signature</a>, or point a
            phone’s camera at the square.
          </p>
        </Notice>
        <PrintButton />
      </div>
      {forms.map((form) => (
        <PrintedForm
          key={form.id}
          form={form}
          school={unit.name}
          code={sayFormCode(form.code)}
          href={`${url}${paper}?code=${form.code}`}
          policyHref={`${url}/p/${actor.organisation.slug}/${form.policySlug}`}
        />
      ))}
      <Pagination
        label="Forms"
        first={from > 0 ? part(0) : undefined}
        next={from + forms.length < total ? part(from + formsOnPage) : undefined}
      />
    </Shell>
  );
}
