import type { Catalogue } from "./text";

/** 领导岗任用: proposing somebody for a leading post, and the second person's decision. */
const zh = {
  title: "领导岗任用",
  lede: "组织人事部门提出任用，全部规则当场判定：任前考试、初任培训等不符合的，一次列出全部理由和依据。另一人批准后登记任职。",
  propose: "提出任用",
  table: "领导岗任用列表",
  columns: {
    person: "人选",
    post: "岗位",
    from: "任职日期",
    document: "任免文号",
    state: "状态",
    acts: "操作",
  },
  states: { waiting: "待批准", approved: "已批准", refused: "未批准" },
  approve: "批准",
  refuse: "不予批准",
  waits: "等待另一人批准",
  total: (n: number) => `共 ${n} 项`,
  emptyTitle: "还没有任用",
  empty: "组织人事部门提出任用后，列在这里。",
  done: {
    proposed: "已提出，等待另一人批准。",
    approved: "已批准，任职已登记。",
    refused: "未予批准，理由已登记。",
  },
  form: {
    title: "提出领导岗任用",
    lede: "先按姓名查找人选，再选择岗位。提出时按任职日期判定全部规则。",
    fromOn: "任职日期",
    dateHint: "今天或以后，格式 2026-11-20。",
    documentNumber: "任免文号",
  },
  deciding: {
    lede: (name: string, post: string, from: string, document: string) =>
      `${name}，${post}，${from}起，${document}。批准时再次判定全部规则。`,
    approveTitle: "批准领导岗任用",
    refuseTitle: "不予批准领导岗任用",
  },
};

const en: typeof zh = {
  title: "Appointments to leading posts",
  lede: "The organisation department proposes an appointment and every rule answers at once: without the exam before the post, or the initial training, all reasons are told with their source. Another person approves it, and the assignment is recorded.",
  propose: "Propose an appointment",
  table: "Appointments to leading posts",
  columns: {
    person: "Person",
    post: "Post",
    from: "From",
    document: "Document",
    state: "State",
    acts: "Actions",
  },
  states: { waiting: "Waiting", approved: "Approved", refused: "Not approved" },
  approve: "Approve",
  refuse: "Do not approve",
  waits: "Waiting for another person",
  total: (n) => (n === 1 ? "1 appointment" : `${n} appointments`),
  emptyTitle: "No appointments yet",
  empty: "What the organisation department proposes is listed here.",
  done: {
    proposed: "Proposed. Another person has to approve it.",
    approved: "Approved; the assignment is recorded.",
    refused: "Not approved; the reason is recorded.",
  },
  form: {
    title: "Propose an appointment to a leading post",
    lede: "Find the person by name, then choose the post. Every rule is asked as of the first day.",
    fromOn: "First day",
    dateHint: "Today or later, like 2026-11-20.",
    documentNumber: "Number of the document",
  },
  deciding: {
    lede: (name, post, from, document) =>
      `${name}, ${post}, from ${from}, ${document}. Every rule is asked again.`,
    approveTitle: "Approve an appointment to a leading post",
    refuseTitle: "Do not approve an appointment to a leading post",
  },
};

export const appointingText: Catalogue<typeof zh> = { "zh-CN": zh, en };
