import type { Metadata } from "next";
import { Page } from "#components/layout/page.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Prose } from "#components/ui/prose.tsx";

export const metadata: Metadata = { title: "How we use this information" };

export default function PrivacyPage() {
  return (
    <Page>
      <PageHeading>How we use this information</PageHeading>
      <Prose>
        <p>
          Your school or trust uses Countersign to keep its acceptable-use policies, to have them signed, and
          to be able to show later who signed which words. It decides what is recorded and why, and answers
          for it: in the words of data protection law, it is the controller.
        </p>

        <h2>What is recorded when you sign</h2>
        <ul>
          <li>your name as you printed it, and your answers to the agreement’s other questions</li>
          <li>the name of anyone who helped you, if you gave it</li>
          <li>the exact words that you were shown, which version they are, and which school they are for</li>
          <li>the date and time</li>
          <li>
            how you signed: on a screen, on a tablet with your class or group and who confirmed that it was
            you, on paper and who witnessed it (with a scan of the paper where the school keeps one), or at
            the door
          </li>
          <li>the kind of browser you used</li>
        </ul>
        <p>
          If you ask a question or do not agree, your words and the time are recorded, so that your school can
          answer you.
        </p>
        <p>
          Nothing is recorded of how long you read, what else you do, or where you are, beyond what is in this
          list.
        </p>

        <p>
          On a class’s tablet, “I&apos;m not sure” at a rule is shown to the teacher. If you come to a
          school’s reception, it records why, your firm and who expects you if you said so, when you came and
          left, and the colleague who confirmed who you are. Where a visit was entered, or a tablet asked to
          be let in, a scrambled form of its network’s address is kept, from which the address cannot be read:
          it only shows whether many came from the same place.
        </p>

        <h2>What is known about you besides</h2>
        <ul>
          <li>for pupils: date of birth where the school entered it, year, and who may sign for them</li>
          <li>messages that were sent to you, and whether they arrived at the mail server</li>
          <li>your name, and the e-mail addresses that your school has for you</li>
          <li>
            your role at the school, your class or tutor group if you have one, and from when until when
          </li>
          <li>which agreements apply to you, and what you have signed</li>
          <li>when you signed in, and whether by code or with your school account</li>
          <li>changes that people made to these records: who made them and when</li>
        </ul>

        <h2>Signing is not consent</h2>
        <p>
          When you sign, you acknowledge that you have read an agreement and you agree to keep to it. In data
          protection law “consent” is something else, and signing here does not give it. Your school asks for
          that separately where it needs it. Rules that apply to everyone in the school apply whether or not
          you sign.
        </p>

        <h2>Who sees it</h2>
        <ul>
          <li>you: everything that you signed, with its receipt</li>
          <li>
            the head of your school, and people the head has asked to help, so that they know who has not
            signed
          </li>
          <li>the school’s office, which keeps names, addresses and roles right</li>
          <li>the teachers of a class, while its pupils sign on tablets: names, and who has signed</li>
          <li>whoever gives out logins and Wi-Fi at your school: your name, and that you have signed</li>
          <li>in a trust or federation, the few people who look after this for all of its schools</li>
          <li>an auditor or inspector, if your school has to prove what was signed</li>
          <li>whoever runs the computer that Countersign is on, and only to run it</li>
        </ul>
        <p>No other school or trust can see it. It is not sold, and it is not used for advertising.</p>

        <h2>How long it is kept</h2>
        <p>
          As long as your school’s retention schedule says: it is your school’s decision, and its office or
          data protection officer can tell you how long that is. When you leave, nothing more is due from you,
          and what you signed is kept until then. After that, your personal details can be erased, while the
          fact that someone signed that text can still be checked.
        </p>

        <h2>Cookies</h2>
        <p>
          Countersign sets only the cookies that it needs to work: while you sign in, to know your browser
          again and where you were going; then one that keeps you signed in; and, for a few minutes, one that
          keeps what you typed when something in a form has to be put right. If you sign in at a school’s door
          with your own phone, it keeps your pass for when you come back; the school’s tablet forgets you as
          soon as you are through. A tablet that is let in to a class session has one until the session ends.
          There are none for statistics or advertising.
        </p>

        <h2>Your rights</h2>
        <p>
          You can ask your school for a copy of what it holds about you, and to put right what is wrong. In
          some cases you can ask it to erase or to stop using something, or object to its use. A signature
          itself can’t be changed, because then it would prove nothing; a correction is recorded beside it.
        </p>
        <p>
          Ask the school’s office, or the data protection officer named in your school’s privacy notice. If
          you are not content with the answer, you can complain to the{" "}
          <a href="https://ico.org.uk/make-a-complaint/">Information Commissioner’s Office</a>.
        </p>
      </Prose>
    </Page>
  );
}
