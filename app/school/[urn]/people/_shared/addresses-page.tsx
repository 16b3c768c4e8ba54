import { AddressForm } from "#components/people/forms.tsx";
import { PressForm } from "#components/people/press-form.tsx";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { addAddressAction, endAddressAction, endSessionsAction } from "./actions.ts";
import { PersonFrame, requirePerson } from "./person-frame.tsx";
import { only, type Query, type Urn } from "./place.ts";

export async function AddressesPage({ urn, id, query }: { urn: Urn; id: string; query: Query }) {
  const at = await requirePerson(urn, id);
  const { addresses, morePower } = at.person;
  const current = addresses.filter(({ ended }) => !ended);
  // nobody was told where there was no other address
  const done = only(query.done) === "address" && current.length < 2 ? { done: "address-only" } : query;
  return (
    <PersonFrame at={at} heading="E-mail addresses" query={done}>
      {current.length > 0 ? (
        <ul className="list-none p-0">
          {current.map((address) => (
            <li key={address.id} className="cs-stack mb-8">
              <p className="wrap-anywhere">{address.address}</p>
              {morePower === null && current.length === 1 && (
                <p>
                  This is their only address. Without it they cannot sign in by e-mail until another one is
                  added.
                </p>
              )}
              {morePower === null && (
                <PressForm
                  action={endAddressAction.bind(null, urn, id)}
                  hidden={{ addressId: address.id }}
                  confirm={{
                    id: `confirmed-${address.id}`,
                    label: (
                      <>
                        Yes, take this address away<span className="cs-hidden">: {address.address}</span>
                      </>
                    ),
                  }}
                >
                  Take away<span className="cs-hidden"> {address.address}</span>
                </PressForm>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="No address">
          <p>Without one they cannot sign in by e-mail.</p>
        </EmptyState>
      )}
      {morePower === null ? (
        <section className="cs-section cs-stack" aria-labelledby="add">
          <h2 id="add">Add an address</h2>
          <AddressForm action={addAddressAction.bind(null, urn, id)} values={{}} />
        </section>
      ) : (
        <Notice>
          <p>
            This person is {morePower}. Whoever changes their addresses decides where their sign-in codes go,
            so only an organisation administrator or they themselves can do that.
          </p>
        </Notice>
      )}
      <section className="cs-section cs-stack" aria-labelledby="sessions">
        <h2 id="sessions">Signed in</h2>
        <p>If a phone or a computer was lost, sign them out everywhere.</p>
        <PressForm action={endSessionsAction.bind(null, urn, id)}>Sign out everywhere</PressForm>
      </section>
    </PersonFrame>
  );
}
