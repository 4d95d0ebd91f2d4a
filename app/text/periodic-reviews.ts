import type { ReviewDecision, ReviewGround, ReviewResult } from "~/certification/periodic-review";
import type { Catalogue } from "./text";

/** 年审: lists, bulk acts, the panel of a certificate. */
const zh = {
  title: "年审",
  lede: (kind: string) =>
    `单位逐人提出审验意见，审验机关决定；同一人不能既提出又决定。本地规则：${kind}。年审不合格或者逾期不会自动暂扣证件。`,
  kinds: { none: "没有年审", annual: "每年审验", "every-3-years": "每三年审验", registration: "年度注册" },
  inactive: (years: number) => `连续 ${years} 年没有执法办案的，单位应当说明。`,
  none: "本地规则没有年审",
  noneHint: "规则包规定年审后，这里列出须审验的证件。",
  results: {
    pass: "合格",
    fail: "不合格",
    exempt: "免审",
    deferred: "暂缓（有申请正在办理）",
  } satisfies Record<ReviewResult, string>,
  grounds: {
    "study-not-met": "培训学时未达标",
    "exam-not-passed": "考试不合格",
    "case-files-failed": "案卷评查不合格",
    misconduct: "违法违纪执法",
    "not-enforcing": "不再从事执法工作",
    "new-holder": "新近领证",
    "on-leave": "长期离岗",
    retiring: "即将退休",
  } satisfies Record<ReviewGround, string>,
  decisions: { approved: "同意", refused: "不同意", withdrawn: "单位撤回" } satisfies Record<
    ReviewDecision,
    string
  >,
  waiting: "待决定",
  pending: "有申请正在办理",
  columns: {
    holder: "姓名",
    number: "证件编号",
    toOn: "审验截止",
    state: "审验情况",
    last: "最近一次",
  },
  table: "须审验的证件",
  filters: { year: "年度", unit: "单位", state: "审验情况", any: "全部", apply: "查询", q: "姓名或证件编号" },
  total: (n: number) => `${n} 本证件`,
  emptyTitle: "没有须审验的证件",
  empty: "换一个年度或者单位再查。",
  choose: (name: string) => `选择${name}`,
  whole: (n: number) => `办理按条件查到的全部 ${n} 人，不论是否选中`,
  propose: {
    title: "提出审验意见",
    result: "意见",
    ground: "事由",
    groundHint: "不合格和免审须选择事由。",
    noGround: "不需要",
    submit: "提交选中人员",
  },
  decide: {
    title: "决定",
    decision: "决定",
    opinion: "意见",
    opinionHint: "不同意的必须说明理由。",
    submit: "决定选中人员",
  },
  answered: {
    title: "年审办理结果",
    done: (n: number) => `${n} 人已办理`,
    refused: (n: number) => `${n} 人没有办理`,
    nobody: "没有选择人员",
    back: "返回年审",
    names: "没有办理的人员",
  },
  panel: {
    title: "年审",
    none: "还没有审验记录。",
    year: (year: number) => `${year} 年`,
  },
  publicNote: (year: number, failed: boolean) =>
    `${year} 年度审验${failed ? "不合格" : "逾期"}，不得据此执法。`,
};

const en: typeof zh = {
  title: "Review",
  lede: (kind) =>
    `The unit proposes for each holder, the authority decides; nobody does both. Here: ${kind}. A review failed or overdue never suspends a certificate by itself.`,
  kinds: {
    none: "no review",
    annual: "reviewed every year",
    "every-3-years": "reviewed every three years",
    registration: "registered every year",
  },
  inactive: (years) => `Of who has done no case for ${years} years the unit says why.`,
  none: "There is no review here",
  noneHint: "Where the rule pack has one, the certificates to review are listed here.",
  results: {
    pass: "Pass",
    fail: "Fail",
    exempt: "Exempt",
    deferred: "Deferred (an application is under way)",
  },
  grounds: {
    "study-not-met": "Study quota not met",
    "exam-not-passed": "Exam not passed",
    "case-files-failed": "Case files did not stand",
    misconduct: "Misconduct in enforcing",
    "not-enforcing": "No longer enforces",
    "new-holder": "Issued of late",
    "on-leave": "On long leave",
    retiring: "About to retire",
  },
  decisions: { approved: "Agreed", refused: "Not agreed", withdrawn: "Taken back by the unit" },
  waiting: "Waits for a decision",
  pending: "An application is under way",
  columns: {
    holder: "Name",
    number: "Number",
    toOn: "Review ends",
    state: "Review",
    last: "Last proposal",
  },
  table: "Certificates to review",
  filters: { year: "Year", unit: "Unit", state: "Review", any: "All", apply: "Show", q: "Name or number" },
  total: (n) => (n === 1 ? "1 certificate" : `${n} certificates`),
  emptyTitle: "Nothing to review",
  empty: "Choose another year or unit.",
  choose: (name) => `Choose ${name}`,
  whole: (n) => `All ${n} that the filters find, chosen or not`,
  propose: {
    title: "Propose",
    result: "Proposal",
    ground: "Ground",
    groundHint: "A fail and an exemption need one.",
    noGround: "None needed",
    submit: "Propose for those chosen",
  },
  decide: {
    title: "Decide",
    decision: "Decision",
    opinion: "Opinion",
    opinionHint: "Not agreeing needs a reason.",
    submit: "Decide on those chosen",
  },
  answered: {
    title: "What became of the review",
    done: (n) => `${n} ${n === 1 ? "person" : "people"} done`,
    refused: (n) => `${n} ${n === 1 ? "person" : "people"} not done`,
    nobody: "Nobody was chosen",
    back: "Back to the review",
    names: "Not done",
  },
  panel: {
    title: "Review",
    none: "Not reviewed yet.",
    year: (year) => String(year),
  },
  publicNote: (year, failed) =>
    `The review of ${year} was ${failed ? "failed" : "missed"}: its holder may not enforce with it.`,
};

export const periodicReviewsText: Catalogue<typeof zh> = { "zh-CN": zh, en };
