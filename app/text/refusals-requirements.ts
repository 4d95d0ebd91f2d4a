import type { Facts } from "~/verdict";
import { longDate } from "./dates";
import { rulebookText } from "./rulebook";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const ground = (locale: Locale, f: Facts) => rulebookText[locale].words[String(f.ground)] ?? String(f.ground);
const level = (locale: Locale, f: Facts) => rulebookText[locale].words[String(f.level)] ?? String(f.level);
const states: Record<Locale, Record<string, string>> = {
  "zh-CN": { met: "已经合格", exempt: "已经免考", withdrawn: "已经撤回" },
  en: { met: "met", exempt: "exempt", withdrawn: "withdrawn" },
};

const zh = {
  "exam.regime-missing": {
    says: () => "任前考试没有选定任命方式",
    cure: () => "选择人大任命或组织任用；两者的组织、有效期和后果不同。",
  },
  "exam.regime-unused": { says: () => "只有任前考试分任命方式", cure: () => "不选任命方式。" },
  "exam.pass-mark-below": {
    says: (f: Facts) => `合格分数低于规则包的合格线，满分 ${f.fullMark} 分的至少 ${f.required} 分`,
    cure: (f: Facts) => `把合格分数定在 ${f.required} 分以上。`,
  },
  "exam.attempts-over": {
    says: (f: Facts) => `首考和补考合计不得超过 ${f.allowed} 次`,
    cure: (f: Facts) => `把可考次数改为 ${f.allowed} 次以内。`,
  },
  "exam.organiser-level": {
    says: (f: Facts) => `${level("zh-CN", f)}不能组织执法资格考试`,
    cure: () => "由规则包认可的层级组织；在上级参加的考试，登记其成绩。",
  },
  "exam.minutes-short": {
    says: (f: Facts) => `任前考试的答题时长不得少于 ${f.required} 分钟`,
    cure: (f: Facts) => `把答题时长定为 ${f.required} 分钟以上。`,
  },
  "requirement.part-missing": { says: () => "资格考试没有选定科目", cure: () => "选择通用或专门法律知识。" },
  "requirement.part-unused": { says: () => "只有资格考试分科目", cure: () => "不选科目。" },
  "requirement.field-missing": { says: () => "专门法律知识没有选定执法领域", cure: () => "选择执法领域。" },
  "requirement.field-unused": { says: () => "只有专门法律知识分执法领域", cure: () => "不选执法领域。" },
  "requirement.regime-missing": {
    says: () => "任前考试没有选定任命方式",
    cure: () => "选择人大任命或组织任用。",
  },
  "requirement.regime-unused": { says: () => "只有任前考试分任命方式", cure: () => "不选任命方式。" },
  "requirement.due-first": {
    says: (f: Facts) =>
      `截止日期 ${longDate(String(f.dueOn), "zh-CN")}早于成绩起算日 ${longDate(String(f.countsFromOn), "zh-CN")}`,
    cure: () => "改正其中一个日期。",
  },
  "requirement.due-past": { says: () => "截止日期已经过去", cure: () => "改为今天或以后的日期。" },
  "requirement.nobody": { says: () => "没有选定人员", cure: () => "选择单位，或者勾选人员。" },
  "requirement.post-asks-none": {
    says: () => "岗位上没有要参加资格考试的人员",
    cure: () => "空岗和不执法的岗位不必要求；安排任职或者登记存量人员以后再要求。",
  },
  "requirement.unknown-person": { says: () => "查无此人", cure: () => "先在人员名册中登记。" },
  "requirement.not-employed": {
    says: () => "今天不在您管理范围内的单位任职",
    cure: () => "由本人所在单位的考务机构列入；人员信息有误的先更正。",
  },
  "requirement.settled": {
    says: (f: Facts) => `这项要求${states["zh-CN"][String(f.state)] ?? "已经了结"}`,
    cure: () => "已经了结的不再变动，历史保留。",
  },
  "requirement.exemption-open": {
    says: () => "有一份免考申请还没有决定",
    cure: () => "先决定或者撤回免考申请。",
  },
  "requirement.reason-missing": { says: () => "没有写明撤回的理由", cure: () => "写明理由，理由长期保留。" },
  "exemption.open": {
    says: () => "已有一份免考申请等待决定",
    cure: () => "等待决定，或者由申请人撤回后重新申请。",
  },
  "exemption.ground": {
    says: (f: Facts) => `规则包没有把“${ground("zh-CN", f)}”列为这种考试的免考事由`,
    cure: () => "按规则包列明的事由申请，或者参加考试。",
  },
  "exemption.ground-missing": { says: () => "没有选择免考事由", cure: () => "选择规则包列明的事由。" },
  "exemption.evidence-missing": {
    says: () => "没有附证明材料",
    cure: () => "附上图片（JPG、PNG）或 PDF，不超过 10 MB。",
  },
  "exemption.evidence-unusable": {
    says: (f: Facts) => `文件不是图片或 PDF，或者超过 ${f.megabytes} MB`,
    cure: () => "换成 JPG、PNG 或 PDF。",
  },
  "exemption.decided": { says: () => "这份免考申请已经有决定", cure: () => "刷新页面查看决定。" },
  "exemption.same-person": {
    says: () => "申请和决定须由两个人办理",
    cure: () => "请另一位有权限的人决定。",
  },
  "exemption.own": { says: () => "不能决定自己的免考", cure: () => "请另一位有权限的人决定。" },
  "exemption.not-own": { says: () => "只有申请人可以撤回", cure: () => "请申请人撤回，或者作出决定。" },
  "exemption.reason-missing": {
    says: () => "没有写明不同意的理由",
    cure: () => "写明理由，申请单位可以看到。",
  },
  "exemption.not-granted": {
    says: () => "免考没有同意过，或者已经撤销",
    cure: () => "刷新页面查看现在的状态。",
  },
  "exemption.revocation-open": {
    says: () => "已经有人提请撤销，等待另一个人决定",
    cure: () => "请另一位有权限的人决定。",
  },
  "exemption.revocation-reason-missing": {
    says: () => "没有写明撤销的理由",
    cure: () => "写明理由，理由长期保留。",
  },
  "exemption.no-revocation": {
    says: () => "没有等待决定的撤销提请",
    cure: () => "刷新页面查看；需要撤销的先提请。",
  },
  "exemption.revocation-same-person": {
    says: () => "提请撤销和决定须由两个人办理",
    cure: () => "请另一位有权限的人决定。",
  },
  "registration.not-proposed": {
    says: () => "不是本场任前考试的人选",
    cure: () => "由组织部门提名，列入批次后全批报名。",
  },
  "registration.proposal-attempts": {
    says: (f: Facts) => `一次提名最多考 ${f.allowed} 次，已考 ${f.used} 次，本场次数超出`,
    cure: () => "报名参加可考次数不超过余额的考试；次数已用完的按规则包处理。",
  },
  "registration.named-only": {
    says: () => "这种考试由主办单位指定人员，不能自行报名",
    cure: () => "需要参加的，请联系本单位。",
  },
  "appointment.due-past": { says: () => "考试截止日期已经过去", cure: () => "改为今天或以后的日期。" },
  "appointment.term-missing": {
    says: () => "成绩在本届内有效，没有填写届满日期",
    cure: () => "填写本届届满日期。",
  },
  "appointment.term-before-due": { says: () => "届满日期早于考试截止日期", cure: () => "改正其中一个日期。" },
  "appointment.exam-regime": {
    says: (f: Facts) => `不是${f.regime === "congress" ? "人大任命" : "组织任用"}的任前考试`,
    cure: () => "选择任命方式相同的任前考试；两种任命方式的成绩不能互用。",
  },
  "appointment.post-regime": {
    says: () => "岗位的任命方式与批次不同，或者不是领导岗",
    cure: () => "选择任命方式相同的领导岗位。",
  },
  "appointment.own": { says: () => "不能办理自己的提名", cure: () => "请另一位有权限的人办理。" },
  "appointment.proposed-already": {
    says: () => "已经提出过这项任用，正在等待决定",
    cure: () => "等待另一人作出决定。",
  },
  "appointment.decided": { says: () => "这项任用已经有决定", cure: () => "查看列表中的现状。" },
  "appointment.same-person": {
    says: () => "提出人不能批准自己提出的任用",
    cure: () => "由组织人事部门的另一人批准。",
  },
  "appointment.reason-missing": { says: () => "请填写理由" },
  "assignment.leading-post": {
    says: () => "领导岗由组织人事部门提出任用、另一人批准，不能直接安排",
    cure: () => "由组织人事部门在“领导岗任用”中提出。",
  },
  "appointment.no-result": {
    says: () => "还没有可以通知的结果",
    cure: () => "成绩公布后、补考结束后，或者免考有决定后再出具。",
  },
  "appointment.pass-missing": {
    says: (f: Facts) =>
      `没有${f.regime === "congress" ? "人大任命" : "组织任用"}的任前考试合格成绩，不得任命`,
    cure: () => "由组织部门提名，参加任前考试合格后再任职。",
  },
  "appointment.pass-lapsed": {
    says: (f: Facts) => `任前考试合格成绩已于 ${longDate(String(f.lastOn), "zh-CN")}后失效，不得任命`,
    cure: () => "重新提名，参加任前考试。",
  },
  "letter.glyph-missing": {
    says: (f: Facts) => `字库没有这些字，不能印制：${f.characters}`,
    cure: () => "核对姓名和单位用字。",
  },
  "letter.too-long": { says: () => "内容太长，一页印不下", cure: () => "缩短批次名称或岗位名称。" },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "exam.regime-missing": {
    says: () => "A pre-appointment exam needs its regime",
    cure: () =>
      "Choose the people's congress or the organisation department: organiser, validity and consequence differ.",
  },
  "exam.regime-unused": {
    says: () => "Only a pre-appointment exam has a regime",
    cure: () => "Leave it empty.",
  },
  "exam.pass-mark-below": {
    says: (f) => `The pass mark lies below the rule: of ${f.fullMark} marks at least ${f.required}`,
    cure: (f) => `Set it to ${f.required} or more.`,
  },
  "exam.attempts-over": {
    says: (f) => `First sitting and resits together may not be more than ${f.allowed}`,
    cure: (f) => `Allow ${f.allowed} or fewer.`,
  },
  "exam.organiser-level": {
    says: (f) => `This level (${level("en", f)}) may not hold the qualification exam`,
    cure: () => "Let a level the rule pack recognises hold it, and record its results.",
  },
  "exam.minutes-short": {
    says: (f) => `A pre-appointment exam lasts at least ${f.required} minutes`,
    cure: (f) => `Give ${f.required} minutes or more.`,
  },
  "requirement.part-missing": {
    says: () => "A qualification exam needs its part",
    cure: () => "Choose general or special law.",
  },
  "requirement.part-unused": {
    says: () => "Only the qualification exam has parts",
    cure: () => "Leave the part empty.",
  },
  "requirement.field-missing": {
    says: () => "The special part needs a field",
    cure: () => "Choose the field.",
  },
  "requirement.field-unused": {
    says: () => "Only the special part has a field",
    cure: () => "Leave the field empty.",
  },
  "requirement.regime-missing": {
    says: () => "A pre-appointment exam needs its regime",
    cure: () => "Choose the regime.",
  },
  "requirement.regime-unused": {
    says: () => "Only a pre-appointment exam has a regime",
    cure: () => "Leave it empty.",
  },
  "requirement.due-first": {
    says: (f) =>
      `It is due on ${longDate(String(f.dueOn), "en")}, before results begin to count on ${longDate(String(f.countsFromOn), "en")}`,
    cure: () => "Correct one of the two dates.",
  },
  "requirement.due-past": {
    says: () => "The due date has passed",
    cure: () => "Choose today or a later day.",
  },
  "requirement.nobody": { says: () => "Nobody is chosen", cure: () => "Choose a unit, or tick people." },
  "requirement.post-asks-none": {
    says: () => "Nobody on this post has an exam to sit",
    cure: () =>
      "A vacant post and one without enforcement ask for none; assign or record whoever is on it first.",
  },
  "requirement.unknown-person": { says: () => "No such person", cure: () => "Register the person first." },
  "requirement.not-employed": {
    says: () => "Does not work in a unit of yours today",
    cure: () => "The office of their own unit requires it; correct the employment if it is wrong.",
  },
  "requirement.settled": {
    says: (f) => `This requirement is ${states.en[String(f.state)] ?? "settled"}`,
    cure: () => "What is settled does not change; its history stays.",
  },
  "requirement.exemption-open": {
    says: () => "A request for exemption waits for its decision",
    cure: () => "Decide it or take it back first.",
  },
  "requirement.reason-missing": { says: () => "No reason is given", cure: () => "Write why; it is kept." },
  "exemption.open": {
    says: () => "A request for exemption waits already",
    cure: () => "Wait for its decision, or let whoever asked take it back.",
  },
  "exemption.ground": {
    says: (f) => `The rule pack does not exempt from this exam on the ground “${ground("en", f)}”`,
    cure: () => "Ask on a ground the rule pack names, or sit the exam.",
  },
  "exemption.ground-missing": {
    says: () => "No ground is chosen",
    cure: () => "Choose one the rule pack names.",
  },
  "exemption.evidence-missing": {
    says: () => "There is no evidence",
    cure: () => "Attach a picture (JPG, PNG) or a PDF of at most 10 MB.",
  },
  "exemption.evidence-unusable": {
    says: (f) => `The file is neither a picture nor a PDF, or larger than ${f.megabytes} MB`,
    cure: () => "Give it as JPG, PNG or PDF.",
  },
  "exemption.decided": {
    says: () => "This request is decided already",
    cure: () => "Load the page again to see how.",
  },
  "exemption.same-person": {
    says: () => "Asking and deciding take two people",
    cure: () => "Let somebody else with the permission decide.",
  },
  "exemption.own": {
    says: () => "Nobody decides their own exemption",
    cure: () => "Let somebody else decide.",
  },
  "exemption.not-own": {
    says: () => "Only whoever asked may take it back",
    cure: () => "Let them, or decide it.",
  },
  "exemption.reason-missing": {
    says: () => "No reason for the refusal is given",
    cure: () => "Write why; the unit reads it.",
  },
  "exemption.not-granted": {
    says: () => "The exemption was not granted, or is revoked already",
    cure: () => "Load the page again to see where it stands.",
  },
  "exemption.revocation-open": {
    says: () => "Somebody has proposed to revoke it; that waits for another person",
    cure: () => "Let somebody else with the permission decide.",
  },
  "exemption.revocation-reason-missing": {
    says: () => "No reason for revoking is given",
    cure: () => "Write why; it is kept.",
  },
  "exemption.no-revocation": {
    says: () => "No proposal to revoke it waits",
    cure: () => "Load the page again; propose it first.",
  },
  "exemption.revocation-same-person": {
    says: () => "Proposing and deciding a revocation take two people",
    cure: () => "Let somebody else with the permission decide.",
  },
  "registration.not-proposed": {
    says: () => "Is no candidate of this pre-appointment exam",
    cure: () => "The organisation department proposes them, and registers the batch.",
  },
  "registration.proposal-attempts": {
    says: (f) =>
      `One proposal allows ${f.allowed} attempts; ${f.used} are used, and this exam would go beyond`,
    cure: () => "Choose an exam with fewer attempts; with none left the rule pack says what follows.",
  },
  "registration.named-only": {
    says: () => "The office that holds this exam names who sits it",
    cure: () => "Ask your unit if you need to sit it.",
  },
  "appointment.due-past": {
    says: () => "The due date has passed",
    cure: () => "Choose today or a later day.",
  },
  "appointment.term-missing": {
    says: () => "A pass holds until the term ends, and the end of the term is missing",
    cure: () => "Enter the last day of the term.",
  },
  "appointment.term-before-due": {
    says: () => "The term ends before the exam is due",
    cure: () => "Correct one of the two dates.",
  },
  "appointment.exam-regime": {
    says: (f) =>
      `This is no pre-appointment exam of ${f.regime === "congress" ? "the people's congress" : "the organisation department"}`,
    cure: () => "Choose an exam of the same regime: results of one do not serve the other.",
  },
  "appointment.post-regime": {
    says: () => "The post is of the other regime, or no leading post",
    cure: () => "Choose a leading post of the same regime.",
  },
  "appointment.own": {
    says: () => "Nobody handles their own nomination",
    cure: () => "Let somebody else do it.",
  },
  "appointment.proposed-already": {
    says: () => "This person is proposed for this post already",
    cure: () => "Wait for the decision on that proposal.",
  },
  "appointment.decided": {
    says: () => "This proposal is decided",
    cure: () => "See how it stands in the list.",
  },
  "appointment.same-person": {
    says: () => "Who proposed it cannot approve it",
    cure: () => "Another person of the organisation department approves it.",
  },
  "appointment.reason-missing": { says: () => "Enter the reason" },
  "assignment.leading-post": {
    says: () =>
      "A leading post is given by appointment, which takes two people of the organisation department",
    cure: () => "The organisation department proposes it under Appointments.",
  },
  "appointment.no-result": {
    says: () => "There is no result to tell yet",
    cure: () => "Write once results are released, the resit is over, or the exemption is decided.",
  },
  "appointment.pass-missing": {
    says: (f) =>
      `Without a pass in the pre-appointment exam of ${f.regime === "congress" ? "the people's congress" : "the organisation department"} there is no appointment`,
    cure: () => "The organisation department proposes; once the exam is passed the post can be taken up.",
  },
  "appointment.pass-lapsed": {
    says: (f) => `The pass in the pre-appointment exam lapsed after ${longDate(String(f.lastOn), "en")}`,
    cure: () => "Propose again and sit the exam.",
  },
  "letter.glyph-missing": {
    says: (f) => `No font has these characters: ${f.characters}`,
    cure: () => "Check the name and the unit.",
  },
  "letter.too-long": {
    says: () => "It does not fit on one page",
    cure: () => "Shorten the name of the batch or post.",
  },
};

export const requirementsRefusals: Record<Locale, Readonly<Record<string, Entry>>> = { "zh-CN": zh, en };
