/**
 * From the form of a question to what its draft keeps.
 * In: the form's state, and the content before. Out: the content, or each field that cannot be kept.
 */
import { type DraftContent, draftContentSchema } from "./draft-content";
import { type ExchangedCitation, optionId, truthOptions } from "./formats/exchanged-question";
import { fieldOf, type TypedPart, type TypedQuestion, withoutOptions } from "./typed-question";

export type TypedProblem = { field: string; code: "wrong-number" | "too-long" };

/** The content as a draft keeps it; `before` has what the form does not show. */
export function contentFromTyped(
  typed: TypedQuestion,
  before: DraftContent,
): { ok: true; content: DraftContent } | { ok: false; problems: TypedProblem[] } {
  const problems: TypedProblem[] = [];
  const parts = typed.parts.map((part, index) => partFrom(part, index, before, problems));
  const enemies = typed.enemies.split(/[\n,，、]/);
  const { code, category } = before;
  const raw = typed.isCase
    ? {
        ...{ type: "case-group", code, stem: typed.stem, topic: typed.topic || null, enemies, category },
        difficulty: Number(typed.difficulty) || null,
        questions: parts,
      }
    : { ...parts[0], code, enemies, category };
  const parsed = draftContentSchema.safeParse(raw);
  if (problems.length > 0) return { ok: false, problems };
  if (parsed.success) return { ok: true, content: parsed.data };
  const fields = parsed.error.issues.map(({ path }) => nameOf(path.map(String), typed.isCase));
  return { ok: false, problems: [...new Set(fields)].map((field) => ({ field, code: "too-long" as const })) };
}

/** The field of the form that a path in the content stands for. */
function nameOf(path: readonly string[], isCase: boolean): string {
  const [first = "", index = "0", ...rest] = path;
  if (isCase && first !== "questions") return first;
  if (first === "enemies" || first === "category") return "enemies";
  const [name = "stem", row, inner = ""] = isCase ? rest : path;
  const part = isCase ? Number(index) : 0;
  if (row === undefined) return fieldOf(part, name);
  const inRow: Record<string, string> = { text: "option", id: "option" };
  return fieldOf(part, inRow[inner] ?? (inner || name), Number(row));
}

function partFrom(typed: TypedPart, index: number, before: DraftContent, problems: TypedProblem[]) {
  const olds = before.type === "case-group" ? before.questions : [before];
  const old =
    olds.find(({ code }) => code === typed.code) ?? (before.type === "case-group" ? undefined : olds[0]);
  const isTruth = typed.type === "true-false";
  const part = isTruth
    ? typed
    : withoutOptions(
        typed,
        ({ text, feedback }, at) => !`${text}${feedback}`.trim() && !typed.key.includes(optionId(at)),
      );
  const said = (at: number) => typed.options[at]?.feedback ?? "";
  const citations = typed.citations.flatMap((row, at): ExchangedCitation[] => {
    if (Object.values(row).every((value) => value.trim() === "")) return [];
    const number = (name: "article" | "paragraph" | "item") => {
      const value = row[name].normalize("NFKC").trim();
      if (value === "" && name !== "article") return null;
      if (/^[1-9]\d{0,5}$/.test(value) && Number(value) <= 100_000) return Number(value);
      problems.push({ field: fieldOf(index, name, at), code: "wrong-number" });
      return 1;
    };
    const [law = "", version = ""] = row.law.split("@");
    return [
      {
        law,
        article: number("article") ?? 1,
        paragraph: number("paragraph"),
        item: number("item"),
        version: version || null,
      },
    ];
  });
  const options = isTruth
    ? truthOptions({ T: said(0), F: said(1) })
    : part.options.map((option, at) => ({ id: optionId(at), ...option }));
  return {
    ...{
      code: typed.code || null,
      type: typed.type,
      stem: typed.stem,
      explanation: typed.explanation,
      citations,
      options,
    },
    key: part.key.filter((id) => options.some((option) => option.id === id)),
    topic: typed.topic || null,
    difficulty: Number(typed.difficulty) || null,
    marks: old?.marks ?? null,
  };
}
