import { expect, type Page, test } from "@playwright/test";
import { onlineText } from "~/text/online-study";
import { LESSONS } from "../../prisma/demo/course-lessons";
import { signIn } from "./accounts";
import { rightLetters } from "./answers";
import { excessWidth, graveFindings, SIZES } from "./everyone";

// The demo's course from its first page to the ledger. The beats are real ones: the clock of the server counts them.

const t = onlineText["zh-CN"];
const COURSE = "行政处罚：从立案到执行";

test.use({ locale: "zh-CN" });

test("a course is studied, another page takes over, the quiz is passed and the time is in the ledger", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const page = await signIn(browser, "contract");
  await page.goto("/my/courses");
  await looked(page, "courses");
  await page.getByRole("link", { name: COURSE }).click();
  await page.getByRole("button", { name: t.begin, exact: true }).click();
  await expect(page.getByText(t.done.begun!)).toBeVisible();
  await looked(page, "a course");

  await page.getByRole("link", { name: LESSONS[0]!.title }).click();
  const clock = page.getByRole("region", { name: t.clock.label });
  await expect(clock.getByText(t.clock.states.counting)).toBeVisible();
  await looked(page, "a lesson");
  await expect(clock).toContainText(/已记录 0 分 (1[4-9]|[2-3]\d) 秒/, { timeout: 40_000 });

  // A second tab of the same browser: the first says so, and does not go on.
  const second = await page.context().newPage();
  await second.goto(page.url());
  await expect(second.getByText(t.clock.states.counting)).toBeVisible();
  await expect(clock.getByText(t.clock.states.tab)).toBeVisible({ timeout: 40_000 });
  await second.close();
  await clock.getByRole("button", { name: t.clock.here, exact: true }).click();
  await expect(clock.getByText(t.clock.states.counting)).toBeVisible();

  // Without a network nothing is counted, and it goes on by itself.
  await page.context().setOffline(true);
  await expect(clock.getByText(t.clock.states.offline)).toBeVisible({ timeout: 40_000 });
  await page.context().setOffline(false);
  await expect(clock.getByText(new RegExp(`${t.clock.states.gap}|${t.clock.states.counting}`))).toBeVisible({
    timeout: 40_000,
  });

  for (const { title } of LESSONS.slice(1)) {
    await page.getByRole("link", { name: t.nextLesson(title), exact: true }).click();
    await expect(page.getByText(t.clock.states.counting)).toBeVisible();
    await expect(page.getByRole("region", { name: t.clock.label })).toContainText(
      /0 分 (1[4-9]|[2-3]\d) 秒/,
      {
        timeout: 40_000,
      },
    );
  }
  await page.getByRole("button", { name: t.afterLesson, exact: true }).click();
  await answer(page);
  await page.getByRole("button", { name: t.question.submit, exact: true }).click();
  await expect(page.getByText(t.question.right, { exact: true })).toBeVisible();
  await page.getByRole("link", { name: t.question.back, exact: true }).click();

  await page.getByRole("button", { name: t.quizBegin, exact: true }).click();
  await looked(page, "the quiz");
  await answer(page);
  await page.getByRole("button", { name: t.question.submit, exact: true }).click();
  await expect(page.getByText(t.question.passed(5, 5))).toBeVisible();
  await page.getByRole("link", { name: t.question.back, exact: true }).click();
  await page.getByRole("button", { name: t.finish, exact: true }).click();
  await expect(page.getByText(t.done.finished!)).toBeVisible();
  await page.getByRole("link", { name: t.record(1), exact: true }).click();
  await expect(page.getByRole("heading", { name: COURSE })).toBeVisible();

  const office = await signIn(browser, "legal");
  await office.goto("/courses");
  await office.getByRole("link", { name: COURSE }).click();
  await looked(office, "the course as its keepers see it");
  await office.goto("/learning");
  await looked(office, "what was odd");
  await page.context().close();
  await office.context().close();
});

test("without a script a lesson can be read, and says that nothing is counted", async ({ browser }) => {
  const page = await signIn(browser, "officer", undefined, { javaScriptEnabled: false });
  await page.goto("/my/courses");
  await page.getByRole("link", { name: COURSE }).click();
  await page.getByRole("link", { name: LESSONS[0]!.title }).click();
  await expect(page.getByText(t.clock.withoutScript)).toBeVisible();
  await expect(page.getByText("一个占道经营的案子")).toBeVisible();
  await page.context().close();
});

/** Every question on the page, rightly, as the banks know it. */
async function answer(page: Page): Promise<void> {
  for (const field of await page.locator("form.quiz fieldset").all()) {
    const stem = await field.locator("legend.stem").innerText();
    const options = field.locator("label.option");
    const shown = { stem, options: await options.locator(".option-text").allInnerTexts() };
    for (const letter of rightLetters(shown)) await options.nth("ABCDEF".indexOf(letter)).click();
  }
}

async function looked(page: Page, what: string): Promise<void> {
  for (const [name, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size);
    // A second axis must not be needed at 320 px; narrower than that a long word may reach past the edge.
    if (size.width >= 320) expect(await excessWidth(page), `${what} at ${name}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(SIZES["desktop 100 %"]);
  expect(await graveFindings(page), what).toEqual([]);
}
