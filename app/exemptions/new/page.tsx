import type { Metadata } from "next";
import { AskForExemptionForm } from "#components/policies/exemption-forms.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { newId } from "#lib/identifiers.ts";
import { type RequestPage, requestPage } from "#lib/policies/exemptions/request-page.ts";
import { shorten } from "#lib/policies/exemptions/words.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { Shell } from "../../shell.tsx";
import { askForExemptionAction } from "../actions.ts";

type Query = Record<string, string | string[] | undefined>;
type Props = { searchParams: Promise<Query> };

export const metadata: Metadata = { title: "Ask for an exemption" };

const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : "");

export default async function AskForExemptionPage({ searchParams }: Props) {
  const query = await searchParams;
  const actor = await requireActor();
  const name = one(query.name).slice(0, 100);
  const page = await orNotFound(requestPage(actor, one(query.policy), name));
  const chosen = page.people.find(({ id, unitId }) => `${id}_${unitId}` === one(query.person)) ?? null;
  const [year = "", month = "", day = ""] = actor.today.split("-");
  const path = `/exemptions/new?policy=${page.policy.id}`;
  return (
    <Shell actor={actor} above={<BackLink href="/exemptions">Exemptions</BackLink>}>
      <PageHeading
        caption={`${page.policy.title}, version ${page.version.number}`}
        lead={chosen ? `For ${chosen.name}, ${chosen.unit}.` : "For yourself."}
      >
        Ask for an exemption
      </PageHeading>
      {chosen && (
        <p>
          <a href={path}>Ask for yourself instead</a>
        </p>
      )}
      {chosen || page.units.length > 0 ? (
        <AskForExemptionForm
          key={chosen ? `${chosen.id} ${chosen.unitId}` : "own"}
          action={askForExemptionAction.bind(null, page.policy.id)}
          clauses={page.clauses.map(({ anchor, words }) => ({ value: anchor, label: shorten(words, 90) }))}
          units={
            chosen || page.units.length === 1
              ? []
              : page.units.map(({ id, name }) => ({ value: id, label: name }))
          }
          hidden={{
            formId: newId(),
            ...(chosen ? { personId: chosen.id, unitId: chosen.unitId } : {}),
            ...(!chosen && page.units.length === 1 ? { unitId: page.units[0]?.id ?? "" } : {}),
          }}
          values={{
            clause: one(query.clause),
            unitId: page.units[0]?.id ?? "",
            reason: "",
            startsOn: { day: String(Number(day)), month: String(Number(month)), year },
            endsOn: { day: "", month: "", year: "" },
          }}
        />
      ) : (
        <p>You do not belong to a school where this policy holds, so there is nothing to ask for yourself.</p>
      )}
      {page.forOthers && !chosen && <ForSomebody page={page} name={name} path={path} />}
    </Shell>
  );
}

type ForSomebodyProps = { page: RequestPage; name: string; path: string };

/** Finds somebody by name, for those who may ask for others. */
function ForSomebody({ page, name, path }: ForSomebodyProps) {
  return (
    <section className="cs-section" aria-labelledby="for-somebody">
      <h2 id="for-somebody">For somebody else</h2>
      <Filters action="/exemptions/new" keep={{ policy: page.policy.id }} clear={name ? path : undefined}>
        <TextField label="Name" name="name" defaultValue={name} width="20" autoComplete="off" />
      </Filters>
      {name !== "" && page.people.length === 0 && <p>Nobody of that name was found where you may ask.</p>}
      {page.people.length > 0 && (
        <ul className="cs-links">
          {page.people.map(({ id, name: found, unitId, unit }) => (
            <li key={`${id} ${unitId}`}>
              <a href={`${path}&name=${encodeURIComponent(name)}&person=${id}_${unitId}`}>
                {found}, {unit}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
