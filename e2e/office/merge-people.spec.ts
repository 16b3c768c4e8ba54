import { expect, test } from "#e2e/support/journey.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the office joins two records of one person, and undoes it", async ({
      page,
      newcomer,
      signInAs,
      look,
    }) => {
      const [kept, other] = [await newcomer("staff"), await newcomer("volunteer")];
      const people = "/school/999425/people";
      await signInAs("office");
      await page.goto(`${people}/${kept.personId}`);
      await page.getByRole("link", { name: "This is the same person as…" }).click();
      await look();
      await page
        .getByRole("textbox", { name: "Name of the other record" })
        .fill(other.name.replace("Nia ", ""));
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByRole("link", { name: other.name }).click();
      await expect(page.getByRole("table")).toContainText(other.email);
      await look();
      await page.getByRole("button", { name: "Join the two records" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "Tick that they are one person",
      );
      await look();
      await page.getByRole("checkbox", { name: /are one person$/ }).check();
      await page.getByRole("button", { name: "Join the two records" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText("The two records are one");
      await expect(page.getByRole("main")).toContainText(other.email);
      await look();

      await page.goto(`${people}?name=${encodeURIComponent(other.name.replace("Nia ", ""))}`);
      await expect(page.getByRole("main").getByRole("link", { name: other.name })).toHaveCount(0);
      await page.goto(`${people}/${other.personId}`);
      await expect(page.getByRole("main")).toContainText(`joined to that of ${kept.name}`);
      await look();
      await page.getByRole("button", { name: /^Undo/ }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText("stand by themselves again");
      await page.goto(`${people}/${other.personId}`);
      await expect(page.getByRole("main")).toContainText(other.email);
    });
  });
}
