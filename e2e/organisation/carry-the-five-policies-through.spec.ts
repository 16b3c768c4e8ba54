import { confirmRecord, isDoneOrAsked, recordAgreed } from "#e2e/board/at-a-meeting.ts";
import { signAll } from "#e2e/families/a-family.ts";
import { tool } from "#e2e/owner/in-the-editor.ts";
import { expect, open, test } from "#e2e/support/journey.ts";
import { bringIn, part } from "./a-file-to-bring-in.ts";
import {
  aBodyOf,
  anOrganisationOfItsOwn,
  type Name,
  namesAtSchool,
  type World,
  whoIsDue,
} from "./an-organisation-of-its-own.ts";
import { type Carried, fivePolicies, formsOf, present } from "./five-policies.ts";
import {
  confirmWording,
  countedFor,
  fillIn,
  notSigned,
  openPublished,
  rewordFirst,
  send,
  settle,
  signOne,
  writeNext,
} from "./steps-of-a-policy.ts";

/*
 * Each of the five policies from its files to the second signature, in an organisation of its own kind: brought in,
 * corrected, ratified, adopted, published, signed, changed, compared, ratified, and signed again by those whom it binds.
 */

/** The bodies that a policy needs besides the board or governing body. */
async function withBodies(world: World, { settings, confirms }: Carried): Promise<void> {
  const { organisationId, school } = world;
  if (settings.first)
    await aBodyOf(
      world,
      { unitId: organisationId, name: settings.first, kind: "committee" },
      {
        Mo: "chair",
        Carys: "member",
        Cleo: "clerk",
      },
    );
  if (confirms === "Gwen")
    await aBodyOf(
      world,
      { unitId: school.id, name: "Governors of Wending", kind: "governing-body" },
      { Gwen: "chair", Vera: "member" },
    );
}

test.skip(!present, "../shared/seeds is not there");
for (const carried of fivePolicies) {
  const { seed, says, kind, settings } = carried;
  test(`${seed}: ${says}`, async ({ page, signInDirectly, look }) => {
    test.setTimeout(480_000); // some twelve people take their turns
    const world = await anOrganisationOfItsOwn(kind);
    await withBodies(world, carried);
    const { organisationId, who, school } = world;
    const as = (name: Name) => signInDirectly(who[name]);
    let policyId = "";
    let title = "";

    /** Everybody whose turn it is decides about a version. */
    const decided = async (number: string) => {
      const what = `${title}, version ${number}`;
      if (settings.last.startsWith("Head")) {
        await as("Hana");
        await open(page, "/board");
        await page.getByRole("link", { name: what }).click();
        await page.getByRole("button", { name: "Approve" }).click();
        await expect(page.getByText("You have approved it.")).toBeVisible();
        return;
      }
      if (settings.first) {
        await as("Cleo");
        await recordAgreed(page, what, "Approve", "DC/26/4");
        await as("Mo");
        await confirmRecord(page, what);
      }
      await as("Cleo");
      await recordAgreed(page, what, "Ratify", "B/26/12");
      await as("Carys");
      await confirmRecord(page, what);
    };
    /** Anyone can read it, with who ratified it. */
    const published = async (number: string) => {
      await openPublished(page, world.slug, title);
      const ratified = new RegExp(
        `Ratified by ${settings.last.startsWith("Head") ? "Head of" : settings.last}`,
      );
      await expect(page.getByRole("main")).toContainText(ratified);
      await expect(page.getByRole("main")).toContainText(`Version ${number}`);
    };
    /**
     * The school where most are adopts the version in force, by people who sign first what they are asked: nobody goes
     * past it. Who did so.
     */
    const adopted = async (): Promise<Name[]> => {
      if (carried.wording === undefined) return [];
      const acting: Name[] = ["Omar", carried.confirms ?? "Hana"];
      const asked = (await whoIsDue(world)).filter((name) => acting.includes(name));
      for (const name of asked) await signAll(organisationId, who[name].personId, "9W");
      await as("Omar");
      await fillIn(page, `/school/${school.urn}`, title, carried.wording);
      await as(carried.confirms ?? "Hana");
      await confirmWording(page, `/school/${school.urn}/policies/${policyId}`);
      return asked;
    };

    await test.step("its files are brought in and what was understood is corrected", async () => {
      await as("Ada");
      for (const file of formsOf(seed)) {
        if (policyId) {
          await page.getByRole("link", { name: "Bring in another file instead" }).first().click();
          await page.getByLabel("File").setInputFiles(file);
          await page.getByRole("button", { name: "Bring in" }).click();
        } else await bringIn(page, file);
        await expect(page.getByText(`${file.name}, a`)).toBeVisible();
        await expect(part(page, "Agreements").getByRole("heading", { level: 4 })).toHaveCount(
          carried.agreements,
        );
        policyId = /policies\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
      }
      await carried.correct(page);
      await page.getByRole("link", { name: "Keep as draft" }).first().click();
      await expect(tool(page, "Bold")).toBeVisible();
      title = await page.getByRole("textbox", { name: "Title of the policy" }).inputValue();
      await carried.write(page);
    });

    await test.step("it is sent, and ratified by those who are to", async () => {
      await settle(page, policyId, {
        ...settings,
        last: settings.last.startsWith("Head") ? `Head of ${world.name}, under delegation` : settings.last,
      });
      await send(page, policyId, "The first version that is kept here");
      await decided("1.0");
    });

    await test.step("it is adopted, published and signed", async () => {
      await published("1.0");
      await look();
      const paper = await page.request.get(`${page.url()}/pdf`);
      expect([paper.status(), paper.headers()["content-type"]]).toEqual([200, "application/pdf"]);
      const earlier = await adopted();
      if (carried.acknowledgedBy) {
        await as("Ada");
        await open(page, `/policies/${policyId}/who-signs`);
        for (const role of carried.acknowledgedBy)
          await page.getByRole("checkbox", { name: role, exact: true }).check();
        await page.getByRole("button", { name: "Ask for an acknowledgement" }).click();
        await isDoneOrAsked(page, "The acknowledgement is asked for from today.");
      }
      expect([...(await whoIsDue(world)), ...earlier].sort()).toEqual([...carried.first].sort());
      await as(carried.signer);
      const words = await signOne(page, look);
      if (carried.wording) expect(words).toContain(carried.wording[1]);
      for (const capacity of ["own", "countersign"] as const)
        for (const name of carried.first) await signAll(organisationId, who[name].personId, "9W", capacity);
      expect(await whoIsDue(world)).toEqual([]);
    });

    let again = "";
    await test.step("its next version is compared, sent and ratified", async () => {
      const [label, which, agreement] = carried.changes;
      await as("Ada");
      if (carried.wording !== undefined) {
        await open(page, `/policies/${policyId}/schools`);
        await expect(page.getByRole("table", { name: "Adopted by 1 of 2 schools" })).toBeVisible();
      }
      await writeNext(page, policyId);
      const more = await rewordFirst(page, label, which);
      await open(page, `/policies/${policyId}/draft/send`);
      const boxes = page.getByRole("group", { name: /^If it is material, which/ }).locator("label");
      again = (await boxes.nth(agreement).innerText()).trim();
      expect(await countedFor(page, carried.acknowledgedBy ? "" : again)).toEqual(carried.counted);
      await send(page, policyId, "One statement says more", again);
      await open(page, `/policies/${policyId}/changes?from=1.0&to=2.0`);
      await expect(page.getByText("One clause says something else than version 1.0.")).toBeVisible();
      await expect(page.locator(".cs-changes__item")).toHaveCount(1);
      await expect(page.locator(".cs-changes__item")).toContainText("Reworded");
      await expect(page.locator(".cs-changes__item ins")).toHaveText(new RegExp(`^\\s*${more}\\s*$`));
      await expect(page.locator(".cs-changes__item del")).toHaveCount(0);
      await expect(page.getByRole("table", { name: "Besides the clauses" })).toHaveCount(0);
      await look();
      await decided("2.0");
      await published("2.0");
      await expect(page.getByRole("main")).toContainText(more);
    });

    await test.step("those whom it binds sign again, and nobody else", async () => {
      const before = await whoIsDue(world);
      const earlier = await adopted();
      const due = await whoIsDue(world);
      expect([...new Set([...before, ...due])].sort()).toEqual([...carried.again].sort());
      expect(due).toEqual(
        world.there.filter((name) => carried.again.includes(name) && !earlier.includes(name)),
      );
      await as(carried.signer);
      expect(await signOne(page, look)).toContain("What has changed");
      await signAll(organisationId, who.Hana.personId, "9W");
      await as("Hana");
      const left = due.filter((name) => name !== carried.signer && name !== "Hana");
      expect(await notSigned(page, `/school/${school.urn}/not-signed`)).toEqual(namesAtSchool(world, left));
    });
  });
}
