import { randomUUID } from "node:crypto";
import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "#e2e/support/journey.ts";
import { cookieOfSession } from "#lib/auth/cookies.ts";
import { startSession } from "#lib/auth/sessions.ts";
import { aDraft, keptText, type Owner, text, writer } from "./a-draft.ts";
import { saved, tool } from "./in-the-editor.ts";

async function signIn(context: BrowserContext, owner: Owner, url: string): Promise<Page> {
  const { name, value } = await cookieOfSession(
    await startSession({ organisationId: owner.organisationId, personId: owner.personId, method: "code" }),
  );
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: "Lax" }]);
  return context.newPage();
}

const clause = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

test("an owner starts a policy and writes it: saved as it is typed, with findings beside the clause", async ({
  page,
  signInDirectly,
  look,
}) => {
  const owner = await writer("policy-owner");
  await signInDirectly(owner);
  await page.goto("/policies");
  await page.getByRole("link", { name: "Write a policy" }).click();
  await look();
  await page.getByRole("button", { name: "Start writing" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Enter the policy’s title");
  const title = `Lending ${randomUUID().slice(0, 8)}`;
  await page.getByRole("textbox", { name: "Title" }).fill(title);
  await page.getByRole("button", { name: "Start writing" }).click();
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
  await expect(tool(page, "Bold")).toBeVisible();

  await page.getByRole("textbox", { name: "Heading", exact: true }).fill("1. Lending");
  await page.getByRole("textbox", { name: "Heading", exact: true }).press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("1.1 As section 7.3 says, ask first.");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- Keep it dry");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Bring it back");
  await page.getByRole("button", { name: "Save" }).click();
  await saved(page);
  const part = page.locator(".cs-draft__part", { has: clause(page, "Clause 1.1") });
  await expect(part).toContainText("Error");
  await expect(part).toContainText("7.3");
  await look();

  await tool(page, "Add an agreement below").click();
  await page.getByRole("textbox", { name: "Title", exact: true }).fill("Agreement for borrowers");
  await page.getByRole("checkbox", { name: "Trainees" }).check();
  await page.getByRole("textbox", { name: "Statements" }).fill("I will:\n\n- keep it dry");
  await page
    .getByRole("combobox", { name: "Does a parent or carer sign as well?" })
    .selectOption({ label: "Yes, one of them" });
  await expect(page.getByRole("textbox", { name: "Declaration of the parent or carer" })).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await saved(page);
  await look();

  // what the finding says can stay, with a reason, and be taken up again
  const findings = page.getByRole("region", { name: "Findings" });
  await expect(findings).toContainText(/keeps? this draft from being sent/);
  const finding = findings.getByRole("listitem").filter({ hasText: "7.3" });
  await finding.getByText("Set aside").first().click();
  await finding
    .getByRole("textbox", { name: "Why it can stay as it is" })
    .fill("It is in the staff handbook.");
  await finding.getByRole("button", { name: "Set aside" }).click();
  await expect(findings).toContainText("It is in the staff handbook.");
  await findings.getByRole("button", { name: /Take up again/ }).click();
  await expect(findings).not.toContainText("It is in the staff handbook.");

  await page.getByRole("link", { name: "See it as signers will" }).click();
  await expect(
    page.getByRole("heading", { name: "Preview of a draft" }).or(page.getByRole("heading", { name: title })),
  ).toBeVisible();
  await expect(page.getByRole("main")).toContainText("For: Trainees. A parent or carer signs as well.");
  await look();
  await page.goto("/policies");
  await expect(page.getByRole("row", { name: new RegExp(title) })).toContainText("Draft");
});

test("numbers, moves, local wording and tables change nothing else", async ({ page, signInDirectly }) => {
  const owner = await writer("policy-owner");
  const { policyId, title } = await aDraft(owner);
  await signInDirectly(owner);
  await page.goto(`/policies/${policyId}/draft`);
  await expect(tool(page, "Bold")).toBeVisible();
  await clause(page, "Clause 1.2").click();
  await tool(page, "Move up").click();
  await expect(page.locator("textarea:focus")).toHaveValue(/^1\.2 As section/);
  await tool(page, "Renumber sections and clauses in their order").click();
  await expect(page.getByText("Renumbered: 1.2 is now 1.1 and 1 more.")).toBeVisible();
  await page.getByRole("textbox", { name: "Usual words of office" }).fill("the front desk");
  await page.getByRole("button", { name: "Use these words" }).click();
  await page.getByRole("textbox", { name: "How long, row 1" }).fill("Two | years");
  await page.getByRole("button", { name: "Save" }).click();
  await saved(page);
  await expect
    .poll(() => keptText(owner, policyId))
    .toBe(
      text(title)
        .replace(
          /1\.1 Ask.*\n\n1\.2 (As.*)\n/,
          '1.1 $1\n\n1.2 Ask :local[the front desk]{name="office"} before you borrow anything.\n',
        )
        .replace("| Laptop | One year |", "| Laptop | Two \\| years |"),
    );
  await tool(page, "Undo what these tools did last").click();
  await page.getByRole("link", { name: "Earlier texts" }).click();
  await expect(page.getByRole("table")).toContainText("Before somebody wrote on");
});

test("without a connection nothing is lost, and after a crash it is offered again", async ({
  page,
  context,
  signInDirectly,
  look,
}) => {
  const owner = await writer("policy-owner");
  const { policyId } = await aDraft(owner);
  await signInDirectly(owner);
  await page.goto(`/policies/${policyId}/draft`);
  await expect(tool(page, "Bold")).toBeVisible();
  const failing = page.waitForEvent("requestfailed");
  await page.route("**/draft/save", (route) => route.abort("internetdisconnected"));
  await clause(page, "Clause 1.2").fill("1.2 Written on a train.");
  await failing;
  await expect(page.getByText("There is no connection")).toBeVisible();
  await expect(page.getByText("What you typed is kept in this browser.")).toBeVisible();
  await look();
  expect(await keptText(owner, policyId)).not.toContain("on a train");

  // the browser goes away, and what it kept is there when the page is opened again
  await page.unroute("**/draft/save");
  await page.reload();
  await expect(page.getByText("There is text here that was not saved")).toBeVisible();
  await look();
  await page.getByRole("button", { name: "Save it now" }).click();
  await expect(clause(page, "Clause 1.2")).toHaveValue("1.2 Written on a train.");
  await expect.poll(() => keptText(owner, policyId)).toContain("Written on a train.");
  await expect(tool(page, "Bold")).toBeVisible();

  // and a connection that comes back sends it by itself
  await context.setOffline(true);
  await clause(page, "Clause 1.1").fill("1.1 Written in a tunnel.");
  await expect(page.getByText("There is no connection")).toBeVisible();
  await context.setOffline(false);
  await saved(page);
  expect(await keptText(owner, policyId)).toContain("Written in a tunnel.");
});

test("two people write at the same time: neither loses text, and what differs is chosen clause by clause", async ({
  page,
  browser,
  baseURL,
  signInDirectly,
  look,
}) => {
  const nia = await writer("policy-owner");
  const sam = await writer("organisation-administrator");
  const { policyId } = await aDraft(nia);
  const path = `/policies/${policyId}/draft`;
  await signInDirectly(nia);
  await page.goto(path);
  await expect(tool(page, "Bold")).toBeVisible();

  const context = await browser.newContext();
  const other = await signIn(context, sam, baseURL ?? "");
  await other.goto(`${baseURL}${path}`);
  await expect(tool(other, "Bold")).toBeVisible();
  await clause(other, "Clause 1.1").fill("1.1 Sam’s words.");
  await other.getByRole("button", { name: "Save" }).click();
  await saved(other);
  await context.close();

  await clause(page, "Clause 1.2").fill("1.2 Nia’s words.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`${sam.name} has saved this draft as well`)).toBeVisible();
  await look();
  await page.getByRole("link", { name: "Compare the two texts and choose" }).click();
  await expect(page.getByRole("heading", { name: "Two texts of this draft" })).toBeVisible();
  await look();
  await page
    .getByRole("group", { name: "Difference 1 of 2" })
    .getByRole("radio", { name: "Keep the draft’s words" })
    .check();
  await page
    .getByRole("group", { name: "Difference 2 of 2" })
    .getByRole("radio", { name: "Take the other words" })
    .check();
  await page.getByRole("button", { name: "Save what you chose" }).click();
  await expect(page.getByText("The text is put back.")).toBeVisible();
  const kept = await keptText(nia, policyId);
  expect(kept).toContain("1.1 Sam’s words.");
  expect(kept).toContain("1.2 Nia’s words.");
});

test("a text that cannot be read is kept, and a sentence says where", async ({
  page,
  signInDirectly,
  look,
}) => {
  const owner = await writer("policy-owner");
  const { policyId } = await aDraft(owner);
  await signInDirectly(owner);
  await page.goto(`/policies/${policyId}/draft?as=text`);
  await look();
  const box = page.getByRole("textbox", { name: "The whole text" });
  await box.fill(`${await box.inputValue()}\n:::wrong\n<script>alert(1)</script>\n:::\n`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Line \d+: “?":::wrong" is not a part of a policy/)).toBeVisible();
  expect(await keptText(owner, policyId)).toContain(":::wrong");
  await page.getByRole("link", { name: "Part by part" }).click();
  await expect(page.getByText("This text cannot be read as a policy yet")).toBeVisible();
  await look();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the draft is a form that can be written in, added to and sent", async ({
    page,
    signInDirectly,
    look,
  }) => {
    const owner = await writer("policy-owner");
    const { policyId, title } = await aDraft(owner);
    await signInDirectly(owner);
    await page.goto(`/policies/${policyId}/draft`);
    await clause(page, "Clause 1.2").fill("1.2 Written without scripts.");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The draft is saved.")).toBeVisible();
    expect(await keptText(owner, policyId)).toBe(
      text(title).replace(/1\.2 As section.*/, "1.2 Written without scripts."),
    );
    const part = page.locator(".cs-draft__part", { has: clause(page, "Clause 1.2") });
    await part.locator("summary").click();
    await part.locator('button[value^="add-text"]').click();
    await expect(page.locator("textarea").filter({ hasText: "New clause" })).toBeVisible();
    await look();
  });
});
