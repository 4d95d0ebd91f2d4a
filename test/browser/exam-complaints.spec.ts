import { expect, type Page, test } from "@playwright/test";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { refusalIn } from "~/text/refusals";
import { shell } from "~/text/shell";
import { refusal } from "~/verdict";
import { NAMED } from "../../prisma/demo/named";
import { signIn, signInAt } from "./accounts";
import { holdExam, LONG_PAPER, register } from "./exam-office";
import { answer, figure, ready } from "./sitting";

// What candidates complain of elsewhere, each made to happen here in two exams of their own.

const t = examRoomText["zh-CN"];
const MINUTE = 60_000;
/** Compressed, all that the room loads: an old computer on a slow line has to read it first. */
const MOST_SCRIPT = 110_000;
const officer = NAMED.find(({ login }) => login === "officer")!.name;

test.describe.configure({ mode: "serial", timeout: 300_000 });

const exams = {} as Record<"network" | "hand-in", string>;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  const legal = await signIn(browser, "legal");
  const hr = await signIn(browser, "urban-hr");
  for (const name of ["network", "hand-in"] as const) {
    const paper = name === "network" ? { paper: LONG_PAPER } : {};
    const wanted = { title: `抽考（${name}）`, kind: "spot-check", minutes: 90, ...paper } as const;
    const held = await holdExam(legal, wanted);
    await register(hr, held.path, [officer]);
    exams[name] = held.path.split("/").at(-1)!;
  }
  for (const page of [legal, hr]) await page.context().close();
});

/** Into the room of an exam, on this device. Answers the attempt's address. */
async function enter(page: Page, exam: keyof typeof exams): Promise<string> {
  await page.goto(`/my/exams/${exams[exam]}`);
  const begin = page.getByRole("button", { name: examsText["zh-CN"].my.start, exact: true });
  const goOn = page.getByRole("link", { name: examsText["zh-CN"].my.goOn, exact: true });
  await begin.or(goOn).click();
  await expect(page).toHaveURL(/\/my\/attempts\/[0-9a-f-]{36}/);
  const takeOver = page.getByRole("button", { name: t.elsewhere.act, exact: true });
  if (await takeOver.isVisible()) await takeOver.click();
  await ready(page);
  return new URL(page.url()).pathname;
}

/** Seconds the page shows, beside the seconds the server gives at the same moment. */
async function remaining(page: Page): Promise<{ shown: number; real: number }> {
  const text = page.getByRole("timer");
  const before = await text.innerText();
  // At the turn of a second what is shown is what it says.
  await expect(text).not.toHaveText(before, { timeout: 5_000 });
  const shown = (await text.innerText())
    .split(":")
    .map(Number)
    .reduce((sum, part) => sum * 60 + part, 0);
  const { now, deadlineAt } = await (
    await page.request.get(`${new URL(page.url()).pathname}/answers`)
  ).json();
  return { shown, real: (Date.parse(deadlineAt) - Date.parse(now)) / 1000 };
}

async function expectServersTime(page: Page): Promise<void> {
  const { shown, real } = await remaining(page);
  expect(Math.abs(shown - real)).toBeLessThanOrEqual(1);
}

const kept = (page: Page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    // The framework's own entry says how far which page was scrolled, by keys made at random.
    session: Object.keys(sessionStorage).filter((key) => key.startsWith("chizheng")),
    databases: (await indexedDB.databases()).length,
  }));

test("saves failing for a minute, ten answers, a reload: all ten arrive by themselves within ten seconds", async ({
  browser,
}) => {
  const page = await signIn(browser, "officer");
  await page.clock.install();
  const scripts: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() === "script")
      scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await enter(page, "network");
  const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT);
  await page.route("**/answers", (route) => route.abort());
  for (let number = 1; number <= 10; number += 1) await answer(page, number);
  const banner = page.locator(".net-banner[role=alert], .net-banner [role=alert]").first();
  await expect(banner).toContainText(t.offline.title(10), { timeout: 5_000 });
  await page.mouse.wheel(0, 4_000);
  await expect(banner).toBeInViewport();
  await page.clock.fastForward(MINUTE);
  await expect(figure(page, "unsent")).toHaveText("10");
  await page.reload();
  await ready(page);
  await expect(figure(page, "unsent")).toHaveText("10");
  // Long enough for the room to have come to its longest pause.
  await page.clock.runFor(20_000);
  await page.unroute("**/answers");
  const back = Date.now();
  await expect(figure(page, "unsent")).toHaveText("0", { timeout: 10_000 });
  expect(Date.now() - back).toBeLessThan(10_000);
  await expect(figure(page, "saved")).toHaveText("10");
  expect((await kept(page)).local).toEqual([]);
  // What the server has is what the page says: another browser is shown the same.
  await page.reload();
  await ready(page);
  await expect(figure(page, "saved")).toHaveText("10");
  await page.context().close();
});

test("the time left is the server's: a clock two hours wrong, two tabs, a tab in the background", async ({
  browser,
}) => {
  const page = await signIn(browser, "officer");
  const attempt = await enter(page, "network");
  await expectServersTime(page);
  for (const hours of [2, -2]) {
    await page.clock.setSystemTime(Date.now() + hours * 60 * MINUTE);
    await expectServersTime(page);
  }
  const other = await page.context().newPage();
  await other.goto(attempt);
  await ready(other);
  await expectServersTime(other);
  // Half an hour in which the tab was not run: its timer went on and nothing was shown.
  await page.clock.fastForward(30 * MINUTE);
  await page.bringToFront();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(async () => expectServersTime(page)).toPass({ timeout: 10_000 });
  // Both tabs go on, and neither loses what the other answered.
  await answer(page, 11);
  await answer(other, 12);
  await answer(page, 13);
  for (const tab of [page, other]) await expect(figure(tab, "unsent")).toHaveText("0");
  await page.reload();
  await ready(page);
  await expect(figure(page, "saved")).toHaveText("13");
  await page.context().close();
});

test("handed in in one browser: the other is refused with a sentence, and the receipt stays true", async ({
  browser,
}) => {
  const first = await signIn(browser, "officer");
  const attempt = await enter(first, "network");
  const second = await signIn(browser, "officer");
  await enter(second, "network");
  await answer(second, 14);
  await expect(figure(second, "unsent")).toHaveText("0");

  await first.goto(`${attempt}/submission`);
  await first.getByRole("checkbox").check();
  await first.getByRole("button", { name: t.submission.submit, exact: true }).click();
  await expect(first.getByRole("heading", { level: 1 })).toHaveText(t.receipt.heading);
  const receipt = await first.locator("main").innerText();
  expect(receipt).toContain(t.receipt.lede(14));

  await answer(second, 15);
  const closed = refusalIn("zh-CN", refusal("attempt.closed")).sentence;
  await expect(second.getByRole("alert")).toContainText(closed);
  await second.getByRole("alert").getByRole("link", { name: t.receipt.title, exact: true }).click();
  expect(await second.locator("main").innerText()).toBe(receipt);
  await first.reload();
  expect(await first.locator("main").innerText()).toBe(receipt);
  for (const page of [first, second]) await page.context().close();
});

test("who signs out with unsent answers is warned and asked, and the next one finds nothing", async ({
  browser,
}) => {
  const page = await signIn(browser, "officer");
  const attempt = await enter(page, "hand-in");
  await page.route("**/answers", (route) => route.abort());
  for (const number of [1, 2]) await answer(page, number);
  await expect(figure(page, "unsent")).toHaveText("2");
  const words = t.signingOut;
  await signOut(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.title);
  await expect(page.getByRole("alert")).toContainText(words.unsent(2));
  await page.getByRole("link", { name: words.goOn, exact: true }).click();
  await ready(page);
  await expect(figure(page, "unsent")).toHaveText("2");
  await signOut(page);
  await page.getByRole("button", { name: words.act, exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
  expect(await kept(page)).toEqual({ local: [], session: [], databases: 0 });

  // The next candidate, at the same computer.
  await page.unroute("**/answers");
  await signInAt(page, "candidate");
  expect((await page.goto(attempt))?.status()).toBe(404);
  expect(await kept(page)).toEqual({ local: [], session: [], databases: 0 });
  await page.context().close();
});

test("ten minutes without a network, hand-in included: noted, not done, until the server gives a receipt", async ({
  browser,
}) => {
  const page = await signIn(browser, "officer");
  await page.clock.install();
  await enter(page, "hand-in");
  const total = await page.locator(".qcell b").count();
  await page.context().setOffline(true);
  for (let number = 1; number < total; number += 1) await answer(page, number);
  await page.clock.fastForward(10 * MINUTE);
  await expect(page.locator(".net-banner")).toContainText(t.offline.title(total - 1));
  await page.locator(".exam-bar").getByRole("link", { name: t.handIn, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.submission.unanswered(1));
  await page.getByRole("button", { name: t.submission.back, exact: true }).click();
  await answer(page, total);
  await page.locator(".exam-bar").getByRole("link", { name: t.handIn, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.submission.allAnswered);
  await page.getByRole("main").getByRole("button", { name: t.handIn, exact: true }).click();
  await expect(page.getByText(t.handInLater.noted)).toBeVisible();
  await expect(page.locator("#q fieldset")).toBeDisabled();
  expect((await kept(page)).local).toHaveLength(1);

  await page.context().setOffline(false);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.receipt.heading);
  await expect(page.locator("main")).toContainText(t.receipt.lede(total));
  expect((await kept(page)).local).toEqual([]);
  await page.context().close();
});

async function signOut(page: Page): Promise<void> {
  await page.goto("/my");
  await page.locator(".menu-drop summary").click();
  await page.getByRole("button", { name: shell["zh-CN"].signOut, exact: true }).click();
}
