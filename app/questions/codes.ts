/**
 * Codes of questions 题号: what nobody typed, the platform gives. A part's code begins with its case's.
 * In: contents with and without codes, what is taken. Out: contents with codes.
 */
import type { DraftContent } from "./draft-content";

/** Files that come with the program count with three digits; four keep what is made here out of their way. */
export const givenCode = (bankCode: string, number: number) =>
  `${bankCode}-${String(number).padStart(4, "0")}`;

/** Each content under its own code, or the next that is free from `next` on. */
export function withCodes(
  contents: readonly DraftContent[],
  bankCode: string,
  next: number,
): (DraftContent & { code: string })[] {
  const typed = new Set(contents.map(({ code }) => code));
  let number = next;
  return contents.map((content) => {
    if (content.code !== null) return withPartCodes(content, content.code, []);
    while (typed.has(givenCode(bankCode, number))) number += 1;
    const code = givenCode(bankCode, number);
    number += 1;
    return withPartCodes(content, code, []);
  });
}

/** The content under that code; parts whose code is missing or not their case's get one that was never `used`. */
export function withPartCodes(
  content: DraftContent,
  code: string,
  used: readonly string[],
): DraftContent & { code: string } {
  if (content.type !== "case-group") return { ...content, code };
  const own = (one: string | null): one is string => one?.startsWith(`${code}-`) ?? false;
  const kept = new Set<string>();
  const taken = new Set([...used, ...content.questions.map((part) => part.code)]);
  let number = 1;
  const questions = content.questions.map((part) => {
    // Of two parts with one code, the second is another question.
    if (own(part.code) && !kept.has(part.code)) {
      kept.add(part.code);
      return part;
    }
    while (taken.has(`${code}-${number}`)) number += 1;
    const given = `${code}-${number}`;
    taken.add(given);
    return { ...part, code: given };
  });
  return { ...content, code, questions };
}

export const codesOf = (content: DraftContent): string[] =>
  [content, ...(content.type === "case-group" ? content.questions : [])].flatMap(({ code }) =>
    code ? [code] : [],
  );
