import type { Facts } from "~/verdict";
import { trainingText } from "./training";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const issuer = (locale: "zh-CN" | "en", facts: Facts) =>
  (trainingText[locale].issuers as Record<string, string>)[String(facts.issuer)] ?? String(facts.issuer);

const zh = {
  "training.initial-missing": {
    says: () => "在试用期，初任培训的依法行政必修科目没有通过",
    cure: () => "试用期满前通过初任考试，或者取得初任培训合格证明。",
  },
  "training.exam-not-passed": {
    says: () => "没有已公布的合格成绩，或者成绩已被撤销",
    cure: () => "成绩合格并公布后再签发。",
  },
  "training.year-not-met": {
    says: () => "该年度学法没有达标",
    cure: () => "各项定额都达标后再签发。",
  },
  "training.course-not-finished": {
    says: () => "没有完成该课程，或者所得学法记录已被撤销",
    cure: () => "完成课程并通过测验后再签发。",
  },
  "training.held-already": {
    says: (f: Facts) => `已有同一依据的证明 ${f.number}`,
    cure: () => "内容有误的，办理更正。",
  },
  "training.wrong-office": {
    says: (f: Facts) => `这一种类由${issuer("zh-CN", f)}签发`,
    cure: () => "请由有权签发的人办理；签发单位由规则包规定。",
  },
  "training.own": { says: () => "不能办理本人的证明", cure: () => "请由另一人办理。" },
  "training.same-person": { says: () => "须由另一人决定", cure: () => "请由草拟人或提出人以外的人办理。" },
  "training.no-unit": { says: () => "没有登记工作单位，不能确定由谁签发", cure: () => "请先登记任职。" },
  "training.draft-decided": { says: () => "这份草拟已经办结" },
  "training.ended": { says: () => "证明已更正或已撤销，不能再办理" },
  "training.nothing-to-correct": {
    says: () => "现在的登记内容与证明上的一致，没有需要更正的",
    cure: () => "请先更正人员、成绩或学法记录。",
  },
  "training.reason-missing": { says: () => "没有填写原因" },
  "training.annulment-open": { says: () => "已有撤销等待决定" },
  "training.annulment-decided": { says: () => "撤销已经决定" },
  "training.ground-unknown": { says: () => "没有选择事由" },
  "training.decision-number-missing": { says: () => "没有填写决定文号" },
  "training.review-closed": { says: () => "已经复核" },
  "training.review-own": { says: () => "签发人和持有人不能复核", cure: () => "请由另一人复核。" },
  "training.note-missing": { says: () => "没有填写复核意见" },
  "training-run.nothing": { says: () => "没有选择人员" },
  "training-run.too-many": {
    says: (f: Facts) => `一次最多 ${f.most} 人`,
    cure: () => "请按单位或考试分批办理。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "training.initial-missing": {
    says: () => "On probation, and the compulsory law subject of initial training is not passed",
    cure: () =>
      "Pass the exam for new entrants, or have the certificate of initial training issued, before the probation ends.",
  },
  "training.exam-not-passed": {
    says: () => "There is no released pass, or it was taken back",
    cure: () => "Issue after a pass is released.",
  },
  "training.year-not-met": {
    says: () => "The year of study is not met",
    cure: () => "Issue once every quota is met.",
  },
  "training.course-not-finished": {
    says: () => "The course is not finished, or a record it earned was reversed",
    cure: () => "Issue once it is finished and its quiz passed.",
  },
  "training.held-already": {
    says: (f: Facts) => `There is ${f.number} on the same basis already`,
    cure: () => "Correct that one if it is wrong.",
  },
  "training.wrong-office": {
    says: (f: Facts) => `This kind is issued by ${issuer("en", f)}`,
    cure: () => "Somebody entitled issues it; the rule pack says who.",
  },
  "training.own": { says: () => "Nobody decides about their own", cure: () => "Let somebody else do it." },
  "training.same-person": {
    says: () => "Somebody else decides",
    cure: () => "Not who drafted or proposed it.",
  },
  "training.no-unit": {
    says: () => "No unit is registered, so nobody is to issue it",
    cure: () => "Register an employment first.",
  },
  "training.draft-decided": { says: () => "This draft is decided" },
  "training.ended": { says: () => "It was corrected or annulled" },
  "training.nothing-to-correct": {
    says: () => "What is registered now is what it says",
    cure: () => "Correct the person, the result or the study record first.",
  },
  "training.reason-missing": { says: () => "The reason is missing" },
  "training.annulment-open": { says: () => "An annulment waits for its decision" },
  "training.annulment-decided": { says: () => "The annulment is decided" },
  "training.ground-unknown": { says: () => "No ground was chosen" },
  "training.decision-number-missing": { says: () => "The decision number is missing" },
  "training.review-closed": { says: () => "It is reviewed already" },
  "training.review-own": {
    says: () => "Who issued it, or holds it, does not review it",
    cure: () => "Let somebody else review it.",
  },
  "training.note-missing": { says: () => "The finding is missing" },
  "training-run.nothing": { says: () => "Nobody was chosen" },
  "training-run.too-many": {
    says: (f: Facts) => `At most ${f.most} people at a time`,
    cure: () => "Take one unit or exam after another.",
  },
};

export const trainingRefusals = { "zh-CN": zh, en } as const;
