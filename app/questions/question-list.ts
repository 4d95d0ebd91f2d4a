/**
 * 试题清单: what a list of questions can be filtered by, and what is said of each question in it.
 * In: an address. Out: filters; the states a row is in.
 */
import { isUuid } from "~/ids";
import { QUESTION_TYPES } from "./blueprint";

/**
 * published: it stands in its bank. open, submitted, returned: a draft of it is under way. reread: an article it cites
 * was amended and nobody has read it again. left: its file no longer holds it. discarded: it never was published.
 */
export const QUESTION_STATUSES = [
  "published",
  "open",
  "submitted",
  "returned",
  "reread",
  "retired",
  "left",
  "discarded",
] as const;
export type QuestionStatus = (typeof QUESTION_STATUSES)[number];
export const QUESTION_USES = ["never", "last-year"] as const;
export type QuestionUse = (typeof QUESTION_USES)[number];

export type QuestionTyped = {
  bank: string;
  law: string;
  article: string;
  type: string;
  difficulty: string;
  status: string;
  use: string;
  q: string;
};
export const QUESTION_FILTERS = [
  "q",
  "bank",
  "status",
  "type",
  "law",
  "article",
  "difficulty",
  "use",
] as const satisfies (keyof QuestionTyped)[];

/** What an address asks for; what makes no sense is empty. */
export function questionTypedFrom(search: URLSearchParams): QuestionTyped {
  const at = (name: string) => (search.get(name) ?? "").replaceAll("\u0000", "").trim();
  const among = (name: string, values: readonly string[]) => (values.includes(at(name)) ? at(name) : "");
  const law = at("law").slice(0, 100);
  return {
    bank: isUuid(at("bank")) ? at("bank") : "",
    law,
    article: law && /^[1-9]\d{0,3}$/.test(at("article")) ? at("article") : "",
    type: among("type", QUESTION_TYPES),
    difficulty: among("difficulty", ["1", "2", "3", "4", "5"]),
    status: among("status", QUESTION_STATUSES),
    use: among("use", QUESTION_USES),
    q: at("q").slice(0, 60),
  };
}

export type Listed = {
  versionId: string | null;
  draftState: "open" | "returned" | "submitted" | null;
  isStanding: boolean;
  isRetired: boolean;
  isBarred: boolean;
};

/** Every state a question is in: where it stands, then what its draft waits for. */
export function statusesOf({
  versionId,
  draftState,
  isStanding,
  isRetired,
  isBarred,
}: Listed): QuestionStatus[] {
  return [
    ...(isStanding ? (["published"] as const) : []),
    ...(isStanding && isBarred ? (["reread"] as const) : []),
    ...(isRetired ? (["retired"] as const) : []),
    ...(versionId && !isStanding && !isRetired ? (["left"] as const) : []),
    ...(draftState ? [draftState] : []),
    ...(!versionId && !draftState ? (["discarded"] as const) : []),
  ];
}
