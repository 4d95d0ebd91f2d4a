import fs from "node:fs/promises";
import { devices, expect, type Page, test } from "@playwright/test";
import { addDays, chinaDateOf } from "~/calendar";
import { clearanceText } from "~/text/clearance";
import { looksText } from "~/text/looks";
import { myText } from "~/text/my";
import { personnelText } from "~/text/personnel";
import { positionsText } from "~/text/positions";
import { rosterText } from "~/text/roster";
import { transfersText } from "~/text/transfers";
import { verificationText } from "~/text/verification";
import { UNITS } from "../../prisma/demo/units";
import { readPages } from "../certificates/read-pdf";
import { signIn } from "./accounts";
import { excessWidth, graveFindings } from "./everyone";
import { openFile, sayWhy } from "./person-file";

// Who sits on a post and may not, who moves, and what anybody may read of it.

const t = clearanceText["zh-CN"];
const roster = rosterText["zh-CN"];
const { form } = personnelText["zh-CN"];
const today = chinaDateOf(new Date());
const phone = devices["Pixel 7"];
const main = (page: Page) => page.locator("main");

test("three people without a certificate are cleared from enforcement posts, from the campaign to its report", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const legal = await signIn(browser, "legal");
  await legal.goto("/clearance-campaigns/new");
  await legal.getByLabel(t.name, { exact: true }).fill("编外人员离岗专项");
  await legal.getByLabel(t.scope, { exact: true }).selectOption({ label: UNITS.market.name });
  await legal.getByLabel(t.instruction, { exact: true }).fill("临政办〔2026〕91号");
  await legal.getByLabel(t.dueOn, { exact: true }).fill(addDays(today, 20));
  await legal.getByRole("button", { name: t.newCampaign, exact: true }).click();
  const campaign = new URL(legal.url()).pathname;
  // The page looks again by itself until the scan has been through.
  await expect(main(legal)).toContainText(t.underWay, { timeout: 60_000 });

  const hr = await signIn(browser, "market-hr");
  const list = `/clearance?campaign=${campaign.split("/").at(-1)}`;
  await hr.goto(list);
  const cases = await hr
    .locator('main a[href^="/clearance/"]')
    .evaluateAll((links) => [
      ...new Set(
        links.map((link) => link.getAttribute("href")!).filter((href) => /[0-9a-f-]{36}$/.test(href)),
      ),
    ]);
  expect(cases.length).toBeGreaterThanOrEqual(3);
  const cleared: { name: string; post: string }[] = [];
  for (const [at, path] of cases.slice(0, 3).entries()) {
    await hr.goto(path);
    const name = (await hr.locator('main a[href^="/people/"]').first().textContent())!;
    const post = (await hr.locator('main a[href^="/positions/"]').first().getAttribute("href"))!;
    await hr.getByRole("link", { name: t.propose, exact: true }).click();
    await hr.getByRole("radio", { name: t.measures["moved-off"], exact: true }).check();
    await hr.getByLabel(t.orderNumber, { exact: true }).fill(`临市监人〔2026〕9${at}号`);
    await hr.getByLabel(t.orderOn, { exact: true }).fill(today);
    await hr.locator("[name=movedOn]").fill(today);
    const file = {
      name: "调离通知.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.4\n%%EOF\n"),
    };
    await hr.locator("[name=file]").setInputFiles(file);
    await hr.getByRole("button", { name: t.propose, exact: true }).click();
    await expect(hr.getByText(t.done.proposed!)).toBeVisible();
    // Until another person has confirmed it, nothing is closed and nobody has left.
    await expect(hr.getByRole("button", { name: t.confirm, exact: true })).toHaveCount(0);

    await legal.goto(path);
    await legal.getByRole("button", { name: t.confirm, exact: true }).click();
    await expect(legal.getByText(t.done.confirmed!)).toBeVisible();
    cleared.push({ name, post });
  }

  for (const { name, post } of cleared) {
    await hr.goto(post);
    await expect(hr.getByRole("rowheader").filter({ hasText: name })).toHaveCount(0);
  }
  await legal.goto(campaign);
  const closed = main(legal).locator(`a[href*="state=closed"]`).first();
  await expect(closed).toContainText("3");
  expect(await graveFindings(legal)).toEqual([]);
  const [download] = await Promise.all([
    legal.waitForEvent("download"),
    legal.getByRole("link", { name: t.report, exact: true }).click(),
  ]);
  const pages = await readPages(await fs.readFile(await download.path()));
  const report = pages.flat().join("").replaceAll(" ", "");
  for (const { name } of cleared) expect(report).toContain(name);
  expect(report).toContain(t.paper.counts(3, cases.length).replaceAll(" ", ""));
});

test("an officer moves to another bureau: certificate, card, posts and study follow", async ({ browser }) => {
  test.setTimeout(240_000);
  const hr = await signIn(browser, "urban-hr");
  // Somebody on a post who may enforce today, with a certificate that anybody can look up.
  await hr.goto("/positions?family=enforcement");
  const yes = positionsText["zh-CN"].verdict.yes;
  const row = main(hr).getByRole("row").filter({ hasText: yes }).last();
  const name = (await row.locator('a[href^="/people/"]').first().textContent())!;
  await row.getByRole("link").first().click();
  const post = new URL(hr.url()).pathname;

  const visitor = await (await browser.newContext({ locale: "zh-CN" })).newPage();
  await visitor.goto(`/roster?q=${encodeURIComponent(name)}`);
  const entry = visitor.getByRole("row").filter({ hasText: name }).first();
  await expect(entry).toContainText(UNITS.urban.name);
  const certificate = (await entry.getByRole("link").first().getAttribute("href"))!;

  const department = await signIn(browser, "personnel");
  await openFile(department, name);
  const person = new URL(department.url()).pathname;
  const study = await studyOf(department, person);
  expect(study).toMatch(/[0-9]/);
  await department.goto(`${person}/transfers`);
  await department.getByLabel(form.newUnit, { exact: true }).selectOption({ label: UNITS.market.name });
  await department.getByLabel(form.transferOn, { exact: true }).fill(today);
  await department.getByLabel(form.document, { exact: true }).fill("临人调〔2026〕21号");
  await department
    .getByRole("button", { name: personnelText["zh-CN"].acts.transfers.submit, exact: true })
    .click();
  const words = transfersText["zh-CN"];
  await expect(department.getByText(words.done.released)).toBeVisible();
  const transfer = new URL(department.url()).pathname;

  // Until the other bureau accepts nothing has changed; it sees beforehand what would.
  await visitor.reload();
  await expect(visitor.getByRole("row").filter({ hasText: name })).toHaveCount(1);
  const taking = await signIn(browser, "market-hr");
  await taking.goto("/transfers");
  await main(taking).getByRole("link", { name, exact: true }).click();
  await expect(taking).toHaveURL(new RegExp(transfer));
  await expect(main(taking)).toContainText(words.follows.certificateBecomes);
  await expect(main(taking)).toContainText(words.follows.postsBecome);
  expect(await graveFindings(taking)).toEqual([]);
  await taking.getByRole("link", { name: words.accept, exact: true }).click();
  await taking.getByRole("button", { name: words.accept, exact: true }).click();
  await expect(taking.getByText(words.done.accepted)).toBeVisible();

  // The same minute: nobody reads any more that this officer enforces for the bureau, on paper or at the post.
  await visitor.goto(`/roster?q=${encodeURIComponent(name)}`);
  await expect(visitor.getByRole("row").filter({ hasText: name })).toHaveCount(0);
  await hr.goto(post);
  await expect(main(hr).getByRole("row").filter({ hasText: name }).filter({ hasText: yes })).toHaveCount(0);
  await visitor.goto(certificate);
  await expect(main(visitor)).toContainText(name);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(
    verificationText["zh-CN"].words["out-of-use"],
  );

  // The card is asked back where it was given out; what was studied stays with the person, who stands in the new unit.
  await hr.goto("/items/recoveries");
  await expect(main(hr)).toContainText(name);
  await department.goto(person);
  await sayWhy(department);
  await expect(main(department)).toContainText(UNITS.market.name);
  expect(await studyOf(department, person)).toEqual(study);
  const receiving = await signIn(browser, "market-hr");
  await openFile(receiving, name);
  await expect(main(receiving)).toContainText(name);
});

/** What the file says of this year's study, quota by quota. */
async function studyOf(page: Page, person: string): Promise<string> {
  await page.goto(person);
  await sayWhy(page);
  const title = page.getByRole("heading", { name: personnelText["zh-CN"].personFile.studyThisYear });
  return page.locator("section").filter({ has: title }).innerText();
}

test("one's own file is read on a phone, with who has looked at it", async ({ browser }) => {
  const officer = await signIn(browser, "officer", undefined, phone);
  await officer.goto("/my/file");
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText(myText["zh-CN"].file.title);
  const name = (await officer.locator("main dd").first().textContent())!.trim();
  expect(await excessWidth(officer)).toBeLessThanOrEqual(0);
  expect(await graveFindings(officer)).toEqual([]);

  const department = await signIn(browser, "personnel");
  await openFile(department, name);
  await officer.reload();
  await expect(main(officer)).toContainText(looksText["zh-CN"].mine.title);
  await expect(main(officer)).toContainText("周敏行");
});

test("officers are found on the public roster by name and by unit, at a desk and on a phone", async ({
  browser,
}) => {
  for (const options of [{}, phone]) {
    const page = await (await browser.newContext({ ...options, locale: "zh-CN" })).newPage();
    await page.goto("/roster");
    await page.getByLabel(roster.body, { exact: true }).selectOption({ label: UNITS.market.name });
    await page.getByRole("button", { name: roster.submit, exact: true }).click();
    await expect(main(page)).toContainText(roster.about.basis);
    const officers = page.getByRole("rowheader");
    const name = (await officers.first().textContent())!.trim();
    await expect(main(page).getByRole("row").nth(1)).toContainText(UNITS.market.name);
    await page.goto("/roster");
    await page.getByLabel(roster.name, { exact: true }).fill(name);
    await page.getByRole("button", { name: roster.submit, exact: true }).click();
    await expect(officers).toHaveText([name]);
    expect(await excessWidth(page)).toBeLessThanOrEqual(0);
    expect(await graveFindings(page)).toEqual([]);
    await page.getByLabel(roster.name, { exact: true }).fill("查无此人");
    await page.getByRole("button", { name: roster.submit, exact: true }).click();
    await expect(page.getByText(roster.emptyTitle)).toBeVisible();
    await page.context().close();
  }
});
