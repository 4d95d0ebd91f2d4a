import type { Facts } from "~/verdict";
import { clearanceText } from "./clearance";
import { longDate } from "./dates";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zhDate = (value: Facts[string] | undefined) =>
  typeof value === "string" ? longDate(value, "zh-CN") : "";
const enDate = (value: Facts[string] | undefined) => (typeof value === "string" ? longDate(value, "en") : "");
const state = (locale: "zh-CN" | "en", facts: Facts) =>
  (clearanceText[locale].states as Record<string, string>)[String(facts.state)] ?? "";

const zh = {
  "clearance.step-impossible": {
    says: (f: Facts) => `这件清理现在的状态是“${state("zh-CN", f)}”，不能这样办理`,
    cure: () => "请回到清理页面查看现在可以办理的事项。",
  },
  "clearance.own": { says: () => "不能办理本人的清理", cure: () => "请由另一人办理。" },
  "clearance.same-person": {
    says: () => "办结由您提出，不能由您审核",
    cure: () => "请由法制机构或组织人事部门的另一人审核。",
  },
  "clearance.order-missing": {
    says: () => "没有写明依据的文号和日期",
    cure: () => "请填写调离令、解除合同决定等文件的文号和日期。",
  },
  "clearance.order-to-come": {
    says: (f: Facts) => `文件日期 ${zhDate(f.orderOn)}晚于今天`,
    cure: () => "请更正日期。",
  },
  "clearance.moved-missing": { says: () => "没有写明离岗日期", cure: () => "请填写实际离岗的日期。" },
  "clearance.moved-outside": {
    says: (f: Facts) => `离岗日期 ${zhDate(f.movedOn)}不在任职开始和今天之间`,
    cure: () => "请填写实际离岗的日期；还没有离岗的，离岗后再提出办结。",
  },
  "clearance.evidence-missing": {
    says: () => "没有附上离岗的凭证",
    cure: () => "请附上调离令、解除合同决定等文件的照片或 PDF。",
  },
  "clearance.reason-missing": { says: () => "没有写明退回的理由", cure: () => "请写明要补正什么。" },
  "clearance.still-refused": {
    says: () => "这名人员仍在执法岗位上，并且仍不得执法",
    cure: () => "先使下列各项符合规定，或者调离岗位，再办结。",
  },
  "clearance.unit-unknown": { says: () => "没有这个单位", cure: () => "请重新选择单位。" },
  "clearance.campaign-due": {
    says: (f: Facts) => `完成期限 ${zhDate(f.dueOn)}早于今天`,
    cure: () => "请填写今天或以后的日期。",
  },
  "clearance.campaign-overlaps": {
    says: (f: Facts) => `范围与正在进行的专项“${f.name}”重叠`,
    cure: () => "一件清理只属于一个专项。先结束那个专项，或者另选范围。",
  },
  "clearance.campaign-unscanned": {
    says: () => "专项还没有扫描完",
    cure: () => "扫描自动进行，完成后再结束专项。",
  },
  "clearance.campaign-unfinished": {
    says: (f: Facts) => `还有 ${f.open} 件没有办结`,
    cure: () => "逐件办结后再结束专项。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "clearance.step-impossible": {
    says: (f) => `The case stands at “${state("en", f)}”, so this cannot be done now`,
    cure: () => "Go back to the case to see what can be done.",
  },
  "clearance.own": {
    says: () => "Nobody deals with the clearance of themselves",
    cure: () => "Somebody else does.",
  },
  "clearance.same-person": {
    says: () => "You proposed the closure, so you do not confirm it",
    cure: () => "Another person of legal affairs or the personnel department does.",
  },
  "clearance.order-missing": {
    says: () => "The number and date of the order are missing",
    cure: () => "Give the number and date of the transfer order, the end of contract or the like.",
  },
  "clearance.order-to-come": {
    says: (f) => `The date of the order, ${enDate(f.orderOn)}, is yet to come`,
    cure: () => "Correct the date.",
  },
  "clearance.moved-missing": {
    says: () => "The day of leaving the post is missing",
    cure: () => "Give the day on which the person left the post.",
  },
  "clearance.moved-outside": {
    says: (f) =>
      `The day of leaving, ${enDate(f.movedOn)}, does not lie between the start of the assignment and today`,
    cure: () => "Give the day the person left; propose the closure once they have.",
  },
  "clearance.evidence-missing": {
    says: () => "No evidence of leaving the post is attached",
    cure: () => "Attach a photo or PDF of the transfer order, the end of contract or the like.",
  },
  "clearance.reason-missing": {
    says: () => "The reason for returning it is missing",
    cure: () => "Say what has to be put right.",
  },
  "clearance.still-refused": {
    says: () => "The person is still on the enforcement post and still may not enforce",
    cure: () => "Cure what follows, or move the person off the post, before closing.",
  },
  "clearance.unit-unknown": { says: () => "There is no such unit", cure: () => "Choose again." },
  "clearance.campaign-due": {
    says: (f) => `The deadline, ${enDate(f.dueOn)}, lies before today`,
    cure: () => "Give today or a later day.",
  },
  "clearance.campaign-overlaps": {
    says: (f) => `It overlaps the campaign “${f.name}”, which is under way`,
    cure: () => "A case belongs to one campaign. Close that one first, or choose another scope.",
  },
  "clearance.campaign-unscanned": {
    says: () => "The campaign has not been scanned to its end",
    cure: () => "Scanning goes on by itself; close the campaign afterwards.",
  },
  "clearance.campaign-unfinished": {
    says: (f) => `${f.open} of its cases are not closed`,
    cure: () => "Close each of them first.",
  },
};

export const clearanceRefusals = { "zh-CN": zh, en };
