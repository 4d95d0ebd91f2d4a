import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { studyText } from "~/text/study";
import { studyAuditText } from "~/text/study-audit";
import { supervisionText } from "~/text/supervision";
import { signIn } from "./accounts";
import { excessWidth, graveFindings, SIZES } from "./everyone";

// Legal affairs draws twenty, finds two false, another of them agrees to the reversals, the evidence leaves as a bundle that
// is checked without the server, and the auditor sees it all and changes nothing.

const t = studyAuditText["zh-CN"];
const notices = supervisionText["zh-CN"];
const number = `临司督〔${new Date().getFullYear()}〕${Date.now() % 100_000}号`;

test.use({ locale: "zh-CN" });

test("twenty records are drawn, two are false, the evidence leaves and is checked", async ({ browser }) => {
  test.setTimeout(240_000);
  const legal = await signIn(browser, "legal2");
  await legal.goto("/study-audits/new");
  await looked(legal, "the form of a sample");
  await legal.getByRole("button", { name: t.draw, exact: true }).click();
  await expect(legal.getByRole("alert")).toContainText(t.number);
  await legal.getByLabel(t.number, { exact: true }).fill(number);
  await legal.getByLabel(t.purpose, { exact: true }).fill("群众反映代签");
  await legal.getByLabel(t.unit, { exact: true }).selectOption({ label: "临湖区城市管理局" });
  await legal.getByRole("radio", { name: new RegExp(t.methods.weighted) }).check();
  await legal.getByLabel(studyText["zh-CN"].modes.concentrated, { exact: true }).check();
  await legal.getByRole("button", { name: t.draw, exact: true }).click();
  await expect(legal.getByText(t.done.drawn!)).toBeVisible();
  const audit = new URL(legal.url()).pathname;
  await looked(legal, "a sample");

  await legal.getByRole("link", { name: t.redraw, exact: true }).click();
  await expect(legal.getByText(t.redrawSame)).toBeVisible();
  await looked(legal, "the draw again");

  for (const place of [1, 2]) {
    await legal.goto(`${audit}/records/${place}`);
    if (place === 1) await looked(legal, "a record beside its evidence");
    await legal.getByRole("radio", { name: new RegExp(`^${t.kinds["signed-by-another"]}`) }).check();
    await legal.getByLabel(t.factsOf, { exact: true }).fill("签名为他人笔迹，当日在外地出差。");
    await legal.getByRole("button", { name: t.give, exact: true }).click();
    await expect(legal.getByText(t.done.judged!)).toBeVisible();
    await legal.getByRole("button", { name: t.reverse, exact: true }).click();
    await expect(legal.getByText(t.done.proposed!)).toBeVisible();
    await expect(legal.getByText(t.reversalOpen)).toBeVisible();
    await expect(legal.getByRole("button", { name: t.approve, exact: true })).toHaveCount(0);
  }

  const other = await signIn(browser, "legal");
  for (const place of [1, 2]) {
    await other.goto(`${audit}/records/${place}`);
    await expect(other.getByText(t.mayNotLook)).toBeVisible();
    await other.getByRole("button", { name: t.approve, exact: true }).click();
    await expect(other.getByText(t.done.approved!)).toBeVisible();
  }
  await other.goto(`${audit}/report`);
  await looked(other, "the report");
  await expect(other.getByRole("link", { name: new RegExp(`^${t.sampleStates.finding}`) })).toContainText(
    "2",
  );

  await legal.goto(`/supervision-notices/new?audit=${audit.split("/").at(-1)}`);
  await looked(legal, "the form of a notice");
  await legal.getByLabel(notices.number, { exact: true }).fill(`${number}督`);
  await legal.getByLabel(notices.demand, { exact: true }).fill("逐条核对签到记录。");
  await legal.getByRole("button", { name: notices.draft, exact: true }).click();
  const notice = new URL(legal.url()).pathname;
  await other.goto(notice);
  await other.getByRole("button", { name: notices.issue, exact: true }).click();
  await expect(other.getByText(notices.done.issued!)).toBeVisible();
  await looked(other, "a notice");
  const unit = await signIn(browser, "urban-training");
  await unit.goto(notice);
  await unit.getByLabel(notices.replyStatement, { exact: true }).fill("已核对。");
  await unit.getByRole("button", { name: notices.send, exact: true }).click();
  await expect(unit.getByText(notices.done.replied!)).toBeVisible();

  const auditor = await signIn(browser, "auditor");
  await auditor.goto(`${audit}/records/1`);
  await expect(auditor.getByText(t.reversedDone)).toBeVisible();
  await expect(auditor.getByRole("button", { name: t.give, exact: true })).toHaveCount(0);
  await auditor.goto(audit);
  await auditor.getByLabel(t.exportReason, { exact: true }).fill("移送纪检监察机关");
  await auditor.getByRole("button", { name: t.export, exact: true }).click();
  await expect(auditor.getByText(t.done.exported!)).toBeVisible();
  const [download] = await Promise.all([
    auditor.waitForEvent("download"),
    auditor.getByRole("link", { name: t.download, exact: true }).first().click(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), "chizheng-audit-"));
  const bundle = join(folder, "bundle.zip");
  await download.saveAs(bundle);
  const keys = join(folder, "keys.json");
  const ring = await auditor.request.get("/receipts/keys.json");
  writeFileSync(keys, await ring.text());
  const checked = spawnSync("npm", ["run", "--silent", "bundle:verify", "--", bundle, keys], {
    encoding: "utf8",
  });
  expect(checked.stderr + checked.stdout).toContain("Genuine");
  expect(checked.stdout).toContain(number);
  expect(checked.status).toBe(0);
});

async function looked(page: Page, name: string) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    expect.soft(await graveFindings(page), `${name}, ${size}`).toEqual([]);
    if (viewport.width >= 320)
      expect.soft(await excessWidth(page), `${name}, ${size}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
