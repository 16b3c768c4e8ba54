import { expect, type Newcomer, test } from "#e2e/support/journey.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { makeLink } from "#lib/messages/links.ts";
import { addPerson } from "#lib/people/add-person.ts";
import type { MembershipRole } from "#lib/people/words.ts";

/*
 * People who have no account at the school: each opens the link of their message, proves with a code that the address
 * is theirs, signs, and has the receipt by e-mail.
 */

type Somebody = Newcomer & { place: string; token: string };

let count = 0;

/**
 * Somebody of this role, at a school or, for a trustee, at the trust itself, with the link of a message. The trainee is at
 * the single school: other journeys' policies of the trust bind trainees alone.
 */
async function somebodyWithLink(role: MembershipRole, more: Record<string, unknown>): Promise<Somebody> {
  const { id: organisationId } = await database().organisationDirectory.findUniqueOrThrow({
    where: { slug: role === "trainee" ? "kestrel-down" : "larkmere" },
  });
  const unit = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findFirstOrThrow({
      where: { organisationId, ...(role === "trustee" ? { id: organisationId } : { kind: "school" }) },
    }),
  );
  const number = `${process.pid}l${++count}`;
  const names = { givenName: "Imani", familyName: `Featherstonehaugh-Oyelaran ${number}` };
  const email = `imani-${number}@elsewhere.example`;
  const added = await addPerson({ organisationId, words: "a journey" }, unit.id, {
    ...names,
    addresses: [email],
    role,
    startsOn: "2024-09-01",
    ...more,
  });
  if (!("personId" in added)) throw new Error("somebody like them is there already");
  const { personId } = added;
  const token = await inOrganisation(organisationId, (transaction) =>
    makeLink(transaction, { organisationId, personId, unitId: unit.id, toAddress: email }),
  );
  const name = `${names.givenName} ${names.familyName}`;
  return { organisationId, personId, name, email, place: unit.name, token };
}

/** The newest message of a kind to an address, as it was written. */
const newest = async ({ organisationId, email }: Newcomer, kind: string): Promise<string> => {
  const message = await inOrganisation(organisationId, (transaction) =>
    transaction.message.findFirst({
      where: { organisationId, toAddress: email, kind },
      orderBy: { createdAt: "desc" },
    }),
  );
  return message?.body ?? "";
};

const journeys = [
  { role: "trustee", more: {}, javaScriptEnabled: true },
  { role: "contractor", more: { firm: "Tern Cabling" }, javaScriptEnabled: true },
  { role: "contractor", more: { firm: "Tern Cabling" }, javaScriptEnabled: false },
  { role: "trainee", more: {}, javaScriptEnabled: true },
] as const;

for (const { role, more, javaScriptEnabled } of journeys) {
  test.describe(`a ${role} ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("opens the link, types the code, reads, signs and gets the receipt", async ({ page, look }) => {
      const who = await somebodyWithLink(role, more);
      const main = page.getByRole("main");
      const picture = async (name: string) => {
        if (process.env.PICTURES && javaScriptEnabled)
          await page.screenshot({
            path: `${process.env.PICTURES}/${page.viewportSize()?.width}-${role}-${name}.png`,
            fullPage: true,
          });
      };
      await page.goto(`/countersign/${who.token}`);
      // whoever else opens it learns who writes, and nobody's name
      await expect(
        page.getByRole("heading", { name: "You are asked to read and sign agreements" }),
      ).toBeVisible();
      await expect(main).toContainText(who.place);
      await expect(page.locator("body")).not.toContainText(/Imani|Oyelaran/);
      await look();
      await picture("1-link");

      await page.getByRole("button", { name: "Send me a code" }).click();
      await expect(page.getByRole("heading", { name: "Enter your sign-in code" })).toBeVisible();
      await look();
      await picture("2-code");
      const wrote = await newest(who, "sign-in-code");
      const code = /\b\d{6}\b/.exec(wrote)?.[0] as string;
      await page.getByRole("textbox", { name: "Sign-in code" }).fill(code === "000000" ? "000001" : "000000");
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toBeVisible();
      await look();
      await page.getByRole("textbox", { name: "Sign-in code" }).fill(code);
      await page.getByRole("button", { name: "Sign in" }).click();

      await expect(page.getByRole("heading", { name: "Agreements to sign", level: 1 })).toBeVisible();
      await expect(main.getByRole("listitem")).toHaveCount(1);
      await look();
      await picture("3-list");
      await main.getByRole("listitem").getByRole("link").first().click();
      await expect(
        page.getByRole("checkbox", { name: "I have read and agree to this agreement" }),
      ).toBeVisible();
      await look();
      await picture("4-read");
      // nothing ticked yet: it says what is missing, and keeps the name
      await page.getByRole("button", { name: "Sign agreement" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("Tick the box");
      await look();
      await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
      await page.getByRole("button", { name: "Sign agreement" }).click();
      await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();
      await expect(main).toContainText(who.place);
      await expect(main).toContainText(who.name);
      await look();
      await picture("5-receipt");
      await expect.poll(() => newest(who, "receipt"), { timeout: 60_000 }).toContain(who.name);

      // opened again, from the same message, there is nothing left to do
      await page.goto(`/countersign/${who.token}`);
      await expect(page.getByRole("heading", { name: "Everything is signed" })).toBeVisible();
      await look();
      await picture("6-again");
    });
  });
}
