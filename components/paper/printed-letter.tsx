import { QrCode } from "#components/ui/qr-code.tsx";
import { sayDay } from "#lib/dates.ts";

type Props = {
  name: string;
  school: string;
  organisation: string;
  /** The short address, with its scheme. */
  address: string;
  /** As it is printed. */
  code: string;
  until: Date;
};

/** A letter to one parent or carer, on a sheet of its own. It names the school and no child. */
export function PrintedLetter({ name, school, organisation, address, code, until }: Props) {
  return (
    <article className="cs-form" aria-label={`Letter to ${name}`}>
      <header className="cs-form__head">
        <div>
          <p className="cs-form__school">{organisation === school ? "" : organisation}</p>
          <h2>{school}</h2>
          <p className="cs-form__name">
            For <strong>{name}</strong>
          </p>
        </div>
        <div className="cs-form__code">
          <QrCode text={address} label={address} className="cs-form__qr" />
        </div>
      </header>
      <div className="cs-stack">
        <p>
          {school} asks you to read its rules for using computers and the internet, and to sign that you
          agree, as a parent or carer. It takes a few minutes, on a phone, a tablet or a computer. You need no
          account and no password.
        </p>
        <p>
          1. Go to <strong className="wrap-anywhere">{address.replace(/^https?:\/\//, "")}</strong>, or point
          a phone’s camera at the square.
        </p>
        <p>
          2. Type this code: <strong className="text-2xl whitespace-nowrap">{code}</strong>
        </p>
        <p>3. Read, and sign for each child.</p>
        <p>
          The code works until {sayDay(until)}, as often as you like. It is yours alone: please do not pass it
          on. If you would rather sign on paper, ask the school’s office.
        </p>
      </div>
    </article>
  );
}
