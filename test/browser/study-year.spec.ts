import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { lawStatementsText } from "~/text/law-statements";
import { myYearText } from "~/text/my-year";
import { studyYearsText } from "~/text/study-years";
import { signIn } from "./accounts";
import { excessWidth, graveFindings, SIZES } from "./everyone";

// The end of a year of study: a leading cadre looks at theirs on a phone and hands in the statement on law; two people
// of legal affairs freeze the year before, and the appraisal sheet is taken along.

const t = studyYearsText["zh-CN"];
const s = lawStatementsText["zh-CN"];
const m = myYearText["zh-CN"];
const year = new Date().getFullYear();

test.use({ locale: "zh-CN" });

test("a leading cadre sees the year at a glance on a phone, and hands in the statement", async ({
  browser,
}) => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const leader = await signIn(browser, "leader", undefined, phone);
  await leader.goto(`/my/study-year?year=${year}`);
  await expect(leader.getByRole("heading", { name: m.heading(year) })).toBeVisible();
  await expect(leader.getByRole("heading", { name: m.months })).toBeVisible();
  await expect(leader.getByText("行政处罚法").first()).toBeVisible();
  // In March the demo leader stayed away.
  await expect(leader.getByText(m.outcomes.absent).first()).toBeVisible();
  await expect(leader.getByText(s.standings.missing, { exact: true })).toBeVisible();
  await looked(leader, "the year on a phone");
  await leader.getByRole("link", { name: m.statement, exact: true }).click();
  await leader.locator("textarea[name=words]").fill("太短");
  await leader.getByRole("button", { name: s.save, exact: true }).click();
  await expect(leader.getByText(s.done.saved!)).toBeVisible();
  await leader.getByRole("button", { name: s.submit, exact: true }).click();
  await expect(leader.getByText("述法报告至少写")).toBeVisible();
  await leader.goto(`/my/law-statement?year=${year}`);
  await leader
    .locator("textarea[name=words]")
    .fill(
      "本年度系统学习行政处罚法和行政复议法，主持重大案件集体讨论；学用结合还不够，明年每季度讲一次案例。",
    );
  await leader.getByRole("button", { name: s.save, exact: true }).click();
  await looked(leader, "the statement on a phone");
  await leader.getByRole("button", { name: s.submit, exact: true }).click();
  await expect(leader.getByText(s.done.submitted!)).toBeVisible();
  await leader.goto(`/my/study-year?year=${year}`);
  await expect(leader.getByText(s.standings.submitted, { exact: true })).toBeVisible();

  const legal = await signIn(browser, "legal");
  await legal.goto(`/law-statements?year=${year}`);
  await looked(legal, "the overview of statements");
  await legal.getByRole("link", { name: "许文竹", exact: true }).click();
  await legal.getByRole("link", { name: s.review, exact: true }).click();
  await legal.getByLabel(s.scoreField, { exact: true }).fill("92");
  await legal.getByLabel(s.comment, { exact: true }).fill("内容具体。");
  await legal.getByRole("button", { name: s.review, exact: true }).click();
  await expect(legal.getByText(s.done.reviewed!)).toBeVisible();
});

test("a year is frozen by two people, and the appraisal sheet downloaded", async ({ browser }) => {
  const proposer = await signIn(browser, "legal2");
  await proposer.goto(`/study-years?year=${year - 2}`);
  await expect(proposer.getByRole("heading", { name: t.dryRun })).toBeVisible();
  await looked(proposer, "before the year is frozen");
  const draft = proposer.waitForEvent("download");
  await proposer.getByRole("link", { name: t.provisional.xlsx, exact: true }).click();
  expect((await draft).suggestedFilename()).toContain("未封账");
  await proposer.getByRole("button", { name: t.propose, exact: true }).click();
  await expect(proposer.getByText(t.notSigned)).toBeVisible();
  await expect(proposer.getByRole("button", { name: t.approve })).toHaveCount(0);
  const frozen = new URL(proposer.url()).pathname;

  const approver = await signIn(browser, "legal");
  await approver.goto(frozen);
  await approver.getByRole("button", { name: t.approve, exact: true }).click();
  await expect(approver.getByText(t.done.approved!)).toBeVisible({ timeout: 60_000 });
  await approver.goto(`${frozen}/people?group=leaders`);
  await looked(approver, "people of a frozen year");

  // The year before was frozen and amended on a notice.
  await approver.goto(`/study-years?year=${year - 1}`);
  await expect(approver.getByRole("link", { name: t.provisional.xlsx, exact: true })).toHaveCount(0);
  await approver.getByRole("link", { name: t.figures, exact: true }).click();
  await expect(approver.getByText(t.amendment(1)).first()).toBeVisible();
  await looked(approver, "a frozen and amended year");
  const amended = new URL(approver.url()).pathname;
  const download = approver.waitForEvent("download");
  await approver.getByRole("link", { name: t.xlsx, exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`${t.fileName("临湖区", year - 1)}.xlsx`);
  expect(
    readFileSync((await file.path())!)
      .subarray(0, 2)
      .toString(),
  ).toBe("PK");
  await approver.goto(`${amended}/sessions`);
  await expect(approver.getByText("党组理论学习中心组学法")).toBeVisible();

  // A bureau sees its own part of it, without what is the whole district's.
  const clerk = await signIn(browser, "urban-training");
  await clerk.goto(frozen);
  await expect(clerk.getByRole("heading", { name: t.byUnit })).toBeVisible();
  await expect(clerk.getByRole("heading", { name: t.figures })).toHaveCount(0);
  await expect(clerk.getByRole("link", { name: t.signedFile })).toHaveCount(0);
});

/** No grave finding of the accessibility rules, and nothing wider than the screen, at any of the sizes. */
async function looked(page: Page, name: string) {
  const before = page.viewportSize()!;
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    expect.soft(await graveFindings(page), `${name}, ${size}`).toEqual([]);
    if (viewport.width >= 320)
      expect.soft(await excessWidth(page), `${name}, ${size}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(before);
}
