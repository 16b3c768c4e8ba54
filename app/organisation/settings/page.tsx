import type { Metadata } from "next";
import { SettingsForm } from "#components/messages/settings-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { organisationSettings } from "#lib/organisations/settings.ts";
import { may } from "#lib/permissions/permissions.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { Shell } from "../../shell.tsx";
import { changeSettingsAction } from "./actions.ts";

type Props = { searchParams: Promise<{ done?: string | string[] }> };

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ searchParams }: Props) {
  const actor = await requireActor();
  const settings = await orNotFound(organisationSettings(actor));
  const { done } = await searchParams;
  return (
    <Shell
      actor={actor}
      current="/organisation"
      above={<BackLink href="/organisation">{actor.organisation.name}</BackLink>}
    >
      <PageHeading lead="These hold for the whole organisation and all its schools.">Settings</PageHeading>
      {done === "saved" && <Notice tone="success">The settings have been saved.</Notice>}
      <SettingsForm
        action={changeSettingsAction}
        values={{
          ...settings,
          quietFrom: String(settings.quietFrom % 24),
          quietTo: String(settings.quietTo % 24),
          returnDays: String(settings.returnDays),
        }}
      />
      {may(actor, "holidays:keep", actor.organisationId) && (
        <section className="cs-section" aria-labelledby="holidays">
          <h2 id="holidays">Holidays</h2>
          <p>
            <a href="/organisation/holidays">Holidays of all schools</a>
          </p>
        </section>
      )}
    </Shell>
  );
}
