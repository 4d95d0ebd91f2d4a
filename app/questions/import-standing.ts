/**
 * Where a question of a file stands in the bank it is to go into.
 * In: its content, and what the bank knows of its code and its wording. Out: its standing, and whether it is taken.
 */
import type { DraftContent } from "./draft-content";

/**
 * `changed` and `same`: its code stands in the bank, with other or the same content. `double`: something else in the
 * bank or in the file is worded the same. `drafted`: somebody is at work on its code. `code-used`: the code of a part of
 * a case, there or here.
 */
export const STANDINGS = ["new", "changed", "same", "double", "drafted", "retired", "code-used"] as const;
export type Standing = (typeof STANDINGS)[number];

/** What becomes of questions whose code stands in the bank with other content. */
export const KNOWN_CHOICES = ["skip", "revise"] as const;
export type KnownChoice = (typeof KNOWN_CHOICES)[number];

export const isTaken = (standing: Standing, known: KnownChoice): boolean =>
  standing === "new" || (standing === "changed" && known === "revise");

/** What the bank knows of one code. */
export type KnownCode = {
  questionId: string;
  /** Its newest version; null: it never had one. */
  versionId: string | null;
  isPart: boolean;
  isDrafted: boolean;
  isRetired: boolean;
};

/** By its code alone; null: the bank holds a version of it to be compared with. */
export function standingByCode(known: KnownCode | undefined): Standing | null {
  if (!known) return "new";
  if (known.isPart) return "code-used";
  if (known.isDrafted) return "drafted";
  if (known.isRetired) return "retired";
  return known.versionId === null ? "new" : null;
}

/** Two questions with the same words are one question, whatever their codes and the order of their options. */
export function wordingOf(content: Worded): string {
  const parts = content.type === "case-group" ? (content.questions ?? []).map(wordingOf).sort() : [];
  const options = (content.options ?? []).map(({ text }) => text).sort();
  return JSON.stringify([content.type, content.stem, options, parts]);
}
type Worded = {
  type: string;
  stem: string;
  options?: readonly { text: string }[];
  questions?: readonly Worded[];
};

/** Whether a draft of it would change anything. A bank keeps neither categories nor marks. */
export function saysTheSame(one: DraftContent, other: DraftContent): boolean {
  return essence(one) === essence(other);
}

function essence(content: DraftContent): string {
  const { category: _, enemies, ...rest } = content;
  const bare =
    rest.type === "case-group"
      ? { ...rest, questions: rest.questions.map((part) => ({ ...part, marks: null })) }
      : { ...rest, marks: null };
  return canonical({ ...bare, enemies: [...enemies].sort() });
}

/** The order in which a file or the database names the fields says nothing. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
