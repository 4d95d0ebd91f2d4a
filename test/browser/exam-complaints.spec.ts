import { expect, type Page, test } from "@playwright/test";
import { examRoomText } from "~/text/exam-room";
import { refusalIn } from "~/text/refusals";
import { shell } from "~/text/shell";
import { refusal } from "~/verdict";
import { NAMED } from "../../prisma/demo/named";
import { signIn, signInAt } from "./accounts";
import { LONG_PAPER, spotChecks } from "./exam-office";
import { answer, enterExam, figure, ready } from "./sitting";

// What candidates complain of elsewhere, each made to happen here in exams of their own.

const t = examRoomText["zh-CN"];
const MINUTE = 60_000;
const officer = NAMED.find(({ login }) => login === "officer")!.name;

test.describe.configure({ mode: "serial", timeout: 300_000 });

let exams: Record<"network" | "hand-in" | "late", string>;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  exams = await spotChecks(browser, officer, {
    network: { title: "抽考（断网）", paper: LONG_PAPER },
    "hand-in": { title: "抽考（交卷）" },
    late: { title: "抽考（迟到的答案）" },
  });
});

/** Seconds the page shows when it shows others, and between which the server's own lie at that moment. */
const remaining = (page: Page) =>
  page.evaluate(async () => {
    const timer = document.querySelector("[role=timer]")!;
    await new Promise<void>((resolve) => {
      new MutationObserver(() => resolve()).observe(timer, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    const shown = timer.textContent!.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
    const sentAt = performance.now();
    const { now, deadlineAt } = await (await fetch(`${location.pathname}/answers`)).json();
    const least = (Date.parse(deadlineAt) - Date.parse(now)) / 1000;
    return { shown, least, most: least + (performance.now() - sentAt) / 1000 };
  });

/** Gives the page a computer whose clock is wrong, and answers what sets it, by hours, whenever it likes. */
async function wrongClock(page: Page): Promise<(hours: number) => Promise<void>> {
  await page.addInitScript(() => {
    const Right = Date;
    const shifted = () => Right.now() + (Reflect.get(globalThis, "clockIsWrongBy") ?? 0) * 3_600_000;
    globalThis.Date = class extends Right {
      constructor(...parts: [] | [number]) {
        super(...((parts.length === 0 ? [shifted()] : parts) as [number]));
      }
      static override now = shifted;
    } as DateConstructor;
  });
  return (hours) => page.evaluate((by) => void Reflect.set(globalThis, "clockIsWrongBy", by), hours);
}

/** Within a second of the server's. On a machine too busy to answer at once it is asked again. */
async function expectServersTime(page: Page): Promise<void> {
  await expect(async () => {
    const { shown, least, most } = await remaining(page);
    expect(most - least).toBeLessThan(0.5);
    expect(shown).toBeGreaterThanOrEqual(least - 1);
    expect(shown).toBeLessThanOrEqual(most + 1);
  }).toPass({ timeout: 15_000 });
}

/** Everything a receipt confirms; the log below it goes on. */
const receiptOn = async (page: Page) => (await page.locator("main").innerText()).split(t.receipt.log)[0]!;

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
  await enterExam(page, exams.network);
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
  const setClock = await wrongClock(page);
  const attempt = await enterExam(page, exams.network);
  await expectServersTime(page);
  for (const hours of [2, -2]) {
    await setClock(hours);
    await expectServersTime(page);
    await page.reload();
    await ready(page);
    await setClock(hours);
    await expectServersTime(page);
  }
  const other = await page.context().newPage();
  await other.goto(attempt);
  await ready(other);
  // In the background the browser stops running the tab altogether.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
  await expectServersTime(other);
  await devtools.send("Page.setWebLifecycleState", { state: "active" });
  await page.bringToFront();
  await expectServersTime(page);
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
  const attempt = await enterExam(first, exams.network);
  const second = await signIn(browser, "officer");
  // Else it is told at once that the paper is in, and there is nothing left to click.
  await second.route("**/events", (route) => route.abort());
  await enterExam(second, exams.network);
  await answer(second, 14);
  await expect(figure(second, "unsent")).toHaveText("0");
  await second.route("**/answers", (route) =>
    route.request().method() === "GET" ? route.abort() : route.continue(),
  );

  await first.goto(`${attempt}/submission`);
  await first.getByRole("checkbox").check();
  await first.getByRole("button", { name: t.submission.submit, exact: true }).click();
  await expect(first.getByRole("heading", { level: 1 })).toHaveText(t.receipt.heading);
  const receipt = await receiptOn(first);
  expect(receipt).toContain(t.receipt.lede(14));

  await answer(second, 15);
  const closed = refusalIn("zh-CN", refusal("attempt.closed")).sentence;
  await expect(second.getByRole("alert")).toContainText(closed);
  await second.getByRole("alert").getByRole("link", { name: t.receipt.title, exact: true }).click();
  expect(await receiptOn(second)).toBe(receipt);
  // What came after is told as such.
  await expect(second.locator(".log")).toContainText(t.receipt.logSlot(t.receipt.events.late, 15));
  await first.reload();
  expect(await receiptOn(first)).toBe(receipt);
  for (const page of [first, second]) await page.context().close();
});

test("who signs out with unsent answers is warned and asked, and the next one finds nothing", async ({
  browser,
}) => {
  const page = await signIn(browser, "officer");
  const attempt = await enterExam(page, exams["hand-in"]);
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
  await enterExam(page, exams["hand-in"]);
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
  await expect(page.locator("#q fieldset:disabled")).toBeVisible();
  expect((await kept(page)).local).toHaveLength(1);

  await page.context().setOffline(false);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.receipt.heading);
  await expect(page.locator("main")).toContainText(t.receipt.lede(total));
  expect((await kept(page)).local).toEqual([]);
  await page.context().close();
});

test("what a closed page could not send arrives as late once the receipt is opened", async ({ browser }) => {
  const page = await signIn(browser, "officer");
  const attempt = await enterExam(page, exams.late);
  await page.route("**/answers", (route) => route.abort());
  for (const number of [1, 2]) await answer(page, number);
  await expect(figure(page, "unsent")).toHaveText("2");
  await page.goto(`${attempt}/submission`);
  await page.unroute("**/answers");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: t.submission.submit, exact: true }).click();
  await expect(page.locator("main")).toContainText(t.receipt.lede(0));
  await expect(page.getByRole("status")).toHaveText(t.receipt.sentLate(2));
  expect((await kept(page)).local).toEqual([]);
  await page.reload();
  await expect(page.locator(".log")).toContainText(t.receipt.logSlot(t.receipt.events.late, 2));
  await expect(page.locator("main")).toContainText(t.receipt.lede(0));
  await page.context().close();
});

async function signOut(page: Page): Promise<void> {
  await page.goto("/my");
  await page.locator(".menu-drop summary").click();
  await page.getByRole("button", { name: shell["zh-CN"].signOut, exact: true }).click();
}
