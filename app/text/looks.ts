import type { Catalogue } from "./text";

/** Why a personnel file is opened, and who opened it. */
const zh = {
  title: "查阅档案的事由",
  lede: (name: string) => `${name}的档案涉及个人信息。说明事由后即可查阅，本次登录当天内不再询问。`,
  reason: "事由",
  reasons: {
    casework: "办理业务",
    audit: "审计检查",
    correction: "核对更正",
    upkeep: "本单位档案维护",
  },
  hints: {
    casework: "领证、换发、任职、考试、清理等事项",
    audit: "监督检查、投诉举报核查、审计",
    correction: "核对或更正登记内容",
    upkeep: "日常维护本单位人员档案",
  },
  note: "说明",
  noteHint: "如文书号、申领编号。本人看得到事由，看不到说明。",
  told: "每次查阅都有记录，本人可以在“我的档案”中看到谁在什么时候、因何查阅。",
  submit: "查阅档案",
  back: "返回人员名册",
  problem: { reason: "请选择事由", note: "说明不超过 200 个字" },
  mine: {
    title: "谁看过我的档案",
    lede: "近一年的查阅记录。您本人查看不计。",
    meta: (n: number) => `近一年 ${n} 次`,
    none: "近一年没有人查阅。",
    who: "查阅人",
    when: "时间",
    why: "事由",
    what: "看了什么",
    file: "档案",
    printed: "打印档案",
    number: "身份证件全号",
    unsaid: "未记录事由",
    most: (n: number) => `显示最近 ${n} 次。`,
  },
};

const en: typeof zh = {
  title: "Why do you open this file?",
  lede: (name) =>
    `The file of ${name} holds personal information. Give a reason to open it; you are not asked again today in this session.`,
  reason: "Reason",
  reasons: {
    casework: "Casework",
    audit: "Audit",
    correction: "Correction",
    upkeep: "Upkeep of own unit's files",
  },
  hints: {
    casework: "An application, renewal, post, exam or clearance",
    audit: "Supervision, a complaint, an audit",
    correction: "Checking or correcting what is recorded",
    upkeep: "Everyday upkeep of the files of one's own unit",
  },
  note: "Note",
  noteHint: "Such as a document or application number. The person sees the reason, not the note.",
  told: "Every look is recorded. The person can see under My file who looked, when and why.",
  submit: "Open the file",
  back: "Back to people",
  problem: { reason: "Choose a reason", note: "The note must have at most 200 characters" },
  mine: {
    title: "Who looked at my file",
    lede: "Looks within the last year. Your own do not count.",
    meta: (n) => `${n} within a year`,
    none: "Nobody looked within the last year.",
    who: "Who",
    when: "When",
    why: "Why",
    what: "What",
    file: "File",
    printed: "File, on paper",
    number: "Whole identity number",
    unsaid: "No reason recorded",
    most: (n) => `The latest ${n} are shown.`,
  },
};

export const looksText: Catalogue<typeof zh> = { "zh-CN": zh, en };
