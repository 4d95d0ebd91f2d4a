import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";

/** A candidate's way into the room, and what is done there. */

const room = examRoomText["zh-CN"];
const t = examsText["zh-CN"].my;

/** Begins the exam that is open now, or goes on with it, also on another device. Answers the attempt's address. */
export async function enterRoom(page: Page): Promise<string> {
  await page.goto("/my/exams");
  const goOn = page.getByRole("link", { name: t.goOn, exact: true });
  if (await goOn.isVisible()) await goOn.click();
  else {
    await page.getByRole("link", { name: t.enter, exact: true }).first().click();
    await page.getByRole("button", { name: t.start, exact: true }).click();
  }
  return arrive(page);
}

/** The same for the exam at this address. */
export async function enterExam(page: Page, examPath: string): Promise<string> {
  await page.goto(examPath);
  const begin = page.getByRole("button", { name: t.start, exact: true });
  const goOn = page.getByRole("link", { name: t.goOn, exact: true });
  await begin.or(goOn).click();
  return arrive(page);
}

async function arrive(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/my\/attempts\/[0-9a-f-]{36}/);
  const takeOver = page.getByRole("button", { name: room.elsewhere.act, exact: true });
  if (await takeOver.isVisible()) await takeOver.click();
  await ready(page);
  return new URL(page.url()).pathname;
}

/** The room takes answers only once its script runs. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator("#q fieldset:enabled")).toBeVisible();
}

export async function goTo(page: Page, number: number): Promise<void> {
  await page
    .locator(".qcell")
    .filter({ has: page.locator("b").getByText(String(number), { exact: true }) })
    .first()
    .click();
  await expect(page.locator("#q-title")).toContainText(room.question(number));
}

/** Chooses the first option of a question. */
export async function answer(page: Page, number: number): Promise<void> {
  await goTo(page, number);
  await page.locator("#q .option").first().click();
}

/** One of the four figures above the answer sheet. */
export function figure(page: Page, kind: keyof typeof room.legend) {
  return page.locator(".sheet-legend > div").filter({ hasText: room.legend[kind] }).locator("dd");
}
