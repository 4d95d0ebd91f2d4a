import type { BlueprintDifference } from "~/questions/blueprint-difference";
import { questionsText } from "./questions";
import { type Catalogue, type Locale, textFor } from "./text";

/** Blueprints 组卷方案: made, tried, compared; what a paper of one looks like. */
const zh = {
  title: "组卷方案",
  lede: "试卷抽哪些法律、哪些题型、各多少题、每题几分。考试按方案为每人抽题。",
  add: "新建方案",
  blueprint: "方案",
  name: "名称",
  nameEn: "英文名称",
  nameEnHint: "不填即用中文名称。",
  code: "代码",
  codeHint: "小写字母、数字和连字符，例如 monthly-penalty。以后不能更改。",
  version: "版本",
  versionOf: (n: number) => `第 ${n} 版`,
  fullMark: "满分",
  marks: (n: number) => `${n} 分`,
  questions: "题数",
  questionsOf: (n: number) => `${n} 题`,
  today: "今天能否抽满",
  canFill: "能抽满",
  cannotFill: (rows: number) => `${rows} 行抽不满`,
  refusedToday: "不能出卷",
  withdrawn: "已停用",
  offered: "在用",
  states: { offered: "在用", withdrawn: "已停用", all: "全部" },
  state: "状态",
  query: "查询",
  keyword: "名称或代码",
  found: (n: number) => `共 ${n} 个方案`,
  emptyTitle: "没有组卷方案",
  empty: "新建方案，或清除查询条件。",
  details: "方案内容",
  rows: "抽题要求",
  row: (n: number) => `第 ${n} 行`,
  bank: "题库",
  anyBank: "全部题库",
  law: "法律",
  anyLaw: "不限法律",
  type: "题型",
  chooseType: "请选择",
  difficulty: "难度",
  anyDifficulty: "不限",
  difficultyOf: (n: number) => `难度 ${n}`,
  count: "题数",
  marksEach: "每题分值",
  ownMarks: "分值",
  parts: "小题数",
  partsOf: (n: number) => `每案例 ${n} 小题`,
  marksByType: "各题型每题分值",
  marksByTypeHint: "案例题按小题计分。某一行分值不同的，在该行另填。",
  rowHint: "小题数只有案例题填写。整行留空即不计。",
  addRow: "增加一行",
  removeRow: (n: number) => `删除第 ${n} 行`,
  remove: "删除",
  fixed: "必考题",
  fixedHint:
    "每份试卷都有。一行一题，写题号；分值不同于题型分值的，空一格写分值。两个题库题号相同时写成 题库代码/题号。",
  noFixed: "没有必考题",
  sets: "互斥题组",
  setsHint: "同一组的试题，一份试卷最多出现一道。一行一组，题号之间空一格。",
  noSets: "没有互斥题组。试题自身注明的互斥关系照常有效。",
  setOf: (n: number) => `第 ${n} 组`,
  cap: "曝光上限",
  capHint: "近期出现在这么多份试卷上的试题不再抽。必考题不受限制。不填即不限。",
  capOf: (n: number) => `出现 ${n} 次以上不抽`,
  noCap: "不限",
  days: "近期天数",
  daysHint: "开考前多少天之内的试卷计入曝光。",
  daysOf: (n: number) => `开考前 ${n} 天内的试卷`,
  check: "试抽",
  checkHint: "不保存，只看能不能抽满、满分多少。",
  save: "保存为新版本",
  create: "建立方案",
  editTitle: "修改方案",
  editLede: "保存后成为新版本。已经安排的考试仍用原来的版本。",
  newLede: "填写抽题要求，先试抽，再保存。",
  trial: "试抽结果",
  trialOk: "按今天的题库可以抽满。",
  trialShort: "按今天的题库抽不满。",
  trialShortHint: "可以保存，补足题库以后再用；抽不满的方案不能安排考试。",
  trialOn: (on: string) => `按 ${on} 的题库、法律修改和曝光情况。`,
  byType: "按题型",
  byLaw: "按法律",
  share: "题数和分值",
  anyLawShare: "不限法律",
  supply: "可抽题源",
  supplyOf: (free: number) => `可抽 ${free} 题`,
  supplyParts: (exist: number, barred: number, overexposed: number) =>
    [
      `题库共 ${exist} 题`,
      barred > 0 ? `法条修改停用 ${barred} 题` : "",
      overexposed > 0 ? `达到曝光上限 ${overexposed} 题` : "",
    ]
      .filter(Boolean)
      .join("，"),
  filled: "能抽满",
  short: (missing: number) => `差 ${missing} 题`,
  problems: "抽不满的原因",
  refused: "不能保存",
  refusedHint: "改正后再保存。填写的内容都保留着。",
  meanwhile: (n: number) => `您打开表单之后，有人保存了第 ${n} 版`,
  meanwhileHint: "那一版的修改如下。您填写的内容还在表单里；再次保存，即以您填写的内容成为更新的一版。",
  history: "版本历史",
  by: "保存人",
  shipped: "随程序提供",
  when: "时间",
  changes: "与上一版的不同",
  first: "首版",
  noChange: "内容相同",
  exams: "使用该方案的考试",
  examsOf: (n: number) => `${n} 场`,
  retitle: "改名",
  withdraw: "停用",
  withdrawTitle: "停用方案",
  withdrawLede:
    "停用后新建考试不能再选用。已经安排的考试照常按原来的版本抽题。停用后不能恢复；需要时另建方案。",
  edit: "修改",
  sample: "样卷",
  sampleTitle: "样卷",
  sampleLede: "按抽题种子抽出的一份试卷，显示与考场相同。样卷不计入曝光。",
  seed: "抽题种子",
  seedHint: "题库、法律修改和曝光情况不变时，同一种子抽出同一份试卷。",
  seedDraw: "按种子抽题",
  another: "换一份",
  sampleRefused: "抽不出样卷",
  codes: "题号清单",
  codesHint: "仅供出题人员核对。考场上不显示。",
  slot: "题位",
  question: (n: number) => `第 ${n} 题`,
  bankVersions: (list: string) => `抽自 ${list}`,
  bankVersion: (code: string, n: number) => `${code} 第 ${n} 版`,
  onDay: (on: string) => `抽题日期 ${on}`,
  fixedTag: "必考",
  done: {
    created: "方案已建立，新建考试时可以选用。",
    saved: "新版本已保存。",
    retitled: "名称已更改。",
    withdrawn: "方案已停用。",
  } as Record<string, string>,
  difference: {
    "cell-added": (where: string, count: number, marks: string) =>
      `增加 ${where}：${count} 题，每题 ${marks} 分`,
    "cell-removed": (where: string, count: number) => `删去 ${where}（${count} 题）`,
    "cell-count": (where: string, before: number, after: number) =>
      `${where}：题数由 ${before} 改为 ${after}`,
    "cell-marks": (where: string, before: number, after: number) =>
      `${where}：每题由 ${before} 分改为 ${after} 分`,
    "cell-parts": (where: string, before: number, after: number) =>
      `${where}：每案例由 ${before} 小题改为 ${after} 小题`,
    "fixed-added": (name: string, marks: number) => `增加必考题 ${name}（${marks} 分）`,
    "fixed-removed": (name: string) => `删去必考题 ${name}`,
    "fixed-marks": (name: string, before: number, after: number) =>
      `必考题 ${name}：由 ${before} 分改为 ${after} 分`,
    "set-added": (names: string) => `增加互斥题组 ${names}`,
    "set-removed": (names: string) => `删去互斥题组 ${names}`,
    cap: (before: string, after: string) => `曝光上限由 ${before} 改为 ${after}`,
    days: (before: number, after: number) => `近期天数由 ${before} 天改为 ${after} 天`,
  },
  redraws: "抽题核对",
  redrawsLede:
    "用试卷上留存的方案版本、题库版本、停用试题、曝光情况和种子重新抽题，与当时发出的试卷逐字比较。题库后来怎样改动，都不影响核对。",
  redrawsLink: "抽题核对",
  redrawSame: "一致",
  redrawDiffers: "不一致",
  redrawParts: {
    paper: "留存的试卷被改动",
    ledger: "与作答记录开头的校验值不符",
    draw: "重新抽题的结果不同",
  },
  redrawsNone: "还没有试卷",
  redrawsNoneHint: "考生开始作答后，这里可以核对。",
  redrawsFound: (n: number) => `共 ${n} 份试卷`,
  attempt: "第几次",
  attemptOf: (n: number) => `第 ${n} 次`,
};

const en: typeof zh = {
  title: "Blueprints",
  lede: "Which laws and types a paper draws, how many of each and for how many marks. An exam draws a paper for each candidate.",
  add: "New blueprint",
  blueprint: "Blueprint",
  name: "Title",
  nameEn: "English title",
  nameEnHint: "Left empty, the Chinese title is used.",
  code: "Code",
  codeHint: "Lower-case letters, digits and hyphens, such as monthly-penalty. It cannot be changed later.",
  version: "Version",
  versionOf: (n) => `Version ${n}`,
  fullMark: "Full mark",
  marks: (n) => `${n} ${n === 1 ? "mark" : "marks"}`,
  questions: "Questions",
  questionsOf: (n) => `${n} ${n === 1 ? "question" : "questions"}`,
  today: "Filled today?",
  canFill: "Can be filled",
  cannotFill: (rows) => `${rows} ${rows === 1 ? "row is" : "rows are"} short`,
  refusedToday: "No paper today",
  withdrawn: "Withdrawn",
  offered: "Offered",
  states: { offered: "Offered", withdrawn: "Withdrawn", all: "All" },
  state: "State",
  query: "Search",
  keyword: "Title or code",
  found: (n) => `${n} ${n === 1 ? "blueprint" : "blueprints"}`,
  emptyTitle: "There is no blueprint",
  empty: "Make a new one, or clear the filters.",
  details: "What it asks for",
  rows: "What is drawn",
  row: (n) => `Row ${n}`,
  bank: "Bank",
  anyBank: "All banks",
  law: "Law",
  anyLaw: "Any law",
  type: "Type",
  chooseType: "Please choose",
  difficulty: "Difficulty",
  anyDifficulty: "Any",
  difficultyOf: (n) => `Difficulty ${n}`,
  count: "Questions",
  marksEach: "Marks each",
  ownMarks: "Marks",
  parts: "Parts",
  partsOf: (n) => `${n} ${n === 1 ? "part" : "parts"} a case`,
  marksByType: "Marks for each question, by type",
  marksByTypeHint: "A case is marked by its parts. A row with other marks says so itself.",
  rowHint: "Only cases have parts. A row left empty says nothing.",
  addRow: "Add a row",
  removeRow: (n) => `Remove row ${n}`,
  remove: "Remove",
  fixed: "Fixed questions",
  fixedHint:
    "On every paper. One a line, by code; after a blank its marks, where they are not those of its type. Where two banks have the same code write bank/code.",
  noFixed: "No fixed questions",
  sets: "Enemy sets",
  setsHint: "Of each set at most one question stands on a paper. One set a line, codes parted by blanks.",
  noSets: "No enemy sets. Enemies that questions name themselves hold all the same.",
  setOf: (n) => `Set ${n}`,
  cap: "Exposure cap",
  capHint:
    "A question that stood on this many recent papers is not drawn. Fixed questions are. Left empty: no cap.",
  capOf: (n) => `not drawn after ${n} ${n === 1 ? "paper" : "papers"}`,
  noCap: "No cap",
  days: "Days that count as recent",
  daysHint: "Papers begun within so many days before the exam opens count.",
  daysOf: (n) => `papers of ${n} days before the exam opens`,
  check: "Try it",
  checkHint: "Nothing is saved: see whether it can be filled, and the full mark.",
  save: "Save as a new version",
  create: "Make the blueprint",
  editTitle: "Change the blueprint",
  editLede: "Saved as a new version. Exams already planned keep theirs.",
  newLede: "Say what to draw, try it, then save.",
  trial: "Trial",
  trialOk: "The banks of today can fill it.",
  trialShort: "The banks of today cannot fill it.",
  trialShortHint:
    "It can be saved and used once the banks have grown; no exam can be planned with it before.",
  trialOn: (on) => `By the banks, amended laws and exposure of ${on}.`,
  byType: "By type",
  byLaw: "By law",
  share: "Questions and marks",
  anyLawShare: "Any law",
  supply: "To draw from",
  supplyOf: (free) => `${free} to draw from`,
  supplyParts: (exist, barred, overexposed) =>
    [
      `${exist} in the banks`,
      barred > 0 ? `${barred} barred by an amended law` : "",
      overexposed > 0 ? `${overexposed} seen too often` : "",
    ]
      .filter(Boolean)
      .join(", "),
  filled: "Filled",
  short: (missing) => `${missing} short`,
  problems: "Why it cannot be filled",
  refused: "It cannot be saved",
  refusedHint: "Correct it and save again. Everything you typed is kept.",
  meanwhile: (n) => `Somebody saved version ${n} after you opened the form`,
  meanwhileHint:
    "It changed the following. What you typed is still in the form; saved again, it becomes a version after theirs.",
  history: "Versions",
  by: "Saved by",
  shipped: "With the program",
  when: "When",
  changes: "What changed",
  first: "First version",
  noChange: "The same",
  exams: "Exams that use it",
  examsOf: (n) => `${n} ${n === 1 ? "exam" : "exams"}`,
  retitle: "Change the title",
  withdraw: "Withdraw",
  withdrawTitle: "Withdraw the blueprint",
  withdrawLede:
    "New exams can no longer choose it. Exams already planned draw from their version as before. This cannot be undone; make another blueprint if need be.",
  edit: "Change",
  sample: "Sample paper",
  sampleTitle: "Sample paper",
  sampleLede: "A paper drawn by a seed, as candidates see it. It does not count as exposure.",
  seed: "Seed",
  seedHint: "While banks, amended laws and exposure stay, the same seed draws the same paper.",
  seedDraw: "Draw by this seed",
  another: "Another one",
  sampleRefused: "No sample can be drawn",
  codes: "Codes",
  codesHint: "For those who make papers. Candidates do not see them.",
  slot: "Place",
  question: (n) => `Question ${n}`,
  bankVersions: (list) => `Drawn from ${list}`,
  bankVersion: (code, n) => `${code} version ${n}`,
  onDay: (on) => `As of ${on}`,
  fixedTag: "Fixed",
  done: {
    created: "The blueprint is made and can be chosen for a new exam.",
    saved: "The new version is saved.",
    retitled: "The title is changed.",
    withdrawn: "The blueprint is withdrawn.",
  },
  difference: {
    "cell-added": (where, count, marks) => `Added ${where}: ${count}, ${marks} marks each`,
    "cell-removed": (where, count) => `Removed ${where} (${count})`,
    "cell-count": (where, before, after) => `${where}: ${after} questions instead of ${before}`,
    "cell-marks": (where, before, after) => `${where}: ${after} marks each instead of ${before}`,
    "cell-parts": (where, before, after) => `${where}: ${after} parts a case instead of ${before}`,
    "fixed-added": (name, marks) => `Added the fixed question ${name} (${marks} marks)`,
    "fixed-removed": (name) => `Removed the fixed question ${name}`,
    "fixed-marks": (name, before, after) => `Fixed question ${name}: ${after} marks instead of ${before}`,
    "set-added": (names) => `Added the enemy set ${names}`,
    "set-removed": (names) => `Removed the enemy set ${names}`,
    cap: (before, after) => `Exposure cap: ${after} instead of ${before}`,
    days: (before, after) => `Recent: ${after} days instead of ${before}`,
  },
  redraws: "Papers drawn again",
  redrawsLede:
    "Each paper is drawn again from the blueprint version, bank versions, barred questions, exposure and seed stored with it, and compared with what was handed out. Later changes of the banks make no difference.",
  redrawsLink: "Draw papers again",
  redrawSame: "The same",
  redrawDiffers: "Not the same",
  redrawParts: {
    paper: "the stored paper was altered",
    ledger: "it is not what the ledger of the attempt begins with",
    draw: "the draw gives another paper",
  },
  redrawsNone: "There is no paper yet",
  redrawsNoneHint: "Papers appear here once candidates begin.",
  redrawsFound: (n) => `${n} ${n === 1 ? "paper" : "papers"}`,
  attempt: "Attempt",
  attemptOf: (n) => `Attempt ${n}`,
};

export const blueprintsText: Catalogue<typeof zh> = { "zh-CN": zh, en };

type Where = { bank: string | null; law: string | null; type: string; difficulty: number | null };

/** A row in one phrase: 行政处罚法 单项选择题（难度 3，general-law） */
export function rowIn(locale: Locale, { bank, law, type, difficulty }: Where): string {
  const t = textFor(blueprintsText, locale);
  const types: Record<string, string> = textFor(questionsText, locale).types;
  const more = [difficulty === null ? "" : t.difficultyOf(difficulty), bank ?? ""].filter(Boolean);
  const words = `${law ?? t.anyLaw} ${types[type] ?? type}`;
  if (more.length === 0) return words;
  return locale === "zh-CN" ? `${words}（${more.join("，")}）` : `${words} (${more.join(", ")})`;
}

export function differenceIn(locale: Locale, one: BlueprintDifference): string {
  const { difference: t, noCap } = textFor(blueprintsText, locale);
  switch (one.what) {
    case "cell-added":
      return t["cell-added"](rowIn(locale, one.cell), one.cell.count, String(one.cell.marksEach));
    case "cell-removed":
      return t["cell-removed"](rowIn(locale, one.cell), one.cell.count);
    case "cell-count":
    case "cell-marks":
    case "cell-parts":
      return t[one.what](rowIn(locale, one.cell), one.before, one.after);
    case "fixed-added":
      return t["fixed-added"](one.name, one.marks);
    case "fixed-removed":
      return t["fixed-removed"](one.name);
    case "fixed-marks":
      return t["fixed-marks"](one.name, one.before, one.after);
    case "set-added":
    case "set-removed":
      return t[one.what](one.names.join(" "));
    case "cap":
      return t.cap(String(one.before ?? noCap), String(one.after ?? noCap));
    case "days":
      return t.days(one.before, one.after);
  }
}
