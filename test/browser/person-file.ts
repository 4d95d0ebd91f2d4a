import type { Page } from "@playwright/test";
import { looksText } from "~/text/looks";

const t = looksText["zh-CN"];

/** Finds a person in the list and opens the file, saying why when asked. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.goto(`/people?q=${encodeURIComponent(name)}`);
  await page.getByRole("rowheader").getByRole("link").first().click();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
  await sayWhy(page);
}

/** Where a file asks why it is opened: for the unit's own upkeep. Elsewhere nothing. */
export async function sayWhy(page: Page): Promise<void> {
  const reason = page.getByLabel(t.reasons.upkeep);
  if (!(await reason.isVisible())) return;
  await reason.check();
  await page.getByRole("button", { name: t.submit, exact: true }).click();
  await page.waitForLoadState();
}
