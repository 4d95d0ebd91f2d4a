/**
 * What a revision changes, field by field.
 * In: two contents of one question. Out: the fields that differ, in the order of the page, with both texts.
 */
import type { DraftContent, DraftPart } from "./draft-content";

export type QuestionField =
  | "type"
  | "stem"
  | "topic"
  | "difficulty"
  | "enemies"
  | "option"
  | "feedback"
  | "key"
  | "explanation"
  | "citations";
export type FieldDifference = {
  /** Code of the part of a case; null: of the question itself. */
  part: string | null;
  field: QuestionField;
  /** Letter of the option. */
  option: string | null;
  /** null: it was not there, or is no longer. */
  before: string | null;
  after: string | null;
};

type Line = Omit<FieldDifference, "before" | "after"> & { text: string };

export function differenceOf(before: DraftContent, after: DraftContent): FieldDifference[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const same = (a: Line, b: Line) => a.part === b.part && a.field === b.field && a.option === b.option;
  const gone = old.filter((line) => !fresh.some((one) => same(one, line)));
  const all = [...fresh, ...gone];
  return all.flatMap(({ text: _, ...line }) => {
    const find = (lines: readonly Line[]) =>
      lines.find((one) => same(one, { ...line, text: "" }))?.text ?? null;
    const [was, is] = [find(old), find(fresh)];
    return was === is ? [] : [{ ...line, before: was, after: is }];
  });
}

function linesOf(content: DraftContent): Line[] {
  const whole = (field: QuestionField, text: string): Line => ({ part: null, field, option: null, text });
  const lines = [whole("enemies", content.enemies.join("\n"))];
  if (content.type !== "case-group") return [...partLines(content, null), ...lines];
  return [
    whole("stem", content.stem),
    whole("topic", content.topic ?? ""),
    whole("difficulty", String(content.difficulty ?? "")),
    ...lines,
    ...content.questions.flatMap((part) => partLines(part, part.code)),
  ];
}

function partLines(part: DraftPart, code: string | null): Line[] {
  const line = (field: QuestionField, text: string, option: string | null = null): Line => ({
    part: code,
    field,
    option,
    text,
  });
  return [
    line("type", part.type),
    line("stem", part.stem),
    ...part.options.flatMap(({ id, text, feedback }) => [
      ...(part.type === "true-false" ? [] : [line("option", text, id)]),
      ...(feedback ? [line("feedback", feedback, id)] : []),
    ]),
    line("key", part.key.join(" ")),
    line(
      "citations",
      part.citations
        .map(({ law, version, article, paragraph, item }) =>
          [`《${law}》${version ? `(${version})` : ""}`, article, paragraph, item].filter(Boolean).join(" "),
        )
        .join("\n"),
    ),
    line("explanation", part.explanation),
    line("topic", part.topic ?? ""),
    line("difficulty", String(part.difficulty ?? "")),
  ];
}
