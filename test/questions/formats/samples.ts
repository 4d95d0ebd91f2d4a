import fc from "fast-check";
import type {
  ExchangedCase,
  ExchangedPart,
  ExchangedQuestion,
  ExchangedSingle,
  Problem,
  Reading,
} from "~/questions/formats/exchanged-question";
import { readQuestions, tidyQuestion } from "~/questions/formats/formats.server";
import type { FormatName } from "~/questions/formats/not-said";
import { refusalIn } from "~/text/refusals";
import { locales } from "~/text/text";

export const read = (format: FormatName, text: string | Buffer): Promise<Reading> =>
  readQuestions(format, typeof text === "string" ? Buffer.from(text) : text);

export const questionsIn = ({ questions }: Reading): ExchangedQuestion[] =>
  questions.map(({ question }) => question);

/** Code and place of each problem, having asked for its words in both languages. */
export function problemsIn({ problems, refused }: Reading) {
  for (const locale of locales) {
    for (const { refusal, place } of problems) {
      const { sentence } = refusalIn(locale, refusal);
      const named = place.cell ?? (place.line === undefined ? "" : String(place.line));
      if (!sentence.includes(named)) throw new Error(`"${sentence}" does not say ${named}`);
    }
    if (refused) refusalIn(locale, refused);
  }
  return problems.map(({ place, refusal: { code }, taken }: Problem) => ({
    code: code.replace("format.", ""),
    at: place.cell ?? `${place.file ? `${place.file}:` : ""}${place.line}:${place.column}`,
    ...(taken ? { taken } : {}),
  }));
}

export const refusedAs = (reading: Reading) => {
  problemsIn(reading);
  return reading.refused?.code ?? null;
};

export const part = (more: Partial<ExchangedPart> = {}): ExchangedPart => ({
  code: "penalty-001",
  type: "single-choice",
  stem: "属于行政处罚的是：",
  options: [
    { id: "A", text: "警告", feedback: "" },
    { id: "B", text: "查封", feedback: "这是强制措施。" },
    { id: "C", text: "约谈", feedback: "" },
  ],
  key: ["A"],
  explanation: "警告列在第一项。",
  citations: [{ law: "行政处罚法", article: 9, paragraph: null, item: 1, version: "2021-01-22" }],
  topic: "种类和设定",
  difficulty: 2,
  marks: 2,
  ...more,
});
export const single = (more: Partial<ExchangedSingle> = {}): ExchangedSingle => ({
  ...part(),
  enemies: ["penalty-002"],
  category: ["通用法律知识", "行政处罚"],
  ...more,
});
export const truth = (more: Partial<ExchangedPart> = {}): ExchangedPart =>
  part({
    code: "penalty-101-1",
    type: "true-false",
    stem: "可以当场决定。",
    options: [
      { id: "T", text: "", feedback: "选对了。" },
      { id: "F", text: "", feedback: "再想想。" },
    ],
    key: ["F"],
    ...more,
  });
export const multiple = (more: Partial<ExchangedPart> = {}): ExchangedPart =>
  part({ code: "penalty-101-2", type: "multiple-choice", key: ["A", "C"], ...more });
export const caseGroup = (more: Partial<ExchangedCase> = {}): ExchangedCase => ({
  type: "case-group",
  code: "penalty-101",
  stem: "某日，执法人员到场检查。\n当事人在场。",
  topic: "简易程序",
  difficulty: 3,
  enemies: [],
  category: [],
  questions: [truth(), multiple()],
  ...more,
});

// Texts with every sign that means something to one of the formats.
const signs = [..."~=#{}:\\/%[]<>&\"'$@|.,;()-_*`ABT 甲乙。：é𠮷\n"];
const hard = [
  "::",
  "####",
  "->",
  "//",
  "{=a}",
  "[html]",
  "%50%",
  "&amp;",
  "]]>",
  "<!--",
  "<b>",
  "ANSWER: A",
  "\\n",
  "$CATEGORY: x",
  "  ",
];
const texts = fc
  .array(fc.oneof(fc.constantFrom(...signs), fc.constantFrom(...hard), fc.string({ maxLength: 4 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((pieces) => pieces.join(""));
const line = texts.map((text) => `x${text.replace(/\s+/g, " ")}`);
const code = fc.stringMatching(/^[a-z]{1,6}-[0-9]{3}$/);
const citation = fc.record({
  law: fc.constantFrom("行政处罚法", "行政强制法", "XX市规定"),
  article: fc.integer({ min: 1, max: 300 }),
  paragraph: fc.option(fc.integer({ min: 1, max: 20 })),
  item: fc.option(fc.integer({ min: 1, max: 30 })),
  version: fc.option(fc.constant("2021-01-22")),
});

const parts: fc.Arbitrary<ExchangedPart> = fc
  .record({
    type: fc.constantFrom("single-choice" as const, "multiple-choice" as const, "true-false" as const),
    stem: texts.map((text) => `甲${text}`),
    options: fc.array(fc.record({ text: texts, feedback: fc.oneof(fc.constant(""), texts) }), {
      minLength: 3,
      maxLength: 6,
    }),
    right: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    explanation: fc.oneof(fc.constant(""), texts),
    citations: fc.array(citation, { maxLength: 3 }),
    topic: fc.option(line),
    difficulty: fc.option(fc.integer({ min: 1, max: 5 })),
    marks: fc.option(fc.integer({ min: 1, max: 40 }).map((n) => n / 4)),
  })
  .map(({ options, right, type, ...rest }) => {
    const written = options.map(({ text, feedback }, at) => ({
      id: String.fromCharCode(65 + at),
      // Options differ, and none is a word for right or wrong.
      text: `${at}${text}`,
      feedback,
    }));
    const chosen = written.flatMap(({ id }, at) => (right[at] ? [id] : []));
    const shared = { ...rest, code: null, type };
    if (type === "true-false") {
      const [T, F] = written;
      return {
        ...shared,
        options: [
          { id: "T", text: "", feedback: T?.feedback ?? "" },
          { id: "F", text: "", feedback: F?.feedback ?? "" },
        ],
        key: [right[0] ? "T" : "F"],
      };
    }
    if (type === "single-choice") return { ...shared, options: written, key: [chosen[0] ?? "B"] };
    const key = chosen.length >= 2 && chosen.length < written.length ? chosen : ["A", "C"];
    return { ...shared, options: written, key };
  });

const whole = fc.record({
  enemies: fc.array(code, { maxLength: 2 }),
  category: fc.array(
    line.filter((name) => !name.startsWith("$")),
    { maxLength: 3 },
  ),
});

/** Any questions a format could meet, with codes of their own where they have one. */
export const anyQuestions: fc.Arbitrary<ExchangedQuestion[]> = fc
  .array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.tuple(parts, whole).map(([one, rest]): ExchangedQuestion => ({ ...one, ...rest })),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.array(parts, { minLength: 2, maxLength: 3 }), texts, whole).map(
          ([questions, stem, rest]): ExchangedQuestion => ({
            ...rest,
            type: "case-group",
            code: null,
            stem: `乙${stem}`,
            topic: null,
            difficulty: 3,
            questions,
          }),
        ),
      },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((questions) =>
    questions.map((question, at) => {
      const named = { ...question, code: at % 2 === 0 || question.type === "case-group" ? `q-${at}` : null };
      if (named.type !== "case-group") return tidyQuestion(named as ExchangedQuestion);
      const inside = named.questions.map((one, index) => ({ ...one, code: `q-${at}-${index + 1}` }));
      return tidyQuestion({ ...named, questions: inside } as ExchangedQuestion);
    }),
  );

/** As long as the questions of the banks are. */
export const manyQuestions = (count: number): ExchangedSingle[] =>
  Array.from({ length: count }, (_, at) =>
    single({
      code: `law-${at}`,
      stem: `第 ${at} 题。某行政机关的执法人员当场作出处理决定。${"下列说法中，正确的是：".repeat(6)}`,
      options: ["A", "B", "C", "D"].map((id) => ({
        id,
        text: `${id}：应当在规定的期限内报所属行政机关备案`,
        feedback: id === "A" ? "" : "该期限适用于另一类决定，不适用于本题所述的情形。",
      })),
      enemies: [],
    }),
  );

/** Seconds and the most memory (MB, of the whole process) that the work took. */
export async function measured<T>(work: () => Promise<T>) {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().rss / 1024 / 1024);
  };
  const timer = setInterval(look, 20);
  const start = performance.now();
  const value = await work();
  clearInterval(timer);
  look();
  return { value, seconds: (performance.now() - start) / 1000, peak };
}
