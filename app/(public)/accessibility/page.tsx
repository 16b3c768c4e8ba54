import type { Metadata } from "next";
import { Page } from "#components/layout/page.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Prose } from "#components/ui/prose.tsx";

export const metadata: Metadata = { title: "Accessibility statement" };

export default function AccessibilityPage() {
  return (
    <Page>
      <PageHeading>Accessibility statement</PageHeading>
      <Prose>
        <p>
          This statement is about Countersign, with which your school keeps its acceptable-use policies and
          has them signed. We want everyone to be able to use it. You should be able to:
        </p>
        <ul>
          <li>make the text four times as large without scrolling sideways to read it</li>
          <li>do everything with a keyboard alone, and always see where you are</li>
          <li>read and sign with JavaScript switched off</li>
          <li>use your own colours, or the high contrast of your device</li>
          <li>take as long as you need: there is no time limit while you read</li>
          <li>
            keep your “Cleared” page open on the tablet at reception: it closes by itself after 90 seconds,
            unless you press “Keep this open”
          </li>
          <li>listen to every page with a screen reader</li>
          <li>print what you read and what you signed</li>
        </ul>

        <h2>How accessible it is</h2>
        <p>
          Countersign is built to meet the Web Content Accessibility Guidelines version 2.2 at level AA. It
          has been tested by its makers, as described below. It has not yet been audited by someone else, nor
          tested with people who use assistive technology every day, so we don’t claim that it meets the
          standard in full.
        </p>

        <h2>What we know does not work well</h2>
        <ul>
          <li>
            A policy is shown with the headings, lists and tables that your school gave it. Where a school’s
            document has wide tables or unclear headings, so has the page. A wide table can be scrolled
            sideways within its own frame, with the keyboard too.
          </li>
          <li>
            With JavaScript switched off, the title of most pages does not change when something in a form has
            to be put right. The list of what to put right still comes before the form.
          </li>
          <li>
            With JavaScript switched off, an unexpected fault may show a page with little or nothing on it.
            Going back and trying again is safe: nothing is signed twice.
          </li>
          <li>
            Sign-in codes come by e-mail and run out after ten minutes. You can ask for a new one as soon as
            you need it.
          </li>
          <li>
            On browsers older than Chrome 87 and Safari 14.1 you can read and sign, but pages look plainer
            than they should.
          </li>
        </ul>

        <h2>How it is tested</h2>
        <p>
          Every time that Countersign is changed, a program goes through it as people would, in Chromium, and:
        </p>
        <ul>
          <li>checks every page that it comes to with axe, on the size of a phone and of a desktop screen</li>
          <li>finds an agreement, reads it and signs it using the keyboard alone</li>
          <li>reads and signs with JavaScript switched off</li>
        </ul>
        <p>
          Automatic checks find only some of the problems that people have. Tell us about those that you meet.
        </p>

        <h2>Tell your school</h2>
        <p>
          If something here is hard for you to use, or you need an agreement in another form (large print, on
          paper, read aloud, in another language), ask your school’s office. You don’t have to say why. They
          can help you to sign another way, and they can pass on what should be better.
        </p>
        <p>
          If you are not content with the answer, contact the{" "}
          <a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a>, or in
          Northern Ireland the{" "}
          <a href="https://www.equalityni.org/">Equality Commission for Northern Ireland</a>. The Equality and
          Human Rights Commission enforces the accessibility regulations for public sector bodies.
        </p>
      </Prose>
    </Page>
  );
}
