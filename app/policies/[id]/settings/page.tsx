import type { Metadata } from "next";
import { PolicySettingsForm } from "#components/ratification/policy-settings-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { policySettings } from "#lib/ratification/policy-settings.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { changePolicySettingsAction } from "./actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string | string[] }> };

export const metadata: Metadata = { title: "Settings of the policy" };

export default async function PolicySettingsPage({ params, searchParams }: Props) {
  const { id } = await params;
  const actor = await requireActor();
  const settings = await orNotFound(policySettings(actor, id));
  const { done } = await searchParams;
  return (
    <Shell
      actor={actor}
      current="/policies"
      above={<BackLink href={`/policies/${id}`}>{settings.title}</BackLink>}
    >
      <PageHeading
        caption={settings.title}
        lead="Who approves it, and how it is adopted, signed and published."
      >
        Settings
      </PageHeading>
      {done === "saved" && <Notice tone="success">The settings have been saved.</Notice>}
      {settings.last === null && (
        <Notice title="Nobody has said who approves this policy">
          <p>Until then, its next version cannot be sent for ratification.</p>
        </Notice>
      )}
      {settings.waiting && (
        <Notice>
          <p>
            A decision about {settings.waiting} is awaited. Who approves the policy can be changed after that.
          </p>
        </Notice>
      )}
      <PolicySettingsForm
        action={changePolicySettingsAction.bind(null, id)}
        approvers={settings.approvers}
        unit={settings.unit}
        adopted={settings.unit.isOrganisation}
        cancel={`/policies/${id}`}
        values={{
          first: settings.first ?? "",
          last: settings.last ?? "",
          minorDuty: settings.minorDuty ?? "",
          adoptionRule: settings.adoptionRule,
          renewal: settings.renewal,
          signWithinDays: String(settings.signWithinDays),
          exemptionBy: settings.exemptionBy,
          indexable: settings.indexable ? "on" : "",
        }}
      />
    </Shell>
  );
}
