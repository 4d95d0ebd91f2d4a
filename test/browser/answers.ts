import type { Page } from "@playwright/test";
import { examRoomText } from "~/text/exam-room";
import { type LoadedAnswerable, loadBanks } from "../../question-banks/load";

/** What someone who has learnt the banks by heart knows: questions are found by their words, since options are shuffled. */

const questions = loadBanks("question-banks").flatMap((bank) =>
  bank.questions.flatMap((question): LoadedAnswerable[] =>
    question.type === "case-group" ? question.questions : [question],
  ),
);
const { truth } = examRoomText["zh-CN"];

export const questionCount = questions.length;

export function questionOf(stem: string): LoadedAnswerable {
  const [found, ...others] = questions.filter((question) => question.stem.trim() === stem.trim());
  if (!found || others.length > 0) throw new Error(`${found ? "Several questions" : "No question"}: ${stem}`);
  return found;
}

export type Shown = { stem: string; options: string[] };

/** The question on the screen. */
export async function shownQuestion(page: Page): Promise<Shown> {
  const stem = await page.locator("legend.stem").innerText();
  return { stem, options: await page.locator(".option-text").allInnerTexts() };
}

/** The letters A to F of the right options, in the order shown. */
export function rightLetters({ stem, options }: Shown): string[] {
  const question = questionOf(stem);
  const right = question.options
    .filter(({ id }) => question.key.includes(id))
    .map(({ id, text }) => (text === "" ? truth[id]! : text).trim());
  return options.flatMap((text, index) => (right.includes(text.trim()) ? ["ABCDEF"[index]!] : []));
}
