/**
 * A question as its form holds it: every field as typed, with rows that are still empty.
 * In: a form, or a draft's content; a button that adds or takes away a row. Out: the form's state.
 */
import { type DraftContent, type DraftPart, MOST_CITATIONS } from "./draft-content";
import { type AnswerableType, answerableTypes, optionId } from "./formats/exchanged-question";
import { MOST_OPTIONS, MOST_PARTS } from "./formats/question-check";

export type TypedCitation = { law: string; article: string; paragraph: string; item: string };
export type TypedPart = {
  code: string;
  type: AnswerableType;
  stem: string;
  options: { text: string; feedback: string }[];
  key: string[];
  explanation: string;
  citations: TypedCitation[];
  topic: string;
  difficulty: string;
};
/** A question that is no case is its own only part. */
export type TypedQuestion = {
  isCase: boolean;
  stem: string;
  topic: string;
  difficulty: string;
  enemies: string;
  parts: TypedPart[];
};

/** Name of a field of a part; of a row in it. */
export const fieldOf = (part: number, name: string, row?: number) =>
  row === undefined ? `p${part}.${name}` : `p${part}.${name}.${row}`;

/** As one value of a choice; names of laws hold no "@". */
export const lawValue = (law: string, version: string | null) => `${law}@${version ?? ""}`;

const noCitation: TypedCitation = { law: "", article: "", paragraph: "", item: "" };
const noOption = { text: "", feedback: "" };
const blankPart = (type: AnswerableType): TypedPart => ({
  ...{ code: "", type, stem: "", key: [], explanation: "", topic: "", difficulty: "" },
  options: Array.from({ length: type === "true-false" ? 2 : 4 }, () => noOption),
  citations: [noCitation],
});

export function typedFromContent(content: DraftContent): TypedQuestion {
  const isCase = content.type === "case-group";
  const parts = isCase ? content.questions : [content];
  return {
    isCase,
    stem: isCase ? content.stem : "",
    topic: content.topic ?? "",
    difficulty: content.difficulty?.toString() ?? "",
    enemies: content.enemies.join("\n"),
    parts: parts.map(typedPart),
  };
}

function typedPart(part: DraftPart): TypedPart {
  const blank = blankPart(part.type);
  const text = (n: number | null) => n?.toString() ?? "";
  return {
    ...{ code: part.code ?? "", type: part.type, stem: part.stem, key: part.key },
    ...{ explanation: part.explanation, topic: part.topic ?? "", difficulty: text(part.difficulty) },
    options:
      part.options.length === 0
        ? blank.options
        : part.options.map(({ text, feedback }) => ({ text, feedback })),
    citations:
      part.citations.length === 0
        ? blank.citations
        : part.citations.map(({ law, version, article, paragraph, item }) => ({
            law: lawValue(law, version),
            ...{ article: text(article), paragraph: text(paragraph), item: text(item) },
          })),
  };
}

export function typedFromForm(form: FormData, isCase: boolean): TypedQuestion {
  const at = (name: string) => String(form.get(name) ?? "").replaceAll("\u0000", "");
  const rows = (part: number, name: string, most: number) =>
    Array.from({ length: most }, (_, row) => row).filter((row) => form.has(fieldOf(part, name, row)));
  const parts = Array.from({ length: isCase ? MOST_PARTS : 1 }, (_, part) => part).filter((part) =>
    form.has(fieldOf(part, "stem")),
  );
  return {
    isCase,
    ...{ stem: at("stem"), topic: at("topic"), difficulty: at("difficulty"), enemies: at("enemies") },
    parts: parts.map((part) => ({
      code: at(fieldOf(part, "code")),
      type: answerableTypes.find((type) => type === at(fieldOf(part, "type"))) ?? "single-choice",
      stem: at(fieldOf(part, "stem")),
      options: rows(part, "option", MOST_OPTIONS).map((row) => ({
        text: at(fieldOf(part, "option", row)),
        feedback: at(fieldOf(part, "feedback", row)),
      })),
      key: form.getAll(fieldOf(part, "key")).map(String),
      explanation: at(fieldOf(part, "explanation")),
      citations: rows(part, "law", MOST_CITATIONS).map((row) => ({
        ...{ law: at(fieldOf(part, "law", row)), article: at(fieldOf(part, "article", row)) },
        ...{ paragraph: at(fieldOf(part, "paragraph", row)), item: at(fieldOf(part, "item", row)) },
      })),
      topic: at(fieldOf(part, "topic")),
      difficulty: at(fieldOf(part, "difficulty")),
    })),
  };
}

/** What a button of the form does to it; anything else leaves it as it is. */
export function applied(typed: TypedQuestion, button: string): TypedQuestion {
  const [act = "", partText = "", rowText = ""] = button.split(":");
  const at = Number(partText);
  const row = Number(rowText);
  if (act === "add-part" && typed.isCase && typed.parts.length < MOST_PARTS)
    return { ...typed, parts: [...typed.parts, blankPart("single-choice")] };
  if (act === "remove-part" && typed.isCase)
    return { ...typed, parts: typed.parts.filter((_, index) => index !== at) };
  const change = (changed: (part: TypedPart) => TypedPart): TypedQuestion => ({
    ...typed,
    parts: typed.parts.map((part, index) => (index === at ? changed(part) : part)),
  });
  if (act === "add-option")
    return change((part) =>
      part.options.length >= MOST_OPTIONS ? part : { ...part, options: [...part.options, noOption] },
    );
  if (act === "remove-option") return change((part) => withoutOptions(part, (_, index) => index === row));
  if (act === "add-citation")
    return change((part) =>
      part.citations.length >= MOST_CITATIONS
        ? part
        : { ...part, citations: [...part.citations, noCitation] },
    );
  if (act === "remove-citation")
    return change((part) => ({ ...part, citations: part.citations.filter((_, index) => index !== row) }));
  return typed;
}

/** Letters run on without a gap, and the key stays with its options. */
export function withoutOptions(
  part: TypedPart,
  leaves: (option: TypedPart["options"][number], index: number) => boolean,
): TypedPart {
  const kept = part.options
    .map((option, index) => ({ option, index }))
    .filter(({ option, index }) => !leaves(option, index));
  return {
    ...part,
    options: kept.map(({ option }) => option),
    key: kept.flatMap(({ index }, place) => (part.key.includes(optionId(index)) ? [optionId(place)] : [])),
  };
}
