import { expect, type Page } from "@playwright/test";
import { excessWidth, graveFindings } from "./everyone";

/** What the browser complains of, by page. A refusal is answered with 422, which it takes for an error. */
const complaints = new Map<Page, string[]>();
export function watched(page: Page): Page {
  const heard: string[] = [];
  complaints.set(page, heard);
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("status of 422")) heard.push(message.text());
  });
  return page;
}

/** Opens an address, or stays, and asks: no complaint, nothing wider than the screen, nothing that shuts someone out. */
export async function look(page: Page, address?: string): Promise<void> {
  if (address) await page.goto(address);
  const where = new URL(page.url()).pathname;
  expect.soft(await graveFindings(page), where).toEqual([]);
  expect.soft(await excessWidth(page), `${where} is wider than the screen`).toBeLessThanOrEqual(0);
  expect.soft(complaints.get(page), where).toEqual([]);
}
