import type { Catalogue } from "./text";

/** 岗位职数: numbers of a unit's posts by kind. */
const zh = {
  title: "岗位职数",
  set: "核定职数",
  lede: "各类岗位核定的人数，与实际任职对照。超出核定人数只提示，不影响任职和执法。",
  setLede: "从这一天起按新的人数；这一天以后已经核定的人数不再有效。不再核定的，人数留空。",
  family: "岗位类别",
  number: "核定人数",
  numberHint: "留空为不再核定",
  fromOn: "开始日期",
  allowed: "核定",
  inPost: "在岗",
  free: "空缺",
  notSet: "未核定",
  over: (n: number) => `超出 ${n} 人`,
  none: "还没有核定职数，也没有人任职。",
  choose: "请选择",
  done: "职数已核定。",
};

const en: typeof zh = {
  title: "Numbers of posts",
  set: "Set a number",
  lede: "How many are allowed on posts of each kind, beside how many are in post. Too many is a warning only: it bars nobody.",
  setLede:
    "From this day the new number counts, and numbers set for later days no longer do. Leave the number empty where none is set any more.",
  family: "Kind of post",
  number: "Allowed",
  numberHint: "Empty: none is set any more",
  fromOn: "From",
  allowed: "Allowed",
  inPost: "In post",
  free: "Free",
  notSet: "Not set",
  over: (n) => `${n} too many`,
  none: "No number is set and nobody is in post.",
  choose: "Please choose",
  done: "The number is set.",
};

export const postEstablishmentsText: Catalogue<typeof zh> = { "zh-CN": zh, en };
