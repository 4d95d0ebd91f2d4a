import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Looking at a page for everyone who has to use it. */

export const SIZES = {
  "desktop 100 %": { width: 1440, height: 900 },
  // What a browser leaves to a page at 200 %: half the CSS pixels.
  "desktop 200 %": { width: 720, height: 450 },
  "phone 100 %": { width: 390, height: 844 },
  "phone 200 %": { width: 195, height: 422 },
};

/** What shuts someone out, by axe's rules: the serious and the critical. */
export async function graveFindings(page: Page): Promise<string[]> {
  // One pass is enough, and half the time: no page holds a frame.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  const { violations } = await steadily(page, () => axe.analyze());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" | ")}`);
}

/** The screen of a room renews itself; one that does so in the middle is looked at again. */
async function steadily<T>(page: Page, look: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (tries === 1 || !/Execution context was destroyed/.test(String(error))) throw error;
    await page.waitForLoadState();
    return steadily(page, look, tries - 1);
  }
}

/** By how many pixels the page is wider than the screen. */
export const excessWidth = (page: Page) =>
  steadily(page, () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth));
