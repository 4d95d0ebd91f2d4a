import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { rightLetters, type Shown, shownQuestion } from "./answers";

/** Someone without a mouse: everything here goes through `page.keyboard`. */

const room = examRoomText["zh-CN"];
const t = examsText["zh-CN"];
const MOST_STOPS = 120;

/** Tabs on until what has the focus bears these words. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
    if (focused === words) return;
  }
  throw new Error(`No way by keyboard to ${words}`);
}

export async function press(page: Page, words: string): Promise<void> {
  await tabTo(page, words);
  await page.keyboard.press("Enter");
}

/** From one's own pages into the exam of that title, through every question, to the receipt, whose number is answered. */
export async function sitByKeyboard(
  page: Page,
  title: string,
  lettersFor: (question: Shown) => string[] = rightLetters,
): Promise<string> {
  await page.goto("/my/exams");
  await press(page, title);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await press(page, t.my.start);
  await expect(page.locator("fieldset:enabled")).toBeVisible();
  const total = await page.locator(".qcell b").count();
  for (let number = 1; number <= total; number += 1) {
    await expect(page.locator("#q-title")).toContainText(room.question(number));
    for (const letter of lettersFor(await shownQuestion(page))) await page.keyboard.press(letter);
    if (number < total) await page.keyboard.press("ArrowRight");
  }
  await press(page, room.handIn);
  await expect(page.getByRole("heading", { level: 1, name: room.submission.allAnswered })).toBeVisible();
  await press(page, room.submission.submit);
  await expect(page.getByRole("heading", { level: 1, name: room.receipt.heading })).toBeVisible();
  return page.locator(".receipt-no strong").innerText();
}
