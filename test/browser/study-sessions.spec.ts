import { type Browser, expect, type Page, test } from "@playwright/test";
import jsQR from "jsqr";
import { chinaClockOf, chinaDateOf, startOfDay } from "~/calendar";
import { studySessionsText } from "~/text/study-sessions";
import { signIn, signInHere } from "./accounts";
import { excessWidth, graveFindings, SIZES } from "./everyone";

// A session of one day: planned, a code on the screen of the room, two phones that sign in by it, a roster put right, the
// attendance closed; the ledgers of both who came, the make-up of who did not.

const t = studySessionsText["zh-CN"];
const title = `以案释法 ${Date.now().toString(36)}`;
const PEOPLE = { first: "罗思源", second: "宋佳", absent: "贺兰芝" };

test.use({ locale: "zh-CN" });

test("a session is planned, signed in to by code, closed, and stands in the ledgers", async ({ browser }) => {
  const clerk = await signIn(browser, "urban-training");
  const { on, from, until } = aroundNow();
  await clerk.goto("/study-sessions/new");
  await looked(clerk, "the form of a session");
  const unit = clerk.getByLabel("单位", { exact: true });
  if (await unit.isVisible()) {
    await unit.selectOption({ label: "临湖区城市管理局" });
    await clerk.getByRole("button", { name: /单位/ }).click();
  }
  await clerk.getByRole("button", { name: t.form.submit, exact: true }).click();
  await expect(clerk.getByRole("alert")).toContainText("形式");
  await clerk.locator("#title").fill(title);
  await clerk.locator("#mode").selectOption("case-teaching");
  await clerk.locator("#category").selectOption("enforcement");
  await clerk.locator("#date").fill(on);
  await clerk.locator("#start").fill(from);
  await clerk.locator("#end").fill("23:59");
  await clerk.locator("#minutes").fill("1");
  await clerk.locator("#place").fill("三楼会议室");
  for (const name of Object.values(PEOPLE)) await clerk.getByLabel(name, { exact: true }).check();
  await clerk.getByRole("button", { name: t.form.submit, exact: true }).click();
  await expect(clerk.getByText(t.done.planned!)).toBeVisible();
  const session = new URL(clerk.url()).pathname;
  await looked(clerk, "a session to come");

  const screen = await signIn(browser, "urban-training");
  await screen.goto(screenOf(session));
  await looked(screen, "the screen of the room");
  const old = await codeOn(screen, browser);

  // A phone that is signed in already; and one that is sent to the sign-in page first.
  const first = await signIn(browser, "urban-training");
  await first.goto(await fresh(screen, browser, session));
  await looked(first, "a scan");
  await first.getByRole("button", { name: t.scan.asks.in, exact: true }).click();
  await expect(first.getByText(t.mine.done.in!)).toBeVisible();
  const phone = await browser.newContext({
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 360, height: 740 },
  });
  const second = await phone.newPage();
  await second.goto(await fresh(screen, browser, session));
  await expect(second).toHaveURL(/\/sign-in/);
  await signInHere(second, "urban-legal");
  await second.getByRole("button", { name: t.scan.asks.in, exact: true }).click();
  await expect(second.getByText(t.mine.done.in!)).toBeVisible();
  // By now the first code is older than any screen shows it.
  await expect.poll(async () => (await second.request.get(old)).status(), { timeout: 60_000 }).toBe(410);
  await second.goto(old);
  await expect(second.getByText(t.scan.expired)).toBeVisible();
  await second.goto(`${old}x`);
  await expect(second.getByText("没有找到这一页")).toBeVisible();

  await screen.goto(screenOf(session));
  await expect(screen.getByText(t.screen.count(2, 3))).toBeVisible();

  // It ended early; nobody signed out, and the recorder knows when they left.
  await clerk.goto(session);
  await clerk.getByRole("link", { name: t.page.change, exact: true }).click();
  await clerk.locator("#end").fill(until);
  await clerk.getByRole("button", { name: t.form.save, exact: true }).click();
  await expect(clerk.getByText(t.done.changed!)).toBeVisible();
  await clerk.getByRole("button", { name: t.page.close, exact: true }).click();
  await expect(clerk.getByText(`${PEOPLE.first}：没有签退时间`)).toBeVisible();
  await clerk.goto(`${session}/attendance`);
  await looked(clerk, "the roster");
  for (const name of [PEOPLE.first, PEOPLE.second]) {
    await clerk.getByLabel(t.attendance.fromOf(name), { exact: true }).fill(from);
    await clerk.getByLabel(t.attendance.untilOf(name), { exact: true }).fill("25:00");
  }
  await clerk.getByRole("button", { name: t.attendance.save, exact: true }).click();
  await expect(clerk.getByRole("alert")).toContainText(PEOPLE.first);
  for (const name of [PEOPLE.first, PEOPLE.second])
    await clerk.getByLabel(t.attendance.untilOf(name), { exact: true }).fill(until);
  await clerk.getByRole("button", { name: t.attendance.save, exact: true }).click();
  await expect(clerk.getByText(t.done.entered!)).toBeVisible();

  await clerk.getByRole("button", { name: t.page.close, exact: true }).click();
  await expect(clerk.getByText(t.done.held!)).toBeVisible();
  await looked(clerk, "a session that was held");
  await expect(clerk.getByText(t.page.makeUpsMeta(1, 1))).toBeVisible();

  for (const own of [first, second]) {
    await own.goto("/my/study");
    await expect(own.getByRole("link", { name: title })).toBeVisible();
  }
  const absent = await signIn(browser, "urban-hr");
  await absent.goto("/my/study-sessions");
  await looked(absent, "what was missed");
  await expect(absent.getByText(t.makeUp.states.open)).toBeVisible();

  const [sheet] = await Promise.all([
    clerk.waitForEvent("download"),
    clerk.getByRole("link", { name: t.page.sheet, exact: true }).click(),
  ]);
  expect(sheet.suggestedFilename()).toContain(title);
  expect(await bytesOf(await sheet.createReadStream())).toMatch(/^%PDF-/);

  // The unit's legal section lets the absent one off.
  await second.goto("/study-make-ups");
  await looked(second, "the make-ups");
  await second
    .getByRole("link", { name: `${t.makeUp.waive} ${PEOPLE.absent}` })
    .first()
    .click();
  await second.locator("textarea[name=reason]").fill("当天公派出差。");
  await second.getByRole("button", { name: t.makeUp.waive, exact: true }).click();
  await expect(second.getByText(t.done.waived!)).toBeVisible();
});

const screenOf = (session: string) => session.replace("study-sessions", "room-screens");

/** Half an hour that is over by the minute, on one day of China. */
function aroundNow() {
  const now = new Date();
  const on = chinaDateOf(now);
  const start = new Date(Math.max(startOfDay(on).getTime(), now.getTime() - 30 * 60_000));
  const end = new Date(Math.max(start.getTime() + 60_000, now.getTime()));
  return { on, from: chinaClockOf(start), until: chinaClockOf(end) };
}

async function fresh(screen: Page, browser: Browser, session: string): Promise<string> {
  await screen.goto(screenOf(session));
  return codeOn(screen, browser);
}

/** What a phone reads from the screen: the picture, not the page behind it. */
async function codeOn(screen: Page, browser: Browser): Promise<string> {
  const picture = (await screen.locator(".room-code").screenshot()).toString("base64");
  const reader = await browser.newPage();
  const { data, width, height } = await reader.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const paper = canvas.getContext("2d")!;
    paper.drawImage(image, 0, 0);
    const pixels = paper.getImageData(0, 0, image.width, image.height);
    return { data: [...pixels.data], width: image.width, height: image.height };
  }, picture);
  await reader.close();
  const code = jsQR(new Uint8ClampedArray(data), width, height)?.data;
  expect(code, "the code on the screen").toMatch(/\/s\/[\w-]{54}$/);
  return code!;
}

async function bytesOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("latin1");
}

/** For everybody: no grave finding, and nothing wider than the screen. */
async function looked(page: Page, what: string): Promise<void> {
  const before = page.viewportSize();
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    expect.soft(await graveFindings(page), `${what}, ${size}`).toEqual([]);
    if (viewport.width >= 320)
      expect.soft(await excessWidth(page), `${what}, ${size}`).toBeLessThanOrEqual(0);
  }
  if (before) await page.setViewportSize(before);
}
