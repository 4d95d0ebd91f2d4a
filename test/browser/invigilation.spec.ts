import { expect, type Locator, type Page, test } from "@playwright/test";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { invigilatedRoomText } from "~/text/invigilated-room";
import { invigilationText } from "~/text/invigilation";
import { violationsText } from "~/text/violations";
import { NAMED } from "../../prisma/demo/named";
import { signIn } from "./accounts";
import { holdExam, register } from "./exam-office";
import { look, watched } from "./look";
import { answer, figure, ready } from "./sitting";

const t = invigilationText["zh-CN"];
const room = examRoomText["zh-CN"];
const my = examsText["zh-CN"].my;
const words = violationsText["zh-CN"];
const CANDIDATE = NAMED.find(({ login }) => login === "officer")!.name;
const REASON = "考场网络中断";

test.describe.configure({ timeout: 240_000 });

test("an exam is invigilated: time, a pause, a paper taken in and given back, and a violation signed by four", async ({
  browser,
}) => {
  const legal = await signIn(browser, "legal");
  const title = `监考演练 ${Date.now()}`;
  const exam = await holdExam(legal, { title, kind: "spot-check" });
  const training = await signIn(browser, "urban-training");
  await register(training, exam.path, [CANDIDATE]);

  await test.step("a room is made, its seats are given, and somebody watches it", async () => {
    await legal.goto(`${exam.path}/rooms`);
    await legal.getByLabel(t.arrange.name, { exact: true }).fill("第 1 考场");
    await legal.getByLabel(t.arrange.capacity, { exact: true }).fill("12");
    await legal.getByRole("button", { name: t.arrange.add, exact: true }).click();
    await legal.getByRole("button", { name: t.arrange.spread, exact: true }).click();
    await expect(legal.getByText(t.arrange.allSeated)).toBeVisible();
    await legal.getByRole("link", { name: t.arrange.assign, exact: true }).click();
    const choice = legal.getByLabel(t.arrange.account, { exact: true });
    await choice.selectOption({ index: 1 });
    await legal.getByRole("button", { name: t.arrange.assign, exact: true }).click();
    await expect(legal.getByText(t.arrange.done.assigned!)).toBeVisible();
  });

  const candidate = await signIn(browser, "officer");
  await candidate.goto("/my/exams");
  await candidate
    .getByRole("row")
    .filter({ hasText: title })
    .getByRole("link", { name: my.enter, exact: true })
    .click();
  await candidate.getByRole("button", { name: my.start, exact: true }).click();
  await ready(candidate);
  const attempt = new URL(candidate.url()).pathname;

  const board = await watched(await signIn(browser, "invigilator"));
  await board.goto(exam.path);
  await board.getByRole("link", { name: t.open, exact: true }).click();
  const row = board.getByRole("row").filter({ hasText: CANDIDATE });
  const acting = await board.context().newPage();

  await test.step("the board follows the candidate without being loaded again", async () => {
    await expect(row).toContainText(t.standings.answering);
    await board.evaluate(() => document.body.setAttribute("data-kept", "yes"));
    await answer(candidate, 1);
    await expect(row).toContainText(t.answeredOf(1, 6), { timeout: 6_000 });
    await leave(candidate, "hidden");
    await expect(row).toContainText(t.notes.away, { timeout: 6_000 });
    await leave(candidate, "visible");
    await expect(row).toContainText("离开页面 1 次", { timeout: 6_000 });
    await expect(board.locator("body")).toHaveAttribute("data-kept", "yes");
  });

  await test.step("extra time shows on the open page of the exam within five seconds", async () => {
    const before = await minutesLeft(candidate);
    await follow(acting, row, t.short.extraTime);
    await acting.getByLabel(t.form.minutes, { exact: true }).fill("10");
    await acting.getByLabel(t.form.reason, { exact: true }).fill(REASON);
    await acting.getByRole("button", { name: t.extraTime.submit, exact: true }).click();
    const given = Date.now();
    await expect
      .poll(() => minutesLeft(candidate), { intervals: [100], timeout: 5_000 })
      .toBeGreaterThan(before + 9);
    expect(Date.now() - given).toBeLessThan(5_000);
    await expect(acting.getByText(t.done["extra-time"]!(1))).toBeVisible();
    await expect(row).toContainText(t.notes.extra(10), { timeout: 10_000 });
  });

  await test.step("a pause stops the clock; what was answered without a network waits for its end", async () => {
    await candidate.context().setOffline(true);
    await answer(candidate, 2);
    await expect(figure(candidate, "unsent")).toHaveText("1");
    await acting.getByRole("complementary").getByRole("link", { name: t.pause.title, exact: true }).click();
    await acting.getByLabel(t.form.reason, { exact: true }).fill(REASON);
    await acting.getByRole("button", { name: t.pause.submit, exact: true }).click();
    await expect(acting.getByText(t.done.pause!(1))).toBeVisible();
    await candidate.context().setOffline(false);
    const banner = candidate.locator(".net-banner");
    await expect(banner).toContainText(invigilatedRoomText["zh-CN"].paused);
    await expect(candidate.locator("#q fieldset:enabled")).toHaveCount(0);
    await expect(figure(candidate, "unsent")).toHaveText("1");
    await expect(row).toContainText(t.standings.paused);
    const standing = await minutesLeft(candidate);
    await acting
      .getByRole("complementary")
      .getByRole("link", { name: t.resumption.title, exact: true })
      .click();
    await acting.getByLabel(t.form.reason, { exact: true }).fill("网络恢复");
    expect(await minutesLeft(candidate)).toBe(standing);
    await acting.getByRole("button", { name: t.resumption.submit, exact: true }).click();
    await expect(banner).toHaveCount(0);
    await ready(candidate);
    await expect(figure(candidate, "unsent")).toHaveText("0");
    await expect(figure(candidate, "saved")).toHaveText("2");
  });

  await test.step("taken in by the invigilator, the paper's receipt shows by itself; given back, its answers stand", async () => {
    await follow(acting, row, t.short.collection);
    await acting.getByLabel(t.form.reason, { exact: true }).fill(REASON);
    await acting.getByRole("button", { name: t.collection.submit, exact: true }).click();
    await expect(candidate.getByRole("heading", { level: 1 })).toHaveText(room.receipt.heading);
    await expect(row).toContainText(t.standings.submitted);
    await follow(acting, row, t.short.reopening);
    await acting.getByLabel(t.form.minutes, { exact: true }).fill("15");
    await acting.getByLabel(t.form.reason, { exact: true }).fill("误收");
    await acting.getByRole("button", { name: t.reopening.submit, exact: true }).click();
    await expect(row).toContainText(t.notes.reopened(1));
    await candidate.reload();
    await expect(candidate).toHaveURL(attempt);
    await ready(candidate);
    await expect(figure(candidate, "saved")).toHaveText("2");
    await answer(candidate, 3);
    await expect(figure(candidate, "saved")).toHaveText("3");
  });

  await test.step("a board that loses its network keeps what it showed, says so, and comes back", async () => {
    await board.context().setOffline(true);
    await expect(board.getByRole("status").filter({ hasText: "连接中断" })).toBeVisible({ timeout: 20_000 });
    await expect(row).toBeVisible();
    await board.context().setOffline(false);
    await expect(board.getByText("连接中断")).toHaveCount(0);
    await expect(board.locator("body")).toHaveAttribute("data-kept", "yes");
  });

  await test.step("a violation takes effect with the fourth signature", async () => {
    await follow(acting, row, t.short.violation);
    await acting.getByLabel(words.code, { exact: true }).selectOption("talking");
    await acting.getByLabel(words.description, { exact: true }).fill("与邻座交谈，提醒两次不改。");
    await acting.getByRole("button", { name: words.add, exact: true }).click();
    await expect(acting.getByText(words.done.recorded!)).toBeVisible();
    const { pathname } = new URL(acting.url());
    const personnel = await signIn(browser, "personnel");
    for (const page of [acting, training, personnel, legal]) {
      await page.goto(pathname);
      await page.getByRole("link", { name: words.sign, exact: true }).click();
      const roles = page.getByLabel(words.role, { exact: true });
      if ((await roles.inputValue()) === "") await roles.selectOption({ index: 1 });
      if (page === legal)
        await page.getByLabel(words.decisionNumber, { exact: true }).fill("临考决〔2026〕9号");
      await page.getByRole("button", { name: words.sign, exact: true }).click();
      await expect(page.getByText(page === legal ? words.done.effective! : words.done.signed!)).toBeVisible();
    }
    await candidate.goto("/my/exams");
    await expect(candidate.getByRole("row").filter({ hasText: title })).toContainText(words.void);
    await personnel.context().close();
  });
  for (const page of [legal, training, candidate, board]) await page.context().close();
});

const WIDTHS = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };
for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`whoever invigilates can use every page of it, on a ${name}`, async ({ browser }) => {
    const page = await watched(await signIn(browser, "invigilator", undefined, { viewport }));
    await page.goto("/exams");
    await page.getByRole("link", { name: /补考，集中考试周/ }).click();
    const { pathname } = new URL(page.url());
    await look(page, `${pathname}/invigilation`);
    const row = page.getByRole("row").filter({ hasText: t.standings.silent }).first();
    for (const act of [
      t.short.extraTime,
      t.short.pause,
      t.short.code,
      t.short.collection,
      t.short.violation,
    ]) {
      const href = await row.getByRole("link", { name: act, exact: true }).getAttribute("href");
      await look(page, href!);
      await page.goto(`${pathname}/invigilation`);
    }
    await look(page, `${pathname}/violations`);
    await page.getByRole("rowheader").getByRole("link").first().click();
    await look(page);
    const legal = await watched(await signIn(browser, "legal", undefined, { viewport }));
    await look(legal, `${pathname}/rooms`);
    await legal.getByRole("link", { name: t.arrange.seat, exact: true }).first().click();
    await look(legal);
    await look(legal, `${pathname}/late-answers`);
    await legal.getByRole("rowheader").getByRole("link").first().click();
    await look(legal);
    for (const one of [page, legal]) await one.context().close();
  });
}

/** Goes where a link of the candidate's row leads, on another page: the board stays open. */
async function follow(page: Page, row: Locator, name: string): Promise<void> {
  const href = await row.getByRole("link", { name, exact: true }).getAttribute("href");
  await page.goto(href!);
}

/** As if the candidate looked at another window. */
function leave(page: Page, state: "hidden" | "visible"): Promise<void> {
  return page.evaluate((visibility) => {
    Object.defineProperty(document, "visibilityState", { value: visibility, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

async function minutesLeft(page: Page): Promise<number> {
  const [seconds = 0, minutes = 0, hours = 0] = (await page.getByRole("timer").innerText())
    .split(":")
    .map(Number)
    .reverse();
  return hours * 60 + minutes + seconds / 60;
}
