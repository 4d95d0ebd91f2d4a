import { expect, test } from "@playwright/test";
import { examRoomText } from "~/text/exam-room";
import { shell } from "~/text/shell";
import { signIn } from "./accounts";
import { answer, enterRoom, figure, ready } from "./sitting";

const t = examRoomText["zh-CN"];
const DAY = 86_400_000;

test("answers survive a lost network, a reload and another device, by the server's clock", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const page = await signIn(browser, "candidate");
  const context = page.context();
  // The computer's clock is three days fast. The room must not care.
  await page.clock.setFixedTime(new Date(Date.now() + 3 * DAY));
  const beganAt = Date.now();
  const attempt = await enterRoom(page);

  await test.step("the time is the server's", async () => {
    const minutesLeft = async () => {
      const [seconds = 0, minutes = 0, hours = 0] = (await page.getByRole("timer").innerText())
        .split(":")
        .map(Number)
        .reverse();
      return hours * 60 + minutes + seconds / 60;
    };
    const left = await minutesLeft();
    expect(left).toBeGreaterThan(85);
    expect(left).toBeLessThanOrEqual(90);
    await expect.poll(minutesLeft).toBeLessThan(left);
    await answer(page, 1);
    await expect(page.locator(".save")).toContainText(t.save.saved("").trim());
    const [hours = 0, minutes = 0, seconds = 0] = (await page.locator(".save").innerText())
      .match(/\d+/g)!
      .map(Number);
    const savedAt = (hours * 60 + minutes) * 60 + seconds;
    const chinaSeconds = ((beganAt + 8 * 3_600_000) % DAY) / 1000;
    expect((savedAt - chinaSeconds + 86_400) % 86_400).toBeLessThan(120);
  });

  await test.step("without a network answers wait in the browser, and are sent when it is back", async () => {
    await context.setOffline(true);
    for (const number of [2, 3, 4]) await answer(page, number);
    const banner = page.locator(".net-banner");
    await expect(banner).toContainText(t.offline.title(3), { timeout: 5_000 });
    await expect(banner).toContainText(t.offline.keepOpen);
    await expect(page.locator(".save")).toContainText(t.save.offline(3));
    await expect(figure(page, "unsent")).toHaveText("3");
    await expect(figure(page, "saved")).toHaveText("1");
    await context.setOffline(false);
    await expect(banner).toContainText(t.offline.restored(3));
    await expect(figure(page, "unsent")).toHaveText("0");
    await expect(figure(page, "saved")).toHaveText("4");
  });

  await test.step("a server that does not answer is noticed within five seconds; a reload keeps what waits", async () => {
    await page.route("**/answers", (route) => route.abort());
    await answer(page, 5);
    await expect(page.locator(".net-banner")).toContainText(t.offline.title(1), { timeout: 5_000 });
    await page.reload();
    await ready(page);
    await expect(figure(page, "unsent")).toHaveText("1");
    await page.unroute("**/answers");
    await page.reload();
    await ready(page);
    await expect(figure(page, "unsent")).toHaveText("0");
    await expect(figure(page, "saved")).toHaveText("5");
  });

  const other = await signIn(browser, "candidate");
  await test.step("another device goes on only when it takes over, and the first is told and saves nothing more", async () => {
    await other.goto(attempt);
    await expect(other.getByRole("heading", { level: 1 })).toHaveText(t.elsewhere.title);
    await expect(other.locator(".stem")).toHaveCount(0);
    await other.getByRole("button", { name: t.elsewhere.act, exact: true }).click();
    await ready(other);
    await expect(figure(other, "saved")).toHaveText("5");
    // The first is told by the server, and takes no more clicks.
    await expect(page.getByRole("alert")).toContainText(t.takenOver.title);
    await expect(figure(other, "saved")).toHaveText("5");
  });

  await test.step("the room works in elder mode", async () => {
    await other.locator(".exam-bar").getByRole("button", { name: shell["zh-CN"].elder, exact: true }).click();
    await expect(other.locator("html")).toHaveAttribute("data-elder", "");
    await ready(other);
    await answer(other, 6);
    await expect(figure(other, "saved")).toHaveText("6");
    const option = await other.locator("#q .option").first().boundingBox();
    expect(option!.height).toBeGreaterThanOrEqual(60);
  });

  await test.step("handing in names what is missing, and gives a receipt that stays", async () => {
    const total = await other.locator(".qcell b").count();
    await other.locator(".exam-bar").getByRole("link", { name: t.handIn, exact: true }).click();
    await expect(other.getByRole("heading", { level: 1 })).toHaveText(t.submission.unanswered(total - 6));
    await other.getByRole("button", { name: t.submission.submit, exact: true }).click();
    await expect(other.getByRole("link", { name: t.submission.ackMissing(total - 6) })).toBeVisible();
    await other.getByRole("checkbox").check();
    await other.getByRole("button", { name: t.submission.submit, exact: true }).click();
    await expect(other.getByRole("heading", { level: 1 })).toHaveText(t.receipt.heading);
    const number = await other.locator(".receipt-no strong").innerText();
    await other.goto(`${attempt}/result`);
    await expect(other).toHaveURL(`${attempt}/receipt`);
    await expect(other.locator(".receipt-no strong")).toHaveText(number);
    await page.goto(attempt);
    await expect(page.locator(".receipt-no strong")).toHaveText(number);
  });

  await context.close();
  await other.context().close();
});
