import type { Catalogue } from "./text";

const zh = {
  banks: "题库",
  banksLede: "题库随系统发布，每题注明法律条文。内容变动后形成新版本，旧版本不改。",
  noBanks: "还没有题库",
  noBanksHint: "题库在系统启动时从随附的题库文件载入。",
  bank: "题库",
  kind: "类别",
  kinds: { general: "通用法律知识", "leading-cadre": "领导干部", special: "专门法律知识" } as Record<
    string,
    string
  >,
  types: {
    "single-choice": "单项选择题",
    "multiple-choice": "多项选择题",
    "true-false": "判断题",
    "case-group": "案例题",
  },
  total: "试题",
  laws: "涉及法律",
  version: "版本",
  versionOf: (number: number, loaded: string) => `第 ${number} 版，${loaded}载入`,
  type: "题型",
  law: "法律",
  difficulty: "难度",
  difficultyOf: (level: number) => `难度 ${level}`,
  keyword: "题干或题号",
  allTypes: "全部题型",
  allLaws: "全部法律",
  allDifficulties: "全部难度",
  filter: "查询",
  found: (shown: number, total: number) =>
    shown === total ? `共 ${total} 题` : `符合条件 ${shown} 题，共 ${total} 题`,
  noneFound: "没有符合条件的试题",
  clear: "清除条件",
  topic: "考点",
  key: "答案",
  explanation: "解析",
  questionVersion: (number: number) => `第 ${number} 版`,
  truth: { T: "正确", F: "错误" },
  draftStates: { open: "起草中", submitted: "待审", published: "已发布", discarded: "已放弃" },
  cited: (law: string, article: number, paragraph?: number, item?: number) =>
    `《${law}》第${article}条${paragraph ? `第${paragraph}款` : ""}${item ? `第${item}项` : ""}`,
};

const en: typeof zh = {
  banks: "Question banks",
  banksLede:
    "Banks come with the system; every question cites the article it rests on. Changed content becomes a new version, old versions stay.",
  noBanks: "There is no question bank yet",
  noBanksHint: "Banks are loaded from the files that come with the system when it starts.",
  bank: "Bank",
  kind: "Kind",
  kinds: { general: "General law", "leading-cadre": "Leading cadres", special: "Special law of a field" },
  types: {
    "single-choice": "Single choice",
    "multiple-choice": "Multiple choice",
    "true-false": "True or false",
    "case-group": "Case",
  },
  total: "Questions",
  laws: "Laws",
  version: "Version",
  versionOf: (number, loaded) => `Version ${number}, loaded ${loaded}`,
  type: "Type",
  law: "Law",
  difficulty: "Difficulty",
  difficultyOf: (level) => `Difficulty ${level}`,
  keyword: "Words of the question, or its code",
  allTypes: "All types",
  allLaws: "All laws",
  allDifficulties: "All difficulties",
  filter: "Search",
  found: (shown, total) => (shown === total ? `${total} questions` : `${shown} of ${total} questions`),
  noneFound: "No question matches",
  clear: "Clear the filters",
  topic: "Topic",
  key: "Key",
  explanation: "Explanation",
  questionVersion: (number) => `version ${number}`,
  truth: { T: "True", F: "False" },
  draftStates: {
    open: "being drafted",
    submitted: "under review",
    published: "published",
    discarded: "discarded",
  },
  cited: (law, article, paragraph, item) =>
    `《${law}》 article ${article}${paragraph ? `, paragraph ${paragraph}` : ""}${item ? `, item ${item}` : ""}`,
};

export const questionsText: Catalogue<typeof zh> = { "zh-CN": zh, en };
