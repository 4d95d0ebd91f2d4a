import { type Browser, expect, type Page, test } from "@playwright/test";
import { deviceCheckText } from "~/text/device-check";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { rehearsalText } from "~/text/rehearsal";
import { waitingRoomText } from "~/text/waiting-room";
import { NAMED } from "../../prisma/demo/named";
import { signIn } from "./accounts";
import { excessWidth, graveFindings, SIZES } from "./everyone";
import { holdExam, register } from "./exam-office";
import { answer, ready } from "./sitting";

// Before the day: the room tried out, the device looked at, and the wait until the doors open.

const room = examRoomText["zh-CN"];
const { my } = examsText["zh-CN"];
const rehearsal = rehearsalText["zh-CN"];
const device = deviceCheckText["zh-CN"];
const waiting = waitingRoomText["zh-CN"];
const officer = NAMED.find(({ login }) => login === "officer")!.name;

test.describe.configure({ mode: "serial", timeout: 300_000 });

/** What a browser shows only while scripts are off: Playwright finds no text in it. */
const withoutScript = (page: Page) => page.locator("main noscript").innerText();

async function shutsNobodyOut(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const [name, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size);
    expect(await excessWidth(page), name).toBeLessThanOrEqual(0);
    expect(await graveFindings(page), name).toEqual([]);
  }
  if (before) await page.setViewportSize(before);
}

test("an officer rehearses in the exam's own room, and every page says that it is a rehearsal", async ({
  browser,
}) => {
  const page = await signIn(browser, "officer");
  await page.goto("/my/exams");
  await page.getByRole("link", { name: rehearsal.title, exact: true }).click();
  await shutsNobodyOut(page);
  await page.getByRole("button", { name: rehearsal.start, exact: true }).click();
  await ready(page);
  const isMarked = () => expect(page.getByText(rehearsal.strip, { exact: true })).toBeVisible();
  await isMarked();
  await answer(page, 1);
  await answer(page, 3);
  await page.keyboard.press("m");
  // Another look at the page where one begins leads back to the one under way.
  await page.goto("/my/rehearsals");
  await page.getByRole("link", { name: rehearsal.goOn, exact: true }).click();
  await ready(page);
  await page.locator("a", { hasText: room.handIn }).first().click();
  await isMarked();
  await page.getByLabel(room.submission.ack(5)).check();
  await page.getByRole("button", { name: room.submission.submit, exact: true }).click();
  await expect(page.getByRole("heading", { name: rehearsal.heading })).toBeVisible();
  await isMarked();
  await expect(page.locator(".receipt-no strong")).toHaveText(/^TEST-/);
  await shutsNobodyOut(page);
  await page.getByRole("link", { name: rehearsal.again, exact: true }).click();
  await expect(page.locator("table")).toContainText("TEST-");
  await page.context().close();
});

test("a device is checked by itself, and by its owner where scripts are off", async ({ browser }) => {
  const page = await signIn(browser, "officer");
  // An hour ahead: the owner is told, and that it does no harm.
  await page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 3_600_000;
  });
  await page.goto("/my/device-check");
  await expect(page.getByText(device.done(1), { exact: true })).toBeVisible();
  await expect(page.getByText(device.clock.off(60, true))).toBeVisible();
  await expect(page.getByText(device.storage.ok)).toBeVisible();
  await shutsNobodyOut(page);
  const cookies = await page.context().cookies();
  await page.context().close();

  const plain = await browser.newContext({ locale: "zh-CN", javaScriptEnabled: false });
  await plain.addCookies(cookies);
  const still = await plain.newPage();
  await still.goto("/my/device-check");
  expect(await withoutScript(still)).toContain(device.noScriptTitle);
  await expect(still.getByText(device.words.unknown, { exact: true })).toHaveCount(6);
  await expect(still.getByText(device.print.off)).toBeVisible();
  await plain.close();
});

test("who waits sees the button when the server says so, with a script and without one", async ({
  browser,
}) => {
  const { examPath, opensAt } = await examThatOpensSoon(browser);
  const page = await signIn(browser, "officer");
  await page.goto(`/my${examPath}`);
  await page.getByRole("link", { name: waiting.enter, exact: true }).click();
  await expect(page.getByRole("timer")).toBeVisible();
  await expect(page.getByText(waiting.stay)).toBeVisible();
  await shutsNobodyOut(page);
  const begin = (at: Page) => at.getByRole("button", { name: my.start, exact: true });
  await expect(begin(page)).toBeHidden();

  const plain = await browser.newContext({ locale: "zh-CN", javaScriptEnabled: false });
  await plain.addCookies(await page.context().cookies());
  const still = await plain.newPage();
  await still.goto(`/my${examPath}/waiting`);
  expect(await withoutScript(still)).toContain(waiting.stayPlain);
  await expect(begin(still)).toBeHidden();

  let asked = 0;
  page.on("request", () => {
    asked += 1;
  });
  await expect(begin(page)).toBeVisible({ timeout: 150_000 });
  expect(Date.now()).toBeGreaterThanOrEqual(opensAt);
  // The crowd asks nothing of the server at the moment it opens: the page knew.
  expect(asked).toBe(0);
  await expect(begin(still)).toBeVisible({ timeout: 30_000 });
  await plain.close();
  await begin(page).click();
  await ready(page);
  // The other journeys share this candidate, who is to be in the middle of nothing.
  await page.goto(`${new URL(page.url()).pathname}/submission`);
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: room.submission.submit, exact: true }).click();
  await expect(page.getByRole("heading", { name: room.receipt.heading })).toBeVisible();
  await page.context().close();
});

async function examThatOpensSoon(browser: Browser) {
  const legal = await signIn(browser, "legal");
  const hr = await signIn(browser, "urban-hr");
  const { path, entryClosesAt } = await holdExam(legal, {
    title: "抽考（候考）",
    kind: "spot-check",
    opensIn: 45_000,
  });
  await register(hr, path, [officer]);
  for (const page of [legal, hr]) await page.context().close();
  return { examPath: path, opensAt: entryClosesAt.getTime() - 10 * 60_000 };
}
