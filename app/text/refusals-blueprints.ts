import type { Facts } from "~/verdict";
import { questionsText } from "./questions";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const typeIn = (locale: Locale, type: Facts[string] | undefined) =>
  (questionsText[locale].types as Record<string, string>)[String(type)] ?? String(type);

const some = (n: Facts[string] | undefined, words: (n: number) => string) =>
  Number(n) > 0 ? [words(Number(n))] : [];

/** Where the questions of a short row are: 题库共 12 题，其中 3 题因法条修改停用…… */
function whereZh(f: Facts): string {
  const gone = [
    ...some(f.barred, (n) => `${n} 题因法条修改停用`),
    ...some(f.overexposed, (n) => `${n} 题达到曝光上限`),
    ...some(f.enemies, (n) => `${n} 题与已抽中的试题互斥`),
    ...some(f.taken, (n) => `${n} 题已用于必考题或其他行`),
  ];
  return gone.length === 0 ? `题库共 ${f.exist} 题` : `题库共 ${f.exist} 题，其中 ${gone.join("，")}`;
}

function whereEn(f: Facts): string {
  const gone = [
    ...some(f.barred, (n) => `${n} barred by an amended law`),
    ...some(f.overexposed, (n) => `${n} seen too often`),
    ...some(f.enemies, (n) => `${n} excluded as enemies of what is drawn`),
    ...some(f.taken, (n) => `${n} fixed or used by another row`),
  ];
  return gone.length === 0 ? `${f.exist} exist` : `${f.exist} exist, of which ${gone.join(", ")}`;
}

function cureZh(f: Facts): string {
  if (f.certain === false) return "互斥关系太多，没有找到抽法，也没有证明没有。减少互斥关系或题数，再试抽。";
  if (f.never === true) return "题库本身不够：减少该行题数，补充试题，或放宽法律、题型、难度和互斥。";
  return "题库本身够用，是停用或曝光上限使这一次抽不满：复审停用的试题，提高曝光上限或缩短近期天数，或减少题数。";
}

function cureEn(f: Facts): string {
  if (f.certain === false)
    return "There are so many enemies that no draw was found, nor shown to be impossible. Ask for fewer, or part fewer questions.";
  if (f.never === true)
    return "The banks themselves are too small: ask for fewer, add questions, or widen law, type, difficulty and enemies.";
  return "The banks would do; it is what is barred or seen too often now. Read barred questions again, raise the cap, count fewer days, or ask for fewer.";
}

const zh = {
  "blueprint.cell-short": {
    says: (f: Facts) =>
      `第 ${f.cell} 行要 ${f.wanted} 道${typeIn("zh-CN", f.type)}${f.law ? `（${f.law}）` : ""}，只能抽出 ${f.found} 道，差 ${f.missing} 道：${whereZh(f)}`,
    cure: cureZh,
  },
  "blueprint.fixed-missing": {
    says: (f: Facts) => `必考题 ${f.code} 不在题库 ${f.bank} 中`,
    cure: () => "改选题库中现有的试题。",
  },
  "blueprint.fixed-barred": {
    says: (f: Facts) => `必考题 ${f.code} 引用的法条已经修改，复审之前不能使用`,
    cure: () => "复审该题，或改选其他试题。",
  },
  "blueprint.fixed-twice": {
    says: (f: Facts) => `必考题 ${f.code} 写了两次`,
    cure: () => "删去一次。",
  },
  "blueprint.fixed-enemies": {
    says: (f: Facts) => `必考题 ${f.code} 与必考题 ${f.other ?? ""} 互斥`,
    cure: () => "两道试题只能留一道。",
  },
  "blueprint.fixed-parts": {
    says: (f: Facts) => `必考案例 ${f.code} 原有 ${f.wanted} 小题，现在是 ${f.found} 小题，满分会变`,
    cure: () => "打开方案，核对满分后保存新版本。",
  },
  "blueprint.empty": { says: () => "方案没有任何抽题要求", cure: () => "至少填写一行，或一道必考题。" },
  "blueprint.set-unknown": {
    says: (f: Facts) => `第 ${f.set} 个互斥题组中的 ${f.code} 不在题库 ${f.bank} 中`,
    cure: () => "改正题号，或删去。",
  },
  "blueprint.set-repeats": {
    says: (f: Facts) => `第 ${f.set} 个互斥题组中，${f.code} 写了两次`,
    cure: () => "删去一次。",
  },
  "blueprint.code-malformed": {
    says: () => "代码不合要求",
    cure: () => "用小写字母开头，只写小写字母、数字和连字符，2 到 40 个字符；不能写 new。",
  },
  "blueprint.code-taken": {
    says: (f: Facts) => `代码 ${f.code} 已有方案使用`,
    cure: () => "换一个代码，或打开那个方案修改。",
  },
  "blueprint.title-missing": { says: () => "请填写名称，不超过 60 个字" },
  "blueprint.title-changed-meanwhile": {
    says: (f: Facts) => `您打开表单之后，名称已被改为“${f.title}”`,
    cure: () => "核对后再保存。",
  },
  "blueprint.unknown": { says: () => "没有这个组卷方案", cure: () => "从列表中重新选择。" },
  "blueprint.withdrawn": { says: () => "组卷方案已经停用", cure: () => "改选在用的方案。" },
  "blueprint.changed-meanwhile": {
    says: (f: Facts) => `您打开表单之后，有人保存了第 ${f.number} 版`,
    cure: () => "核对那一版的修改，再保存。",
  },
  "blueprint.number-wrong": { says: (f: Facts) => `请填写 1 到 ${f.most} 的整数` },
  "blueprint.type-missing": { says: () => "请选择题型" },
  "blueprint.choice-unknown": { says: () => "请从列表中选择" },
  "blueprint.parts-unused": { says: () => "只有案例题填写小题数" },
  "blueprint.rows-many": { says: (f: Facts) => `最多 ${f.most} 行` },
  "blueprint.questions-many": { says: (f: Facts) => `共 ${f.questions} 题，一份试卷最多 ${f.most} 题` },
  "blueprint.line-wrong": {
    says: (f: Facts) => `第 ${f.line} 行看不懂`,
    cure: () => "写题号，或 题库代码/题号。",
  },
  "blueprint.set-single": { says: (f: Facts) => `第 ${f.line} 行只有一道题`, cure: () => "一组至少两道题。" },
  "blueprint.code-unknown": {
    says: (f: Facts) => `第 ${f.line} 行的 ${f.code} 不在题库中`,
    cure: () => "改正题号，或删去。",
  },
  "blueprint.code-ambiguous": {
    says: (f: Facts) => `第 ${f.line} 行的 ${f.code} 在几个题库中都有（${f.banks}）`,
    cure: () => "写成 题库代码/题号。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "blueprint.cell-short": {
    says: (f) =>
      `Row ${f.cell} asks for ${f.wanted} (${typeIn("en", f.type)}${f.law ? `, ${f.law}` : ""}); ${f.found} can be drawn, ${f.missing} short: ${whereEn(f)}`,
    cure: cureEn,
  },
  "blueprint.fixed-missing": {
    says: (f) => `The fixed question ${f.code} is not in the bank ${f.bank}`,
    cure: () => "Choose a question that is in the bank.",
  },
  "blueprint.fixed-barred": {
    says: (f) =>
      `The fixed question ${f.code} cites an article that was amended, and is barred until it is read again`,
    cure: () => "Read it again, or choose another question.",
  },
  "blueprint.fixed-twice": {
    says: (f) => `The fixed question ${f.code} is named twice`,
    cure: () => "Take one away.",
  },
  "blueprint.fixed-enemies": {
    says: (f) =>
      `The fixed question ${f.code} must not stand on one paper with the fixed question ${f.other ?? ""}`,
    cure: () => "Keep one of the two.",
  },
  "blueprint.fixed-parts": {
    says: (f) =>
      `The fixed case ${f.code} had ${f.wanted} parts and now has ${f.found}: the full mark would change`,
    cure: () => "Open the blueprint, check the full mark and save a new version.",
  },
  "blueprint.empty": {
    says: () => "The blueprint asks for nothing",
    cure: () => "Fill in a row at least, or a fixed question.",
  },
  "blueprint.set-unknown": {
    says: (f) => `${f.code} of enemy set ${f.set} is not in the bank ${f.bank}`,
    cure: () => "Correct the code, or take it away.",
  },
  "blueprint.set-repeats": {
    says: (f) => `Enemy set ${f.set} names ${f.code} twice`,
    cure: () => "Take one away.",
  },
  "blueprint.code-malformed": {
    says: () => "The code will not do",
    cure: () =>
      "Begin with a lower-case letter and use lower-case letters, digits and hyphens only, 2 to 40 characters; not new.",
  },
  "blueprint.code-taken": {
    says: (f) => `There is a blueprint with the code ${f.code} already`,
    cure: () => "Choose another code, or change that blueprint.",
  },
  "blueprint.title-missing": { says: () => "Enter a title of at most 60 characters" },
  "blueprint.title-changed-meanwhile": {
    says: (f) => `The title was changed to “${f.title}” after you opened the form`,
    cure: () => "Compare, then save again.",
  },
  "blueprint.unknown": { says: () => "There is no such blueprint", cure: () => "Choose one from the list." },
  "blueprint.withdrawn": {
    says: () => "The blueprint has been withdrawn",
    cure: () => "Choose one that is offered.",
  },
  "blueprint.changed-meanwhile": {
    says: (f) => `Somebody saved version ${f.number} after you opened the form`,
    cure: () => "See what they changed, then save again.",
  },
  "blueprint.number-wrong": { says: (f) => `Enter a whole number from 1 to ${f.most}` },
  "blueprint.type-missing": { says: () => "Choose a type" },
  "blueprint.choice-unknown": { says: () => "Choose from the list" },
  "blueprint.parts-unused": { says: () => "Only cases have parts" },
  "blueprint.rows-many": { says: (f) => `At most ${f.most} rows` },
  "blueprint.questions-many": {
    says: (f) => `That makes ${f.questions} questions; a paper has ${f.most} at most`,
  },
  "blueprint.line-wrong": {
    says: (f) => `Line ${f.line} cannot be read`,
    cure: () => "Write a code, or bank/code.",
  },
  "blueprint.set-single": {
    says: (f) => `Line ${f.line} names one question only`,
    cure: () => "A set has two at least.",
  },
  "blueprint.code-unknown": {
    says: (f) => `${f.code} in line ${f.line} is in no bank`,
    cure: () => "Correct the code, or take it away.",
  },
  "blueprint.code-ambiguous": {
    says: (f) => `${f.code} in line ${f.line} is in several banks (${f.banks})`,
    cure: () => "Write bank/code.",
  },
};

export const blueprintsRefusals = { "zh-CN": zh, en };
