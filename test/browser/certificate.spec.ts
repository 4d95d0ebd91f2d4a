import fs from "node:fs/promises";
import { devices, expect, type Page, test } from "@playwright/test";
import { addDays, chinaDateOf } from "~/calendar";
import { certificationText } from "~/text/certification";
import { verificationText } from "~/text/verification";
import { UNITS } from "../../prisma/demo/units";
import { readPdf } from "../certificates/read-pdf";
import { signIn } from "./accounts";
import { excessWidth, graveFindings } from "./everyone";

// A certificate from its application to the day after its end, by everyone it passes through: at a desk and, for
// somebody else, on phones.

const t = certificationText["zh-CN"];
const words = verificationText["zh-CN"].words;
const unit = UNITS.urban;
const PLACES = { desk: {}, phone: devices["Pixel 7"] };

for (const [place, options] of Object.entries(PLACES)) {
  test(`applied for, returned, mended, issued, suspended, restored, revoked and barred: ${place}`, async ({
    browser,
    baseURL,
  }) => {
    test.setTimeout(240_000);
    const desks = new Map<string, Page>();
    const at = async (account: string): Promise<Page> => {
      const page = desks.get(account) ?? (await signIn(browser, account, undefined, options));
      desks.set(account, page);
      return page;
    };

    // Somebody whose certificate ended without reproach, and who comes back to the work.
    const { name: holder, path: former } = await someHolder(await at("urban-hr"), place === "desk" ? 7 : 8);
    const issuer = await at("personnel");
    const decide = async (
      certificate: string,
      act: "cancel" | "suspend" | "restore" | "revoke",
      ground: keyof typeof t.grounds,
      more: (page: Page) => Promise<void> = async () => {},
    ) => {
      await issuer.goto(certificate);
      await issuer.getByRole("link", { name: t.certificate.acts.propose[act], exact: true }).click();
      await issuer.getByRole("radio", { name: t.grounds[ground], exact: true }).check();
      await issuer.getByLabel(t.proposing.legalBasis, { exact: true }).fill("行政执法监督条例第三十条");
      await issuer.getByLabel(t.proposing.decisionNumber, { exact: true }).fill(`临人社决〔2026〕${act}号`);
      await more(issuer);
      await issuer.getByRole("button", { name: t.proposing.submit(t.acts[act]), exact: true }).click();
      await expect(issuer.getByText(t.certificate.done.proposed)).toBeVisible();
      const second = await at("personnel2");
      await second.goto(certificate);
      await second.getByRole("button", { name: t.certificate.proposal.approve, exact: true }).click();
      await expect(second.getByText(t.certificate.done.approved)).toBeVisible();
    };
    await decide(former, "cancel", "left-post");

    const training = await at("urban-training");
    await choose(training, holder);
    await training.getByRole("button", { name: t.newApplication.submit(1), exact: true }).click();
    await expect(training.getByText(t.application.done.submitted)).toBeVisible();
    const application = new URL(training.url()).pathname;

    // Everything that is missing is said at once, and the mended application goes on where it came back from.
    const reviewer = await at("urban-legal");
    await reviewer.goto(application);
    await reviewer.getByRole("link", { name: t.application.acts.return, exact: true }).click();
    await reviewer
      .getByLabel(t.returning.defects, { exact: true })
      .fill("编制证明没有盖章，请补盖。\n单位意见没有写日期。");
    await reviewer.getByRole("button", { name: t.returning.submit, exact: true }).click();
    await expect(reviewer.getByText(t.application.done.returned)).toBeVisible();
    await training.goto(application);
    await expect(training.locator("main")).toContainText("编制证明没有盖章");
    await expect(training.locator("main")).toContainText("单位意见没有写日期");
    await training.getByRole("link", { name: t.application.acts.resubmit, exact: true }).click();
    await training.locator("[name=opinion]").fill("两处都已补齐。");
    await training.getByRole("button", { name: t.resubmission.submit, exact: true }).click();
    await expect(training.getByText(t.application.done.submitted)).toBeVisible();

    for (const account of ["urban-legal", "urban-hr", "legal"]) {
      const page = await at(account);
      await page.goto(application);
      await page.getByRole("link", { name: t.application.acts.approve, exact: true }).click();
      await page.getByRole("button", { name: t.approval.submit, exact: true }).click();
      await expect(page.getByText(t.application.done.approved)).toBeVisible();
    }

    await issuer.goto(application);
    await issuer.getByRole("link", { name: t.application.acts.issue, exact: true }).click();
    await expect(issuer.getByRole("checkbox", { name: holder })).toBeChecked();
    await issuer.getByLabel(t.issuances.decision, { exact: true }).fill("临人社证〔2026〕91号");
    await issuer.getByRole("button", { name: t.issuances.submit, exact: true }).click();
    await expect(issuer.getByText(t.issuances.done(1))).toBeVisible();
    await issuer.goto(application);
    await issuer.getByRole("link", { name: t.application.acts.certificate, exact: true }).click();
    const certificate = new URL(issuer.url()).pathname;
    await issuer.getByRole("link", { name: t.certificate.acts.collect, exact: true }).click();
    await issuer.getByRole("button", { name: t.collection.submit, exact: true }).click();
    await expect(issuer.getByText(t.certificate.done.collected)).toBeVisible();

    await expect(async () => {
      await issuer.goto(certificate);
      await expect(issuer.getByRole("link", { name: t.certificate.document.download })).toBeVisible();
    }).toPass({ timeout: 30_000 });
    const [download] = await Promise.all([
      issuer.waitForEvent("download"),
      issuer.getByRole("link", { name: t.certificate.document.download, exact: true }).click(),
    ]);
    const { texts, qr } = await readPdf(await fs.readFile(await download.path()));
    expect(texts.join("")).toContain(holder);
    expect(qr).toMatch(new RegExp(`^${baseURL}/v/`));

    const visitor = await (await browser.newContext({ ...options, locale: "zh-CN" })).newPage();
    const scan = async (word: string) => {
      await visitor.goto(qr!);
      await visitor.reload();
      await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(word);
      await expect(visitor.locator("main")).toContainText(holder);
    };
    await scan(words.active);
    expect(await graveFindings(visitor)).toEqual([]);
    expect(await excessWidth(visitor)).toBeLessThanOrEqual(0);

    await decide(certificate, "suspend", "under-inquiry");
    await scan(words.suspended);
    await decide(certificate, "restore", "inquiry-ended");
    await scan(words.active);
    const lastDay = addDays(chinaDateOf(new Date()), 400);
    await decide(certificate, "revoke", "serious-violation", async (page) => {
      await page.getByRole("radio", { name: t.statementWays.written }).check();
      await page.locator("[name=statementOn]").fill(addDays(chinaDateOf(new Date()), -1));
      await page.locator("[name=statementSays]").fill("对事实没有异议。");
      await page.locator("[name=banUntilOn]").fill(lastDay);
    });
    await scan(words.revoked);

    await choose(training, holder);
    const [year, month, day] = lastDay.split("-").map(Number);
    await expect(training.locator("main")).toContainText(`${year}年${month}月${day}日`);
    await expect(training.getByText(t.newApplication.noneFit)).toBeVisible();
    for (const page of [...desks.values(), visitor]) await page.context().close();
  });
}

/** One of the unit's holders whose certificate is valid: by place in the list. */
async function someHolder(page: Page, place: number): Promise<{ name: string; path: string }> {
  await page.goto("/certificates?status=active");
  const link = page.getByRole("rowheader").getByRole("link").nth(place);
  const name = (await link.innerText()).trim();
  return { name, path: (await link.getAttribute("href"))! };
}

async function choose(page: Page, name: string): Promise<void> {
  await page.goto("/applications/new");
  await page.getByLabel(t.newApplication.kind, { exact: true }).selectOption("first");
  await page.getByLabel(t.newApplication.field, { exact: true }).selectOption(unit.enforces.field);
  await page.getByRole("button", { name: t.newApplication.next, exact: true }).click();
  await page.getByRole("checkbox", { name }).check();
  await page.getByRole("button", { name: t.newApplication.check, exact: true }).click();
}
