import { notFound } from "next/navigation";
import { AddContactForm, ChangeContactForm, EndForm } from "#components/people/forms.tsx";
import { sayContact, sayDates } from "#components/people/person-facts.tsx";
import { PressForm } from "#components/people/press-form.tsx";
import { Button, ButtonGroup, LinkButton } from "#components/ui/button.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { RecordedContact } from "#lib/people/person-record.ts";
import { findAdults } from "#lib/people/queries.ts";
import { roleNames, rolePlurals } from "#lib/people/words.ts";
import { may } from "#lib/permissions/permissions.ts";
import { addContactAction, changeContactAction, confirmContactAction, endContactAction } from "./actions.ts";
import { PersonFrame, type PersonHere, requirePerson } from "./person-frame.tsx";
import { only, type Query, type Urn } from "./place.ts";

async function requirePupil(urn: Urn, id: string): Promise<PersonHere> {
  const at = await requirePerson(urn, id);
  if (!at.person.memberships.some(({ role }) => role === "pupil")) notFound();
  return at;
}

/** Whether the adult is asked to sign, as far as the contact goes. */
const isAsked = ({ ended, maySign, doNotContact, disputed }: RecordedContact) =>
  !ended && maySign && !doNotContact && !disputed;

function Contacts({ at }: { at: PersonHere }) {
  const { person, here, actor, unit, urn } = at;
  const letters = urn && may(actor, "signatures:record", unit.id) ? `/school/${urn}/letters/make` : null;
  if (person.contacts.length === 0)
    return (
      <EmptyState title="No contacts">
        <p>Without one, nobody can sign for {person.name}.</p>
      </EmptyState>
    );
  return (
    <ul className="list-none p-0">
      {person.contacts.map((contact) => (
        <li key={contact.id} className="cs-stack mb-8">
          <p className="wrap-anywhere">
            {contact.position}. <strong>{contact.name}</strong>: {sayContact({ ...contact, disputed: false })}
            , {sayDates(contact)} {contact.ended && <Tag>Ended</Tag>}
            {!contact.ended && contact.disputed && <Tag tone="bad">Says: not my child</Tag>}
          </p>
          {isAsked(contact) && contact.reach === "address-not-to-use" && (
            <p>This address cannot be used; find another way.</p>
          )}
          {isAsked(contact) && contact.reach === "no-address" && <p>No e-mail address.</p>}
          {!contact.ended && (
            <ButtonGroup>
              <LinkButton variant="secondary" href={`${here}/contacts/${contact.id}`}>
                Change<span className="cs-hidden"> {contact.name}</span>
              </LinkButton>
              {letters && isAsked(contact) && (
                <form method="post" action={letters}>
                  <input type="hidden" name="adult" value={contact.personId} />
                  <Button variant="secondary">
                    Print letter<span className="cs-hidden"> for {contact.name}</span>
                  </Button>
                </form>
              )}
            </ButtonGroup>
          )}
        </li>
      ))}
    </ul>
  );
}

export async function ContactsPage({ urn, id, query }: { urn: Urn; id: string; query: Query }) {
  const at = await requirePupil(urn, id);
  const { actor, unit, person, here } = at;
  const search = (only(query.name) ?? "").slice(0, 200);
  const adults = search ? await findAdults(actor, unit.id, search) : [];
  const current = person.contacts.filter(({ ended }) => !ended).length;
  return (
    <PersonFrame at={at} heading="Contacts" query={query}>
      <p>
        Parents, carers and others who stand up for {person.name}. Never write down why someone may not sign.
      </p>
      <Contacts at={at} />
      {urn && may(actor, "signatures:record", unit.id) && (
        <p>
          <a href={`/school/${urn}/letters`}>Letters to parents and carers whom no message reaches</a>
        </p>
      )}
      <section className="cs-section cs-stack" aria-labelledby="add">
        <h2 id="add">Add a contact</h2>
        <search>
          <form method="get" action={`${here}/contacts#add`}>
            <TextField
              label="Find them by name"
              name="name"
              defaultValue={search}
              autoComplete="off"
              hint={`Somebody known here. If they are not, add them first, as one of the ${rolePlurals.parent.toLowerCase()}`}
            />
            <Button variant="secondary">Find</Button>
          </form>
        </search>
        {search !== "" && adults.length === 0 && (
          <EmptyState title={`Nobody here is called “${search}”`}>
            <p>
              <a href={`${at.path}/new`}>Add a person</a>
            </p>
          </EmptyState>
        )}
        {adults.length > 0 && (
          <AddContactForm
            action={addContactAction.bind(null, urn, id)}
            adults={adults.map((adult) => ({
              id: adult.id,
              label: [adult.name, ...adult.roles.map((role) => roleNames[role])].join(", "),
            }))}
            values={{
              startsOn: datePartsOf(actor.today),
              position: String(current + 1),
              maySign: true,
              ...(adults.length === 1 && adults[0] ? { adultId: adults[0].id } : {}),
            }}
          />
        )}
      </section>
    </PersonFrame>
  );
}

type ContactPageProps = { urn: Urn; id: string; contactId: string };

export async function ContactPage({ urn, id, contactId }: ContactPageProps) {
  const at = await requirePupil(urn, id);
  const contact = at.person.contacts.find((one) => one.id === contactId);
  if (!contact) notFound();
  const contacts = `${at.here}/contacts`;
  const { relationship, parentalResponsibility, livesWith, maySign, doNotContact, actsForAdult, position } =
    contact;
  const day = contact.startsOn > at.actor.today ? contact.startsOn : at.actor.today;
  return (
    <PersonFrame at={at} heading={contact.name} back={{ href: contacts, words: "Contacts" }}>
      {contact.disputed && !contact.ended && (
        <Notice tone="important" title={`${contact.name} says: this is not my child`}>
          <p>
            Until it is set right, nothing about {at.person.name} is shown or sent to them. If they are a
            contact after all, confirm it, and they are asked again. If not, end the contact below.
          </p>
          <PressForm action={confirmContactAction.bind(null, urn, contactId)}>Confirm this contact</PressForm>
        </Notice>
      )}
      <ChangeContactForm
        action={changeContactAction.bind(null, urn, id, contactId)}
        values={{
          relationship,
          parentalResponsibility,
          livesWith,
          maySign,
          doNotContact,
          actsForAdult,
          position: String(position),
        }}
        cancel={contacts}
      />
      {!contact.ended && (
        <section className="cs-section cs-stack" aria-labelledby="end">
          <h2 id="end">End this contact</h2>
          <EndForm
            action={endContactAction.bind(null, urn, contactId)}
            values={{ on: datePartsOf(day) }}
            button="End contact"
            prefix="end-"
          />
        </section>
      )}
    </PersonFrame>
  );
}
