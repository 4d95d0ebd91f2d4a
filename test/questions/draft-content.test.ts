import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withCodes, withPartCodes } from "~/questions/codes";
import {
  type DraftContent,
  datedOn,
  draftContentSchema,
  faultsOfContent,
  type Register,
  versionInForce,
} from "~/questions/draft-content";
import { caseOf, LAW, single, VERSION } from "./question-scene";

const register: Register = new Map([
  [LAW, { versions: [{ version: VERSION, effectiveOn: "2021-07-15", articles: 86 }], amended: [] }],
  [
    "立法法",
    {
      versions: [
        { version: "2023-03-13", effectiveOn: "2023-03-15", articles: 120 },
        { version: "2015-03-15", effectiveOn: "2015-03-15", articles: 105 },
      ],
      amended: [{ kind: "amended", effectiveOn: "2023-03-15", whole: false, articles: [8] }],
    },
  ],
  [
    "收容遣送办法",
    {
      versions: [{ version: "1982-05-12", effectiveOn: "1982-05-12", articles: 20 }],
      amended: [{ kind: "abolished", effectiveOn: "2003-08-01", whole: true, articles: [] }],
    },
  ],
]);
const coded = (content: DraftContent): DraftContent => withPartCodes(content, "own-0001", []);
const faults = (content: DraftContent) =>
  faultsOfContent(content, register).map(({ code, facts }) =>
    facts.casePart ? `${code} ${facts.casePart}` : code,
  );
const cited = (law: string, article: number, version: string | null) =>
  coded(single("题", { citations: [{ law, article, paragraph: null, item: null, version }] }));

describe("what a draft lacks to be published", () => {
  it.each<[string, DraftContent, string[]]>([
    ["nothing", coded(single("题")), []],
    ["nothing of a case", coded(caseOf("案情", ["甲问", "乙问"])), []],
    [
      "everything",
      draftContentSchema.parse({
        type: "single-choice",
        code: null,
        stem: "",
        options: [],
        key: [],
        explanation: "",
        citations: [],
        topic: null,
        difficulty: null,
        marks: null,
        enemies: [],
        category: [],
      }),
      [
        "format.no-stem",
        "format.no-options",
        "format.no-key",
        "question.no-code",
        "question.no-difficulty",
        "question.no-topic",
        "question.no-explanation",
        "question.no-citation",
      ],
    ],
    ["a known law", cited("民法典", 1, "2020-05-28"), ["question.law-unknown"]],
    ["a version", cited(LAW, 9, null), ["question.version-missing"]],
    ["a known version", cited(LAW, 9, "2017-09-01"), ["question.version-unknown"]],
    ["an article that is there", cited(LAW, 87, VERSION), ["question.article-beyond"]],
    ["the article as amended", cited("立法法", 8, "2015-03-15"), ["question.article-amended"]],
    ["nothing: another article was amended", cited("立法法", 9, "2015-03-15"), []],
    ["nothing: the amended version is cited", cited("立法法", 8, "2023-03-13"), []],
    ["a law in force", cited("收容遣送办法", 1, "1982-05-12"), ["question.law-abolished"]],
    ["an enemy other than itself", coded(single("题", { enemies: ["own-0001"] })), ["question.enemy-itself"]],
    [
      "an explanation of its second part",
      (() => {
        const whole = coded(caseOf("案情", ["甲问", "乙问"])) as Extract<
          DraftContent,
          { type: "case-group" }
        >;
        return {
          ...whole,
          questions: whole.questions.map((one, at) =>
            at === 1 ? { ...one, explanation: "", key: [] } : one,
          ),
        };
      })(),
      ["format.no-key 2", "question.no-explanation 2"],
    ],
  ])("%s", (_, content, expected) => {
    expect(faults(content)).toEqual(expected);
  });

  it("a part may leave topic and difficulty to its case", () => {
    const whole = coded(caseOf("案情", ["甲问", "乙问"])) as Extract<DraftContent, { type: "case-group" }>;
    const questions = whole.questions.map((one) => ({ ...one, topic: null, difficulty: null }));
    expect(faults({ ...whole, questions })).toEqual([]);
  });

  it("a part with another question's code is told", () => {
    const whole = coded(caseOf("案情", ["甲问", "乙问"])) as Extract<DraftContent, { type: "case-group" }>;
    const questions = whole.questions.map((one) => ({ ...one, code: "penalty-001" }));
    expect(faults({ ...whole, questions })).toEqual(["question.part-code 1", "question.part-code 2"]);
  });
});

describe("versions of citations", () => {
  it("that are not said are those in force on the day", () => {
    expect(versionInForce(register.get("立法法"), "2026-11-20")).toBe("2023-03-13");
    expect(versionInForce(register.get("立法法"), "2020-01-01")).toBe("2015-03-15");
    expect(versionInForce(undefined, "2020-01-01")).toBeNull();
    expect(faults(datedOn(cited(LAW, 9, null), register, "2026-11-20"))).toEqual([]);
    expect(faults(datedOn(cited("民法典", 9, null), register, "2026-11-20"))).toEqual([
      "question.law-unknown",
    ]);
  });
});

describe("codes", () => {
  const none = single("题");

  it("are given in order, around what was typed", () => {
    const typed = withPartCodes(single("题"), "own-0008", []);
    expect(withCodes([none, typed, none], "own", 7).map(({ code }) => code)).toEqual([
      "own-0007",
      "own-0008",
      "own-0009",
    ]);
  });

  it("of parts begin with their case's, keep what they have, and are never used twice", () => {
    const whole = caseOf("案情", ["甲问", "乙问", "丙问"], "own-0001") as Extract<
      DraftContent,
      { type: "case-group" }
    >;
    const [first, second, third] = whole.questions;
    const questions = [{ ...first!, code: "q7" }, { ...second!, code: "own-0001-4" }, third!];
    const given = withPartCodes({ ...whole, questions }, "own-0001", ["own-0001-1"]);
    expect(given.type === "case-group" && given.questions.map(({ code }) => code)).toEqual([
      "own-0001-2",
      "own-0001-4",
      "own-0001-3",
    ]);
  });

  it("are as many as the questions, whatever was typed", () => {
    const some = fc.constantFrom(null, "a", "own-0001", "own-0001-1", "own-0001-2", "own-0002");
    fc.assert(
      fc.property(
        fc.uniqueArray(some.filter((code) => code !== null)),
        fc.nat(5),
        fc.array(some, { maxLength: 5 }),
        (typed, missing, parts) => {
          const contents = [...typed, ...Array<null>(missing).fill(null)].map(
            (code) => ({ ...none, code }) as DraftContent,
          );
          const codes = withCodes(contents, "own", 1).map(({ code }) => code);
          expect(new Set(codes).size).toBe(contents.length);
          const whole = caseOf("案情", []) as Extract<DraftContent, { type: "case-group" }>;
          const [part] = (caseOf("案情", ["问"]) as typeof whole).questions;
          const given = withPartCodes(
            { ...whole, questions: parts.map((code) => ({ ...part!, code })) },
            "own-0001",
            [],
          );
          const ofParts = given.type === "case-group" ? given.questions.map(({ code }) => code) : [];
          expect(new Set(ofParts).size).toBe(parts.length);
          expect(ofParts.every((code) => code?.startsWith("own-0001-"))).toBe(true);
        },
      ),
    );
  });
});

describe("what is kept of what was typed", () => {
  it("is tidy, and parsed again is the same", () => {
    const typed = { ...single(" 题\r\n干\t"), key: ["C", "B", "B"], enemies: [" a ", "a", ""] };
    const once = draftContentSchema.parse(typed);
    expect(once).toMatchObject({ stem: "题\n干", key: ["B", "C"], enemies: ["a"] });
    expect(draftContentSchema.parse(once)).toEqual(once);
  });

  it.each([
    ["a text without end", { stem: "长".repeat(10_001) }],
    [
      "an article beyond counting",
      { citations: [{ law: LAW, article: 2 ** 40, paragraph: null, item: null, version: null }] },
    ],
    [
      "a day that is none",
      { citations: [{ law: LAW, article: 1, paragraph: null, item: null, version: "2021-02-30" }] },
    ],
    ["a difficulty out of range", { difficulty: 6 }],
    ["too many options", { options: Array.from({ length: 7 }, () => ({ id: "A", text: "", feedback: "" })) }],
  ])("is not %s", (_, more) => {
    expect(draftContentSchema.safeParse({ ...single("题"), ...more }).success).toBe(false);
  });
});
