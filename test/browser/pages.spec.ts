import { type Browser, type BrowserContextOptions, expect, type Page, test } from "@playwright/test";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { certificationText } from "~/text/certification";
import { identityNames } from "~/text/identity-names";
import { looksText } from "~/text/looks";
import { personnelText } from "~/text/personnel";
import { positionsText } from "~/text/positions";
import { shell } from "~/text/shell";
import { verificationText } from "~/text/verification";
import { NAMED } from "../../prisma/demo/named";
import { UNITS } from "../../prisma/demo/units";
import { signIn } from "./accounts";
import { look, watched } from "./look";
import { enterRoom } from "./sitting";

const zh = "zh-CN";
const positions = positionsText[zh];
const personnel = personnelText[zh];
const named = (login: string) => NAMED.find((person) => person.login === login)!.name;

test.describe.configure({ timeout: 240_000 });

test("without a script: sign in, language, elder mode, people, a new person, verifying", async ({
  browser,
}) => {
  const page = await signIn(browser, "urban-hr", undefined, { javaScriptEnabled: false });
  const lang = page.locator("html");
  await page.locator(".topbar").getByRole("button", { name: shell[zh].otherLanguage, exact: true }).click();
  await expect(lang).toHaveAttribute("lang", "en");
  await expect(page.getByRole("link", { name: shell.en.nav.people, exact: true })).toBeVisible();
  await page.locator(".topbar").getByRole("button", { name: shell.en.otherLanguage, exact: true }).click();
  await expect(lang).toHaveAttribute("lang", zh);
  await page.locator(".topbar").getByRole("button", { name: shell[zh].elder, exact: true }).click();
  await expect(lang).toHaveAttribute("data-elder", "");
  await page.locator(".topbar").getByRole("button", { name: shell[zh].standard, exact: true }).click();
  await expect(lang).not.toHaveAttribute("data-elder");

  await page.goto("/people");
  await page.getByLabel(personnel.find, { exact: true }).fill(named("officer"));
  await page.getByRole("button", { name: personnel.query, exact: true }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await expect(page.getByRole("rowheader")).toContainText(named("officer"));

  const newcomer = "盛守信";
  await page.goto("/people/new");
  await page.getByLabel(personnel.form.name, { exact: true }).fill(newcomer);
  const number = fictitiousIdentityNumber(77, "1992-03-30", "male");
  await page.getByLabel(personnel.form.identityNumber, { exact: true }).fill(`${number.slice(0, -1)}`);
  await page.getByRole("button", { name: personnel.newPerson.submit, exact: true }).click();
  await expect(page.locator(".error-summary, .summary-errors, [role=alert]").first()).toBeVisible();
  await expect(page.getByLabel(personnel.form.name, { exact: true })).toHaveValue(newcomer);

  await page.goto("/verify");
  await page.getByLabel(verificationText[zh].verify.label, { exact: true }).fill("90000000000");
  await page.getByLabel(verificationText[zh].verify.name).fill("顾长青");
  await page.getByRole("button", { name: verificationText[zh].verify.submit, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(verificationText[zh].unknown.title);
  await page.goto("/roster");
  await page.locator("table a").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(verificationText[zh].words.active);
  await page.context().close();
});

const WIDTHS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`every main page can be used by everyone, on a ${name}`, async ({ browser }) => {
    const options = { viewport };
    const anyone = await newPage(browser, options);
    await look(anyone, "/sign-in");
    await look(anyone, "/verify");

    const legal = await watched(await signIn(browser, "legal", undefined, options));
    await look(legal, "/desk");
    const hr = await watched(await signIn(browser, "urban-hr", undefined, options));
    await look(hr, "/people");
    await hr.goto(`/people?q=${encodeURIComponent(named("officer"))}`);
    await hr.getByRole("rowheader").getByRole("link").first().click();
    await look(hr);
    await hr.getByLabel(looksText[zh].reasons.upkeep).check();
    await hr.getByRole("button", { name: looksText[zh].submit, exact: true }).click();
    await look(hr);
    await look(hr, "/positions");
    await hr.getByRole("link", { name: UNITS.urban.enforces.posts[0].title }).first().click();
    const choice = hr.getByLabel(positions.person, { exact: true });
    const texts = await choice.locator("option").allInnerTexts();
    await choice.selectOption({ label: texts.find((text) => text.endsWith(identityNames[zh].contract))! });
    await hr.getByRole("button", { name: positions.assign, exact: true }).click();
    await expect(hr.locator(".reason").first()).toBeVisible();
    await look(hr);

    const officer = await watched(await signIn(browser, "officer", undefined, options));
    await look(officer, "/my");
    await officer.goto("/my/certificate");
    const address = await officer
      .getByRole("link", { name: certificationText[zh].my.publicPage, exact: true })
      .getAttribute("href");
    await look(anyone, address!);

    const candidate = await watched(await signIn(browser, "candidate", undefined, options));
    await enterRoom(candidate);
    await look(candidate);
    for (const page of [anyone, legal, hr, officer, candidate]) await page.context().close();
  });
}

async function newPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  return watched(await (await browser.newContext({ locale: zh, ...options })).newPage());
}
