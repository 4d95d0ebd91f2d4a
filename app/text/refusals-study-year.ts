import type { Facts } from "~/verdict";
import { longDate } from "./dates";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zhFreeze: Record<string, string> = {
  proposed: "正在提请封账",
  frozen: "已经封账",
  reopened: "正在更正",
  returned: "提请已被退回",
  withdrawn: "提请已经撤回",
};
const enFreeze: Record<string, string> = {
  proposed: "is proposed to be frozen",
  frozen: "is frozen",
  reopened: "is being amended",
  returned: "was returned",
  withdrawn: "was withdrawn",
};
const zhRelief: Record<string, string> = {
  open: "待决定",
  granted: "已同意",
  refused: "未同意",
  withdrawn: "已撤回",
  revoked: "已撤销",
};
const enRelief: Record<string, string> = {
  open: "waiting",
  granted: "granted",
  refused: "refused",
  withdrawn: "withdrawn",
  revoked: "revoked",
};
const zhStatement: Record<string, string> = {
  missing: "还没有写",
  draft: "还是草稿",
  submitted: "已经提交，等待评审",
  returned: "已经退回",
  reviewed: "已经评审",
};
const enStatement: Record<string, string> = {
  missing: "is not written yet",
  draft: "is still a draft",
  submitted: "was handed in and waits for its review",
  returned: "was returned",
  reviewed: "was reviewed",
};
const word = (words: Record<string, string>, value: unknown) => words[String(value)] ?? String(value);

const zh = {
  "study-record.year-frozen": {
    says: (facts: Facts) => `${facts.year} 年度已经封账，这一年的学法记录不能再登记、审核或冲销`,
    cure: () => "确有错误的，由法制机构凭通知开启更正，在更正期间办理。",
  },
  "study-year.not-over": {
    says: (facts: Facts) =>
      `${facts.year} 年度还没有结束，${longDate(String(facts.fromOn), "zh-CN")}起可以封账`,
    cure: () => "年度结束后再提请。",
  },
  "study-year.settled": {
    says: (facts: Facts) => `这个年度${word(zhFreeze, facts.state)}，不能再作这个决定`,
    cure: () => "返回年度页面，查看现在的状态。",
  },
  "study-year.own-proposal": {
    says: () => "封账须由两个人办理，提请人不能自己批准或退回",
    cure: () => "请法制机构的另一位工作人员办理。提请有误的，可以撤回。",
  },
  "study-year.not-yours": { says: () => "只有提请人可以撤回提请", cure: () => "其他人可以退回并说明理由。" },
  "study-year.reason-missing": { says: () => "没有写明理由", cure: () => "写明理由后再提交。" },
  "study-year.notice-missing": {
    says: () => "没有填写更正通知的文号",
    cure: () => "封账后的更正凭通知办理，填写通知文号。",
  },
  "study-year.not-frozen": {
    says: (facts: Facts) => `这个年度${word(zhFreeze, facts.state)}，现在不能开启更正`,
    cure: () => "同一年度一次只开启一项更正，先办结正在进行的更正。",
  },
  "study-year.own-amendment": {
    says: () => "更正须由两个人办理，开启更正的人不能自己办结",
    cure: () => "请另一位有权限的工作人员办结。",
  },
  "study-year.amendment-closed": { says: () => "这项更正已经办结", cure: () => "需要再更正的，另开一项。" },
  "study-year.amendment-waiting": {
    says: (facts: Facts) => `更正期间登记的 ${facts.entries} 条记录还没有审核完`,
    cure: () => "先确认、认定或者退回这些记录，再办结更正。",
  },
  "study-relief.evidence-missing": {
    says: () => "没有填写依据材料",
    cure: () => "写明材料名称和文号或者存放处。",
  },
  "study-relief.not-in-year": {
    says: (facts: Facts) => `起止日期不在 ${facts.year} 年度内，或者先后颠倒`,
    cure: () => "填写这一年度内的起止日期。",
  },
  "study-relief.no-whole-month": {
    says: () => "期间不满一个整月，按整月计算没有可以减免的定额",
    cure: () => "减免按整月计算，核对起止日期。",
  },
  "study-relief.retiring-not-provided": {
    says: () => "适用的规则没有临近退休减免的规定",
    cure: () => "由法制机构在规则包中确定年限后再申请。",
  },
  "study-relief.retirement-missing": {
    says: () => "没有填写退休日期",
    cure: () => "填写预计的法定退休日期。",
  },
  "study-relief.retiring-too-late": {
    says: (facts: Facts) =>
      `退休日期超过规定：${facts.years} 年内退休的才可以申请，即不晚于${longDate(String(facts.latestOn), "zh-CN")}`,
    cure: () => "核对退休日期；未到年限的不能减免。",
  },
  "study-relief.settled": {
    says: (facts: Facts) => `这项申请${word(zhRelief, facts.state)}，不能再作决定`,
    cure: () => "刷新列表，查看现在的状态。",
  },
  "study-relief.own": { says: () => "不能决定自己的减免", cure: () => "请其他工作人员办理。" },
  "study-relief.own-asking": {
    says: () => "申请人不能决定自己提出的申请",
    cure: () => "请其他工作人员办理。",
  },
  "study-relief.office-not-asked": {
    says: () => "按规则包，这项申请不由您所在的一方决定",
    cure: () => "由列表中注明的部门决定。",
  },
  "study-relief.office-decided": { says: () => "您所在的一方已经作出决定", cure: () => "等待其他各方决定。" },
  "study-relief.one-is-not-two": {
    says: () => "各方须由不同的人决定",
    cure: () => "请另一方的工作人员办理。",
  },
  "study-relief.reason-missing": { says: () => "没有写明理由", cure: () => "写明理由后再提交。" },
  "study-relief.not-granted": {
    says: (facts: Facts) => `这项申请${word(zhRelief, facts.state)}，没有可以撤销的减免`,
    cure: () => "只有已同意的减免可以撤销。",
  },
  "study-relief.not-yours": {
    says: () => "只有申请人可以撤回申请",
    cure: () => "有权决定的人可以不同意并说明理由。",
  },
  "law-statement.not-open": {
    says: (facts: Facts) => `述法报告${word(zhStatement, facts.standing)}，不能再修改`,
    cure: () => "需要修改的，请法制机构退回。",
  },
  "law-statement.too-short": {
    says: (facts: Facts) => `述法报告至少写 ${facts.least} 个字`,
    cure: () => "写明本年度学法用法的情况、问题和打算。",
  },
  "law-statement.not-submitted": {
    says: (facts: Facts) => `述法报告${word(zhStatement, facts.standing)}，现在不能评审`,
    cure: () => "刷新页面，查看现在的状态。",
  },
  "law-statement.own": {
    says: () => "不能评审自己的述法报告",
    cure: () => "请法制机构的另一位工作人员评审。",
  },
  "law-statement.comment-missing": { says: () => "没有写评语或者理由", cure: () => "写明后再提交。" },
  "law-statement.score-missing": { says: () => "没有打分", cure: () => "填写 0 到 100 的整数。" },
  "must-know.title-missing": { says: () => "没有填写清单名称", cure: () => "填写清单名称。" },
  "must-know.no-laws": { says: () => "清单里没有法律", cure: () => "至少选择一部法律。" },
  "must-know.law-unknown": { says: () => "所选法律已不在法律目录中", cure: () => "重新选择。" },
  "must-know.own": { says: () => "编制清单的人不能自己批准", cure: () => "请法制机构的另一位工作人员批准。" },
  "must-know.settled": { says: () => "清单已经批准或者停用", cure: () => "返回清单，查看现在的状态。" },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "study-record.year-frozen": {
    says: (facts) =>
      `${facts.year} is frozen: entries of that year can no longer be made, checked or taken back`,
    cure: () =>
      "Where something is wrong, legal affairs opens an amendment on a notice; it is put right under that.",
  },
  "study-year.not-over": {
    says: (facts) =>
      `${facts.year} is not over; it can be frozen from ${longDate(String(facts.fromOn), "en")}`,
    cure: () => "Propose it when the year is over.",
  },
  "study-year.settled": {
    says: (facts) => `The year ${word(enFreeze, facts.state)}; this can no longer be decided`,
    cure: () => "Go back to the year and look where it stands.",
  },
  "study-year.own-proposal": {
    says: () => "Two people freeze a year: whoever proposed it neither approves nor returns it",
    cure: () => "Ask a colleague in legal affairs. A proposal made by mistake can be withdrawn.",
  },
  "study-year.not-yours": {
    says: () => "Only whoever proposed it can withdraw it",
    cure: () => "Others can return it and say why.",
  },
  "study-year.reason-missing": {
    says: () => "No reason is given",
    cure: () => "Say why, and send it again.",
  },
  "study-year.notice-missing": {
    says: () => "The number of the notice is missing",
    cure: () => "A frozen year is amended on a notice: give its number.",
  },
  "study-year.not-frozen": {
    says: (facts) => `The year ${word(enFreeze, facts.state)}; no amendment can be opened now`,
    cure: () => "One amendment at a time: close the one that is open.",
  },
  "study-year.own-amendment": {
    says: () => "Two people amend a year: whoever opened the amendment does not close it",
    cure: () => "Ask another who may close it.",
  },
  "study-year.amendment-closed": {
    says: () => "The amendment is closed",
    cure: () => "Open another if more is to be put right.",
  },
  "study-year.amendment-waiting": {
    says: (facts) => `Entries made under the amendment that nobody has decided: ${facts.entries}`,
    cure: () => "Confirm, accept or return them before you close it.",
  },
  "study-relief.evidence-missing": {
    says: () => "It says nothing of what it rests on",
    cure: () => "Name the paper, its number or where it is kept.",
  },
  "study-relief.not-in-year": {
    says: (facts) => `The dates are not in ${facts.year}, or the first comes after the last`,
    cure: () => "Give a first and a last day in that year.",
  },
  "study-relief.no-whole-month": {
    says: () => "There is no whole month in it, and only whole months are let off",
    cure: () => "Look at the dates again.",
  },
  "study-relief.retiring-not-provided": {
    says: () => "The rules in force say nothing of people about to retire",
    cure: () => "Legal affairs sets the number of years in the rule pack first.",
  },
  "study-relief.retirement-missing": {
    says: () => "The day of retirement is missing",
    cure: () => "Give the day on which they retire by law.",
  },
  "study-relief.retiring-too-late": {
    says: (facts) =>
      `Only who retires within ${facts.years} years may ask, by ${longDate(String(facts.latestOn), "en")} at the latest`,
    cure: () => "Look at the day again; before that nothing is let off.",
  },
  "study-relief.settled": {
    says: (facts) => `The request is ${word(enRelief, facts.state)}; there is nothing to decide`,
    cure: () => "Load the list again and look where it stands.",
  },
  "study-relief.own": { says: () => "Nobody lets themselves off", cure: () => "Ask a colleague to decide." },
  "study-relief.own-asking": {
    says: () => "Whoever asked does not decide",
    cure: () => "Ask a colleague to decide.",
  },
  "study-relief.office-not-asked": {
    says: () => "Under the rule pack your office does not decide on this request",
    cure: () => "The list says which offices decide.",
  },
  "study-relief.office-decided": {
    says: () => "Your side has decided already",
    cure: () => "The others have still to decide.",
  },
  "study-relief.one-is-not-two": {
    says: () => "Each office is another person",
    cure: () => "Ask somebody of the other side.",
  },
  "study-relief.reason-missing": {
    says: () => "No reason is given",
    cure: () => "Say why, and send it again.",
  },
  "study-relief.not-granted": {
    says: (facts) => `The request is ${word(enRelief, facts.state)}; there is nothing to revoke`,
    cure: () => "Only what was granted can be revoked.",
  },
  "study-relief.not-yours": {
    says: () => "Only whoever asked can withdraw it",
    cure: () => "Whoever decides can refuse it and say why.",
  },
  "law-statement.not-open": {
    says: (facts) => `The statement ${word(enStatement, facts.standing)} and can no longer be changed`,
    cure: () => "Ask legal affairs to return it.",
  },
  "law-statement.too-short": {
    says: (facts) => `A statement has at least ${facts.least} characters`,
    cure: () => "Say how you studied and applied the law this year, what is wanting and what comes next.",
  },
  "law-statement.not-submitted": {
    says: (facts) => `The statement ${word(enStatement, facts.standing)} and cannot be reviewed now`,
    cure: () => "Load the page again and look where it stands.",
  },
  "law-statement.own": {
    says: () => "Nobody reviews their own statement",
    cure: () => "Ask a colleague in legal affairs.",
  },
  "law-statement.comment-missing": {
    says: () => "The comment or the reason is missing",
    cure: () => "Write it, and send it again.",
  },
  "law-statement.score-missing": {
    says: () => "The mark is missing",
    cure: () => "Give a whole number from 0 to 100.",
  },
  "must-know.title-missing": { says: () => "The list has no name", cure: () => "Give it a name." },
  "must-know.no-laws": { says: () => "There is no law in the list", cure: () => "Choose one at least." },
  "must-know.law-unknown": {
    says: () => "A law that was chosen is no longer in the register",
    cure: () => "Choose again.",
  },
  "must-know.own": {
    says: () => "Whoever drew up the list does not approve it",
    cure: () => "Ask a colleague in legal affairs.",
  },
  "must-know.settled": {
    says: () => "The list was approved or withdrawn",
    cure: () => "Go back to the list and look where it stands.",
  },
};

export const studyYearRefusals = { "zh-CN": zh, en };
