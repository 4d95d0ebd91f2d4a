import { expect, type Page, test } from "@playwright/test";
import { plansText } from "~/text/plans";
import { signIn } from "./accounts";
import { excessWidth, graveFindings, SIZES } from "./everyone";

// A unit draws up its plan for next year, has it returned, mends it and gets it approved: three people, three computers.

const t = plansText["zh-CN"];
const year = new Date().getFullYear() + 1;
const title = "城市管理局执法人员学法培训计划";

test.use({ locale: "zh-CN" });

test("a unit's plan is drawn up, returned, mended, confirmed and approved", async ({ browser }) => {
  const clerk = await signIn(browser, "urban-training");
  await clerk.goto("/plans/new");
  await looked(clerk, "the form of a plan");
  await clerk.getByRole("button", { name: t.create, exact: true }).click();
  await expect(clerk.getByRole("alert")).toContainText(t.form.unit);
  await clerk.getByLabel(t.form.unit, { exact: true }).selectOption({ label: "临湖区城市管理局" });
  await clerk.getByLabel(t.audiences["enforcement-staff"], { exact: true }).check();
  await clerk.getByLabel(t.form.name, { exact: true }).fill(title);
  await clerk.getByLabel(t.form.document).fill("临城管〔2026〕18号");
  await clerk.getByRole("button", { name: t.create, exact: true }).click();
  await expect(clerk.getByText(t.done.created!)).toBeVisible();
  const plan = new URL(clerk.url()).pathname;

  await addItem(clerk, 1, "specialised-law", "行政强制法", true);
  await take(clerk, "submitted");
  await expect(clerk.getByText(t.categories["new-knowledge"])).toBeVisible();
  await clerk.goto(plan);
  await addItem(clerk, 2, "new-knowledge", "行政处罚法", false);
  await take(clerk, "submitted");
  await expect(clerk.getByText("没有列出参加人员姓名")).toBeVisible();
  await clerk.goto(plan);
  await looked(clerk, "a draft");
  const february = clerk.getByRole("row", { name: /2月/ });
  await february.getByRole("link", { name: t.changeItem, exact: true }).click();
  await clerk.locator("input[name=personId]").first().check();
  await clerk.getByLabel(t.form.owner).selectOption({ index: 1 });
  await clerk.getByRole("button", { name: t.form.save, exact: true }).click();
  await expect(clerk.getByText(t.done.changed!)).toBeVisible();
  await take(clerk, "submitted");
  await expect(clerk.getByText(t.done.submitted!)).toBeVisible();

  const reviewer = await signIn(browser, "urban-legal");
  await reviewer.goto(plan);
  await reviewer.getByRole("link", { name: t.act.returned, exact: true }).click();
  await reviewer.getByRole("button", { name: t.act.returned, exact: true }).click();
  await expect(reviewer.getByText("没有写明退回的原因")).toBeVisible();
  await reviewer.locator("textarea[name=reason]").fill("一月的学习改在二月。");
  await reviewer.getByRole("button", { name: t.act.returned, exact: true }).click();
  await expect(reviewer.getByText(t.done.returned!)).toBeVisible();

  await clerk.goto(plan);
  await expect(clerk.getByText("一月的学习改在二月。")).toBeVisible();
  await clerk
    .getByRole("row", { name: /1月/ })
    .getByRole("link", { name: t.changeItem, exact: true })
    .click();
  await clerk.getByLabel(t.form.month, { exact: true }).selectOption("2");
  await clerk.getByRole("button", { name: t.form.save, exact: true }).click();
  await take(clerk, "submitted");
  await reviewer.goto(plan);
  await take(reviewer, "confirmed");
  const legal = await signIn(browser, "legal");
  await legal.goto(plan);
  await take(legal, "approved");
  await expect(legal.getByText(t.done.approved!)).toBeVisible();

  await clerk.goto(plan);
  await looked(clerk, "a plan in force");
  await clerk.getByRole("link", { name: t.carryOut, exact: true }).first().click();
  await looked(clerk, "how an item was carried out");
  await clerk.getByLabel(t.form.heldOn).fill(`${year}-02-05`);
  await clerk.getByLabel(t.form.materials).fill("法律文本\n典型案例");
  await clerk.getByLabel(t.form.minutes).fill("90");
  await clerk.getByRole("button", { name: t.form.save, exact: true }).click();
  await expect(clerk.getByText(t.done["carried-out"]!)).toBeVisible();
  await clerk.getByRole("button", { name: t.closeItem, exact: true }).first().click();
  await expect(clerk.getByText("没有安排考试")).toBeVisible();

  await clerk.goto(`/plans?year=${year}`);
  await expect(clerk.getByRole("cell", { name: title })).toBeVisible();
});

async function addItem(
  page: Page,
  month: number,
  category: keyof typeof t.categories,
  law: string,
  named: boolean,
) {
  await page.getByRole("link", { name: t.addItem, exact: true }).click();
  await page.getByLabel(t.form.month, { exact: true }).selectOption(String(month));
  await page.getByLabel(t.form.category).selectOption(category);
  await page.getByLabel(t.form.law, { exact: true }).fill(law);
  if (named) {
    await page.getByLabel(t.form.owner).selectOption({ index: 1 });
    for (const box of (await page.locator("input[name=personId]").all()).slice(0, 3)) await box.check();
  }
  if (month === 1) await looked(page, "the form of an item");
  await page.getByRole("button", { name: t.form.save, exact: true }).click();
  await expect(page.getByText(t.done.added!)).toBeVisible();
}

async function take(page: Page, step: keyof typeof t.act) {
  await page.getByRole("button", { name: t.act[step], exact: true }).click();
}

async function looked(page: Page, name: string) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    expect.soft(await graveFindings(page), `${name}, ${size}`).toEqual([]);
    if (viewport.width >= 320)
      expect.soft(await excessWidth(page), `${name}, ${size}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
