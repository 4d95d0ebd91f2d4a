import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, type Page, test } from "@playwright/test";
import { certificationText } from "~/text/certification";
import { examRoomText } from "~/text/exam-room";
import { identityNames } from "~/text/identity-names";
import { positionsText } from "~/text/positions";
import { authoringText } from "~/text/question-authoring";
import { shell } from "~/text/shell";
import { NAMED } from "../../prisma/demo/named";
import { UNITS } from "../../prisma/demo/units";
import { signIn } from "../browser/accounts";
import { openFile } from "../browser/person-file";
import { answer, enterRoom } from "../browser/sitting";

const out = resolve("docs/look");
/** A folder with `<name>.desktop.png` and `<name>.phone.png`; without it only the built page is drawn. */
const designs = process.env.LOOK_BESIDE ? resolve(process.env.LOOK_BESIDE) : null;
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
type Size = keyof typeof sizes;

const zh = "zh-CN";
const officer = NAMED.find(({ login }) => login === "officer")!.name;
const as = (login: string) => (browser: Browser, size: Size) =>
  signIn(browser, login, undefined, { viewport: sizes[size] });
const anyone = async (browser: Browser, size: Size) =>
  (await browser.newContext({ locale: zh, timezoneId: "Asia/Shanghai", viewport: sizes[size] })).newPage();
const at = (address: string) => async (page: Page) => {
  await page.goto(address);
};

/** Name of the design, who looks, and the way to the page. */
const pictures: [string, (browser: Browser, size: Size) => Promise<Page>, (page: Page) => Promise<void>][] = [
  ["login", anyone, at("/sign-in")],
  ["staff-home", as("legal"), at("/desk")],
  ["people-list", as("personnel"), at("/people")],
  ["person-file", as("personnel"), (page) => openFile(page, officer)],
  ["why-blocked", as("urban-hr"), refusedAtThePost],
  ["certificate-application", as("urban-legal"), firstOf("/applications")],
  ["study-audit", as("legal"), firstOf("/study-records")],
  ["my-home", as("officer"), at("/my")],
  ["my-home-elder", as("officer"), elder],
  ["question-editor", as("legal"), editor],
  ["exam-room", as("candidate"), room],
  ["exam-room-elder", as("candidate"), elderRoom],
  ["exam-room-offline", as("candidate"), offlineRoom],
  ["exam-submit", as("candidate"), summary],
  ["exam-receipt", as("candidate"), receipt],
  ["public-roster", anyone, at("/roster")],
  ["verify-valid", as("officer"), ownCertificate],
];

test.describe.configure({ timeout: 600_000 });
mkdirSync(out, { recursive: true });

for (const [name, who, go] of pictures)
  for (const size of ["desktop", "phone"] as const)
    test(`${name}, ${size}`, async ({ browser }) => {
      const page = await who(browser, size);
      await go(page);
      const built = await page.screenshot({ fullPage: true });
      await page.context().close();
      await writeBeside(browser, `${name}.${size}`, built, sizes[size].width / (size === "desktop" ? 2 : 1));
    });

/** One picture: the design on the left, the page on the right, each as wide as `width`. */
async function writeBeside(browser: Browser, name: string, built: Buffer, width: number): Promise<void> {
  const design = designs && join(designs, `${name}.png`);
  const pieces = [...(design && existsSync(design) ? [readFileSync(design)] : []), built];
  const page = await browser.newPage({ viewport: { width: pieces.length * (width + 16) + 16, height: 400 } });
  const images = pieces.map((bytes) => `<img src="data:image/png;base64,${bytes.toString("base64")}">`);
  await page.setContent(
    `<style>body{margin:16px;display:flex;gap:16px;align-items:start;background:#d5d9df}img{width:${width}px}</style>${images.join("")}`,
    { waitUntil: "load" },
  );
  // Of a list of fifty the first screens tell enough.
  const { width: across, height } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    height: Math.min(document.documentElement.scrollHeight, 2_400),
  }));
  const clip = { x: 0, y: 0, width: across, height };
  writeFileSync(
    join(out, `${name}.jpg`),
    await page.screenshot({ fullPage: true, clip, type: "jpeg", quality: 66 }),
  );
  await page.close();
}

async function refusedAtThePost(page: Page): Promise<void> {
  const t = positionsText[zh];
  await page.goto("/positions");
  await page.getByRole("link", { name: UNITS.urban.enforces.posts[0].title }).first().click();
  const choice = page.getByLabel(t.person, { exact: true });
  const texts = await choice.locator("option").allInnerTexts();
  await choice.selectOption({ label: texts.find((text) => text.endsWith(identityNames[zh].contract))! });
  await page.getByRole("button", { name: t.assign, exact: true }).click();
  await page.locator(".reason").first().waitFor();
}

function firstOf(address: string) {
  return async (page: Page) => {
    await page.goto(address);
    await page.locator(`main a[href^="${address}/"]:not([href$="/new"])`).first().click();
    await page.waitForURL(new RegExp(`${address}/[0-9a-f-]{36}`));
  };
}

/** A revision of the first question, as its author finds it. */
async function editor(page: Page): Promise<void> {
  await firstOf("/questions")(page);
  const begin = page.getByRole("button", { name: authoringText[zh].question.revise, exact: true });
  await begin.or(page.locator('main a[href^="/questions/drafts/"]')).first().click();
  await page.waitForURL(/\/questions\/drafts\//);
}

async function room(page: Page): Promise<void> {
  await enterRoom(page);
  await answer(page, 1);
  await answer(page, 2);
}

async function elderRoom(page: Page): Promise<void> {
  await elder(page);
  await enterRoom(page);
}

async function offlineRoom(page: Page): Promise<void> {
  await enterRoom(page);
  await page.context().setOffline(true);
  await answer(page, 3);
  await page.locator(".net-banner").first().waitFor();
}

async function summary(page: Page): Promise<void> {
  await page.goto(`${await enterRoom(page)}/submission`);
}

/** The second size finds the paper handed in, and looks at the receipt that stays. */
async function receipt(page: Page): Promise<void> {
  await page.goto("/my/exams");
  const done = page.locator('main a[href$="/receipt"]').first();
  if (await done.isVisible()) return done.click();
  await summary(page);
  const submit = page.getByRole("button", { name: examRoomText[zh].submission.submit, exact: true });
  await submit.click();
  await page.getByRole("checkbox").check();
  await submit.click();
  await page.waitForURL(/\/receipt$/);
}

async function elder(page: Page): Promise<void> {
  await page.goto("/my");
  await page.getByRole("button", { name: shell[zh].elder, exact: true }).first().click();
  await page.waitForSelector("html[data-elder]");
}

async function ownCertificate(page: Page): Promise<void> {
  await page.goto("/my/certificate");
  await page.getByRole("link", { name: certificationText[zh].my.publicPage, exact: true }).click();
  await page.waitForURL(/\/v\//);
}
