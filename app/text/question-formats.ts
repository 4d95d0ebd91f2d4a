/** Words of question files: sheets, right and wrong, citations as people write them, and what a format cannot say. */
import type { AnswerableType, ExchangedCitation } from "~/questions/formats/exchanged-question";
import type { FormatName, LeftOut, LostField } from "~/questions/formats/not-said";
import type { SheetColumn } from "~/questions/formats/sheet-columns";
import { numberIn } from "~/questions/number-in";
import { questionsText } from "./questions";
import { type Catalogue, type Locale, locales } from "./text";

type SheetWords = {
  columns: Record<SheetColumn, string>;
  types: Record<AnswerableType | "case-group", string>;
  truth: { T: string; F: string };
  sheet: string;
  lists: string;
  notes: string;
  chooseFromList: string;
  fileName: string;
  howTo: string[];
};

const zhColumns: Record<SheetColumn, string> = {
  code: "题号",
  case: "所属案例题号",
  type: "题型",
  stem: "题干",
  optionA: "选项A",
  optionB: "选项B",
  optionC: "选项C",
  optionD: "选项D",
  optionE: "选项E",
  optionF: "选项F",
  key: "答案",
  explanation: "解析",
  citations: "依据",
  topic: "考点",
  difficulty: "难度",
  feedbackA: "选项A说明",
  feedbackB: "选项B说明",
  feedbackC: "选项C说明",
  feedbackD: "选项D说明",
  feedbackE: "选项E说明",
  feedbackF: "选项F说明",
  category: "分类",
  marks: "分值",
  enemies: "互斥题号",
};
const enColumns: typeof zhColumns = {
  code: "Code",
  case: "Code of its case",
  type: "Type",
  stem: "Stem",
  optionA: "Option A",
  optionB: "Option B",
  optionC: "Option C",
  optionD: "Option D",
  optionE: "Option E",
  optionF: "Option F",
  key: "Key",
  explanation: "Explanation",
  citations: "Citations",
  topic: "Topic",
  difficulty: "Difficulty",
  feedbackA: "Comment on A",
  feedbackB: "Comment on B",
  feedbackC: "Comment on C",
  feedbackD: "Comment on D",
  feedbackE: "Comment on E",
  feedbackF: "Comment on F",
  category: "Category",
  marks: "Marks",
  enemies: "Codes of enemies",
};

export const sheetWords: Catalogue<SheetWords> = {
  "zh-CN": {
    columns: zhColumns,
    types: questionsText["zh-CN"].types,
    truth: questionsText["zh-CN"].truth,
    sheet: "试题",
    lists: "可选内容",
    notes: "填写说明",
    chooseFromList: "请从列表中选择。",
    fileName: "试题",
    howTo: [
      "每行一道试题，从第 2 行开始填写。题型、题干、答案必填。",
      "单项选择题的答案写一个字母；多项选择题写全部正确选项的字母，例如 ACD；判断题写“正确”或“错误”，不填选项。",
      "选项从 A 开始依次填写，中间不留空，最多 6 个。",
      "依据每行一条，例如：《行政处罚法》第9条第2款第1项（2021-01-22）。括号内是法律版本的日期，可以不写。",
      "判断题的“选项A说明”是对选“正确”的说明，“选项B说明”是对选“错误”的说明。",
      "案例题单独占一行，填写题号和案情；它的各小题另起行，在“所属案例题号”写案例题的题号。",
      "互斥题号是不能与本题出现在同一份试卷的试题，多个题号用顿号隔开。分类的各级名称用 / 隔开。",
      "不要合并单元格，不要写公式，不要隐藏行或列。",
    ],
  },
  en: {
    columns: enColumns,
    types: questionsText.en.types,
    truth: questionsText.en.truth,
    sheet: "Questions",
    lists: "Lists",
    notes: "How to fill in",
    chooseFromList: "Please choose from the list.",
    fileName: "questions",
    howTo: [
      "One question in each row, from row 2. Type, stem and key are required.",
      "Single choice takes one letter as its key; multiple choice takes the letters of all right options, such as ACD; true or false takes one of the two words and no options.",
      "Options begin at A without a gap, six at most.",
      "One citation in each line, such as 《行政处罚法》第9条第2款第1项（2021-01-22）. The date is that of the law's version and may be left out.",
      "For true or false, the comment on A is for those who choose true, the comment on B for those who choose false.",
      "A case has a row of its own with its code and facts; its questions follow in rows that name that code.",
      "Enemies are questions that must not stand on one paper with this one. Names of a category are parted by /.",
      "No merged cells, no formulas, no hidden rows or columns.",
    ],
  },
};

const fold = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s.。]/g, "");

const truths: Record<string, "T" | "F"> = {
  正确: "T",
  对: "T",
  是: "T",
  true: "T",
  t: "T",
  "√": "T",
  "✓": "T",
  right: "T",
  错误: "F",
  错: "F",
  不正确: "F",
  否: "F",
  false: "F",
  f: "F",
  "×": "F",
  "✗": "F",
  wrong: "F",
};
for (const locale of locales)
  for (const id of ["T", "F"] as const) truths[fold(questionsText[locale].truth[id])] = id;

/** Right or wrong in the words of either language; null for anything else. */
export const truthWords = (text: string): "T" | "F" | null => truths[fold(text)] ?? null;

const types: Record<string, AnswerableType | "case-group"> = {
  单选题: "single-choice",
  单选: "single-choice",
  多选题: "multiple-choice",
  多选: "multiple-choice",
  判断: "true-false",
  案例分析题: "case-group",
  案例: "case-group",
};
for (const locale of locales)
  for (const [type, name] of Object.entries(questionsText[locale].types))
    types[fold(name)] = type as AnswerableType | "case-group";

export const sheetTypes = (text: string) => types[fold(text)] ?? null;

const N = "([0-9零〇一二两三四五六七八九十百千]{1,9})";
const CITED = new RegExp(
  `^《?([^《》]{1,100}?)》?\\s*第${N}条(?:\\s*第${N}款)?(?:\\s*第${N}项)?(?:\\s*[（(](\\d{4}-\\d\\d-\\d\\d)[）)])?$`,
);

/** A provision as people write it: 《行政处罚法》第9条第2款第1项（2021-01-22）; the version may be left out. */
export const citationWords = {
  write: ({ law, article, paragraph, item, version }: ExchangedCitation): string =>
    `${questionsText["zh-CN"].cited(law, article, paragraph ?? undefined, item ?? undefined)}${version ? `（${version}）` : ""}`,
  read(text: string): ExchangedCitation | null {
    const found = CITED.exec(text.normalize("NFC"));
    const article = numberIn(found?.[2] ?? "");
    if (!found || article === null) return null;
    return {
      law: (found[1] as string).trim(),
      article,
      paragraph: numberIn(found[3] ?? ""),
      item: numberIn(found[4] ?? ""),
      version: found[5] ?? null,
    };
  },
};

/** For the list of what a file will not say, shown before it is written. */
export const formatText: Catalogue<{
  formats: Record<FormatName, string>;
  lost: Record<LostField, string>;
  leftOut: Record<LeftOut, string>;
  /** Fields that no column of a sheet is named for. */
  fields: { text: string; feedback: string; options: string; questions: string; law: string };
}> = {
  "zh-CN": {
    formats: {
      xlsx: "Excel 工作簿",
      gift: "GIFT",
      aiken: "Aiken",
      "moodle-xml": "Moodle XML",
      qti22: "QTI 2.2 内容包",
      qti30: "QTI 3.0 内容包",
    },
    lost: {
      code: "题号",
      explanation: "解析",
      citations: "依据",
      topic: "考点",
      difficulty: "难度",
      enemies: "互斥题",
      marks: "分值",
      feedback: "选项说明",
      category: "分类",
      "line-breaks": "换行",
    },
    leftOut: {
      "several-keys": "有多个正确选项，此格式不能表示，整题不导出",
      case: "案例题，此格式不能表示，整题不导出",
      "reads-as-another-line": "题干的写法与选项行、答案行相同，导出后会被误读，整题不导出",
      "too-long": "有一段文字超过一个单元格的长度，整题不导出",
    },
    fields: { text: "选项", feedback: "选项说明", options: "选项", questions: "小题", law: "依据" },
  },
  en: {
    formats: {
      xlsx: "Excel workbook",
      gift: "GIFT",
      aiken: "Aiken",
      "moodle-xml": "Moodle XML",
      qti22: "QTI 2.2 package",
      qti30: "QTI 3.0 package",
    },
    lost: {
      code: "code",
      explanation: "explanation",
      citations: "citations",
      topic: "topic",
      difficulty: "difficulty",
      enemies: "enemies",
      marks: "marks",
      feedback: "comments on options",
      category: "category",
      "line-breaks": "line breaks",
    },
    leftOut: {
      "several-keys": "has several right options, which this format cannot say: not exported",
      case: "is a case, which this format cannot say: not exported",
      "reads-as-another-line": "has a stem that would be read as an option or an answer: not exported",
      "too-long": "has a text longer than a cell: not exported",
    },
    fields: {
      text: "Options",
      feedback: "Comments on options",
      options: "Options",
      questions: "Questions of the case",
      law: "Citations",
    },
  },
};

export const formatName = (locale: Locale, format: string): string =>
  (formatText[locale].formats as Record<string, string>)[format] ?? format;
