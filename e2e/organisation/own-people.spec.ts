import { expect, type Newcomer, test } from "#e2e/support/journey.ts";
import { today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { newId } from "#lib/identifiers.ts";
import { addPerson } from "#lib/people/add-person.ts";

const list = "/organisation/not-signed/own";

const [year = "", month = "", date = ""] = today("Europe/London").split("-");

/** Trustees made for one journey. */
async function trustees(familyName: string, givenNames: string[]): Promise<Newcomer[]> {
  const { id: organisationId } = await database().organisationDirectory.findUniqueOrThrow({
    where: { slug: "larkmere" },
  });
  const people = [];
  for (const givenName of givenNames) {
    const added = await addPerson({ organisationId, words: "a journey" }, organisationId, {
      ...{ givenName, familyName, role: "trustee", startsOn: "2024-09-01" },
      addresses: [`${givenName}-${newId()}@larkmere.example`.toLowerCase()],
      confirmed: true,
    });
    if (!("personId" in added)) throw new Error("somebody with this name is there");
    people.push({
      organisationId,
      personId: added.personId,
      name: `${givenName} ${familyName}`,
      email: "",
    });
  }
  return people;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the administrator reminds trustees, prints a form, and records what comes back", async ({
      page,
      signInAs,
      look,
    }) => {
      const familyName = `Board ${newId().slice(-8)}`;
      const made = await trustees(familyName, ["Asha", "Bram"]);
      const [one = "", two = ""] = made.map(({ name }) => name);
      const named = `${list}?${new URLSearchParams({ name: familyName })}`;
      await signInAs("administrator");
      await page.goto(named);
      await expect(page.getByRole("button", { name: "Open class session" })).toHaveCount(0);
      await look();
      await page.getByRole("button", { name: "Print forms" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "Select at least one",
      );
      await page.goto(named);
      for (const name of [one, two]) await page.getByRole("checkbox", { name: `${name},` }).check();
      await page.getByRole("button", { name: "Send reminder" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText(
        "Reminders for 2 people are being written",
      );
      await look();
      await page.getByRole("link", { name: "See how far it is" }).click();
      await expect(page.getByRole("heading", { name: "Reminders sent together", level: 1 })).toBeVisible();

      await page.goto(named);
      await page.getByRole("checkbox", { name: `${one},` }).check();
      await page.getByRole("button", { name: "Print forms" }).click();
      await expect(page.getByRole("heading", { name: "Forms to print", level: 1 })).toBeVisible();
      await look();
      const form = page.getByRole("article", { name: one });
      const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await form.innerText())?.[0] as string;
      await page.getByRole("link", { name: "Record paper signature" }).click();
      await look();
      await page.getByRole("textbox", { name: "Code of the form" }).fill(code);
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("main")).toContainText(one);
      await look();
      const day = page.getByRole("group", { name: "Date on the paper" });
      await day.getByRole("textbox", { name: "Day" }).fill(date);
      await day.getByRole("textbox", { name: "Month" }).fill(month);
      await day.getByRole("textbox", { name: "Year" }).fill(year);
      await page.getByRole("textbox", { name: "Who witnessed it" }).fill("The clerk");
      await page.getByRole("button", { name: "Record signature" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText(
        "The signature has been recorded",
      );
      await look();
      await page.goto(named);
      await expect(page.getByRole("row", { name: two })).toContainText("Not signed");
      await expect(page.getByRole("row", { name: one })).toHaveCount(0);

      // the same from a row, without a form of ours
      await page.getByRole("checkbox", { name: `${two},` }).check();
      await page.getByRole("button", { name: "Record paper signature" }).click();
      await expect(page.getByRole("main")).toContainText(two);
      await look();
    });
  });
}

test("a trustee is asked by the trust, and asks it back", async ({ page, signInDirectly, look }) => {
  const familyName = `Board ${newId().slice(-8)}`;
  const [trustee] = await trustees(familyName, ["Chidi"]);
  await signInDirectly(trustee as Newcomer);
  await page.goto("/sign");
  await expect(page.getByRole("main")).toContainText("Read and sign what your trust needs you to sign.");
  await look();
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await page.getByRole("link", { name: "Ask a question" }).click();
  await expect(page.getByRole("main")).toContainText("Your trust will see your question");
  await page.getByRole("textbox", { name: "Your question" }).fill("Does this hold at home?");
  await page.getByRole("button", { name: "Send question" }).click();
  await expect(page.getByRole("main")).toContainText("Your trust has your question.");
});

test("trustees without an address sign on a tablet in a session of the organisation’s own", async ({
  page,
  browser,
  baseURL,
  viewport,
  signInAs,
  look,
}) => {
  test.setTimeout(300_000);
  const familyName = `Tablet ${newId().slice(-8)}`;
  const one = (await trustees(familyName, ["Asha"]))[0]?.name ?? "";
  await signInAs("administrator");
  await page.goto(`${list}?${new URLSearchParams({ name: familyName })}`);
  await page.getByRole("checkbox", { name: `${one},` }).check();
  await page.getByRole("button", { name: "Open staff session" }).click();
  await expect(page.getByRole("heading", { name: "Staff sessions", level: 1 })).toBeVisible();
  await expect(page.getByLabel("Who signs")).toHaveValue("trustee");
  await look();
  await page.getByRole("button", { name: "Open staff session" }).click();
  await expect(page.getByRole("heading", { name: "Class code" })).toBeVisible();
  await look();
  const code = (await page.locator(".cs-class-code").textContent()) as string;

  const room = await browser.newContext({ viewport });
  const tablet = await room.newPage();
  await tablet.goto(`${baseURL}/class`);
  await tablet.getByRole("textbox", { name: "Class code" }).fill(code);
  await tablet.getByRole("button", { name: "Go on" }).click();
  const words = (await tablet.locator(".cs-tablet__name").textContent()) as string;
  await page.getByRole("button", { name: `Admit ${words}` }).click();
  await expect(tablet.getByRole("heading", { name: "Choose your name" })).toBeVisible({ timeout: 30_000 });
  if (await tablet.getByRole("navigation").count())
    await tablet.getByRole("link", { name: "T", exact: true }).click();
  await tablet.getByRole("button", { name: one, exact: true }).click();
  await tablet.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
  await tablet.getByRole("button", { name: "Sign agreement" }).click();
  await expect(tablet.getByRole("heading", { name: `Thank you, ${one}` })).toBeVisible();
  await room.close();

  await page.getByRole("button", { name: `Confirm ${one}` }).click({ timeout: 30_000 });
  await expect(page.getByRole("region", { name: "Confirmed in this session: 1" })).toContainText(one);
  await look();
  await page.getByRole("link", { name: "Staff sessions" }).click();
  await expect(page.getByRole("row", { name: "Trustees" }).first()).toContainText("Open");
  await page.goto("/organisation");
  await expect(
    page.getByRole("link", { name: "Staff sessions of the organisation’s own people" }),
  ).toBeVisible();
});
