import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DraftContent, draftContentSchema, emptyContent } from "~/questions/draft-content";
import { differenceOf } from "~/questions/question-difference";
import { contentFromTyped } from "~/questions/typed-content";
import {
  applied,
  fieldOf,
  type TypedQuestion,
  typedFromContent,
  typedFromForm,
} from "~/questions/typed-question";
import { caseOf, single } from "./question-scene";

/** As a browser would send it. */
function formFrom(typed: TypedQuestion): FormData {
  const form = new FormData();
  for (const name of ["stem", "topic", "difficulty", "enemies"] as const) form.set(name, typed[name]);
  typed.parts.forEach((part, at) => {
    for (const name of ["code", "type", "stem", "explanation", "topic", "difficulty"] as const)
      form.set(fieldOf(at, name), part[name]);
    for (const id of part.key) form.append(fieldOf(at, "key"), id);
    part.options.forEach(({ text, feedback }, row) => {
      form.set(fieldOf(at, "option", row), text);
      form.set(fieldOf(at, "feedback", row), feedback);
    });
    part.citations.forEach((cited, row) => {
      for (const name of ["law", "article", "paragraph", "item"] as const)
        form.set(fieldOf(at, name, row), cited[name]);
    });
  });
  return form;
}
const kept = (typed: TypedQuestion, before: DraftContent) => {
  const read = contentFromTyped(typedFromForm(formFrom(typed), typed.isCase), before);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.content;
};
const letters = (typed: TypedQuestion) => typed.parts[0]!.key;

const text = fc.string({ maxLength: 20, unit: fc.constantFrom("甲", "a", " ", "<", "\n", "&") });
const contents = fc
  .record({
    type: fc.constantFrom("single-choice" as const, "multiple-choice" as const, "case-group" as const),
    stem: text,
    options: fc.array(fc.record({ text, feedback: text }), { maxLength: 6 }),
    key: fc.uniqueArray(fc.constantFrom("A", "B", "C"), { maxLength: 2 }),
    article: fc.integer({ min: 1, max: 100_000 }),
    topic: text,
    difficulty: fc.option(fc.integer({ min: 1, max: 5 })),
  })
  .map(({ type, options, key, article, ...rest }): DraftContent => {
    const lettered = options.map((option, at) => ({ id: "ABCDEF"[at]!, ...option }));
    const [base] = (caseOf("案", ["问"]) as Extract<DraftContent, { type: "case-group" }>).questions;
    const part = {
      ...base!,
      ...rest,
      options: lettered,
      key: key.filter((id) => lettered.some((option) => option.id === id)),
      citations: [{ ...base!.citations[0]!, article }],
    };
    const whole = { enemies: ["x-1"], category: ["旧分类"] };
    return draftContentSchema.parse(
      type === "case-group"
        ? {
            type,
            code: "c-1",
            stem: rest.stem,
            topic: null,
            difficulty: 3,
            ...whole,
            questions: [{ ...part, code: "c-1-1" }],
          }
        : { ...part, type, code: "c-1", ...whole },
    );
  });

describe("the form of a question", () => {
  it("gives back what it was filled from, but for rows left empty", () => {
    fc.assert(
      fc.property(contents, (content) => {
        const once = kept(typedFromContent(content), content);
        expect(kept(typedFromContent(once), once)).toEqual(once);
        const bare = (one: DraftContent) => ({ ...one, options: [], key: [], questions: [] });
        expect(bare(once)).toEqual(bare(content));
      }),
    );
  });

  it("keeps a whole question to the letter", () => {
    for (const content of [single("题"), caseOf("案情", ["甲问", "乙问"])])
      expect(kept(typedFromContent(content), content)).toEqual(draftContentSchema.parse(content));
  });

  it("begins empty, with rows to fill in", () => {
    const typed = typedFromContent(emptyContent("case-group"));
    expect(typed.parts.map(({ options, citations }) => [options.length, citations.length])).toEqual([
      [4, 1],
      [4, 1],
    ]);
    expect(kept(typed, emptyContent("case-group"))).toMatchObject({
      questions: [{ options: [] }, { options: [] }],
    });
  });

  it("adds and takes away rows without losing the key", () => {
    const typed = typedFromContent(single("题"));
    expect(letters(applied(typed, "remove-option:0:0"))).toEqual(["A"]);
    expect(letters(applied(typed, "remove-option:0:1"))).toEqual([]);
    expect(applied(typed, "add-option:0").parts[0]!.options).toHaveLength(4);
    expect(applied(applied(typed, "add-citation:0"), "remove-citation:0:0").parts[0]!.citations).toHaveLength(
      1,
    );
    const whole = typedFromContent(caseOf("案情", ["甲问", "乙问"]));
    expect(applied(whole, "add-part").parts).toHaveLength(3);
    expect(applied(whole, "remove-part:0").parts.map(({ stem }) => stem)).toEqual(["乙问"]);
    expect(applied(typed, "add-part").parts).toHaveLength(1);
    for (const odd of ["", "remove-option:9:9", "add-option:x", "nothing:0", "remove-part"])
      expect(applied(typed, odd)).toEqual(typed);
  });

  it("says which field cannot be kept", () => {
    const typed = typedFromContent(single("题"));
    const [part] = typed.parts;
    const [cited] = part!.citations;
    const wrong = {
      ...typed,
      parts: [{ ...part!, citations: [{ ...cited!, article: "第九条", item: "0" }] }],
    };
    expect(contentFromTyped(wrong, single("题"))).toEqual({
      ok: false,
      problems: [
        { field: "p0.article.0", code: "wrong-number" },
        { field: "p0.item.0", code: "wrong-number" },
      ],
    });
    const [first, ...others] = part!.options;
    const long = {
      ...typed,
      parts: [{ ...part!, options: [{ ...first!, text: "长".repeat(10_001) }, ...others] }],
    };
    expect(contentFromTyped(long, single("题"))).toEqual({
      ok: false,
      problems: [{ field: "p0.option.0", code: "too-long" }],
    });
  });
});

describe("what a revision changes", () => {
  it("is told field by field", () => {
    const before = single("初稿");
    const after = { ...before, stem: "改稿", key: ["C"] };
    expect(differenceOf(before, before)).toEqual([]);
    expect(
      differenceOf(before, after as DraftContent).map(({ field, before, after }) => [field, before, after]),
    ).toEqual([
      ["stem", "初稿", "改稿"],
      ["key", "B", "C"],
    ]);
  });

  it("names the part, and what came or went", () => {
    const before = caseOf("案情", ["甲问"], "c") as Extract<DraftContent, { type: "case-group" }>;
    const [part] = before.questions;
    const [a, b] = part!.options;
    const coded = { ...before, questions: [{ ...part!, code: "c-1" }] };
    const after = { ...before, questions: [{ ...part!, code: "c-1", options: [a!, b!] }] };
    expect(differenceOf(coded, after)).toEqual([
      { part: "c-1", field: "option", option: "C", before: "丙项", after: null },
      { part: "c-1", field: "feedback", option: "C", before: "丙不对。", after: null },
    ]);
  });
});
