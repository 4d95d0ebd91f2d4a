import type { Facts } from "~/verdict";
import { clockTime, longDate } from "./dates";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zhState: Record<string, string> = { held: "已经结束考勤", cancelled: "已经取消" };
const enState: Record<string, string> = { held: "its attendance is closed", cancelled: "it was cancelled" };
const zhOutcome: Record<string, string> = { done: "已经完成", waived: "已经免予补学" };
const enOutcome: Record<string, string> = { done: "done", waived: "waived" };
const zhMissing: Record<string, string> = { in: "没有签到时间", out: "没有签退时间" };
const enMissing: Record<string, string> = { in: "no time of arrival", out: "no time of leaving" };
const clockIn = (at: Facts[string] | undefined) => clockTime(new Date(String(at)));
const zhDay = (facts: Facts) => longDate(String(facts.onDate), "zh-CN");

const zh = {
  "study-session.over": {
    says: (facts: Facts) => `这次活动${zhState[String(facts.state)] ?? "不能再改"}`,
    cure: () => "不能再改。登记有误的学法记录，由法制机构冲销后更正。",
  },
  "study-session.not-in-unit": {
    says: (facts: Facts) => `所选人员${zhDay(facts)}不在本单位及下属单位`,
    cure: () => "请核对人员的任职，或改由其所在单位安排。",
  },
  "study-session.planned-already": {
    says: () => "同一时间已经安排了同名的活动",
    cure: () => "请改用那次活动，或更改名称、时间。",
  },
  "study-session.reason-missing": { says: () => "没有填写理由", cure: () => "请填写取消的理由。" },
  "study-session.too-early": {
    says: (facts: Facts) => `还没有到签到时间，${clockIn(facts.opensAt)} 开始签到`,
    cure: (facts: Facts) => `请在 ${clockIn(facts.opensAt)} 以后再扫屏幕上的二维码。`,
  },
  "study-session.too-late": {
    says: () => "活动已经结束，不能再扫码签到",
    cure: () => "请告诉记录人，由记录人按名册登记。",
  },
  "study-session.not-begun": {
    says: (facts: Facts) => `活动还没有开始（${clockIn(facts.startAt)} 开始）`,
    cure: () => "请在活动开始后办理。",
  },
  "study-session.not-over": {
    says: (facts: Facts) => `活动还没有结束（${clockIn(facts.endAt)} 结束）`,
    cure: () => "活动结束后再结束考勤；提前散会的，先更改结束时间。",
  },
  "study-session.nobody": { says: () => "没有参加人员", cure: () => "请先选定参加人员。" },
  "study-session.undecided": {
    says: (facts: Facts) => `${facts.name ? `${facts.name}：` : ""}${zhMissing[String(facts.missing)] ?? ""}`,
    cure: () => "请记录人在签到登记中填写时间，或登记为缺席。",
  },
  "study-session.not-named": {
    says: () => "所选的人不在参加人员名单上",
    cure: () => "请先把他加入参加人员。",
  },
  "study-session.minutes-empty": { says: () => "没有填写纪要", cure: () => "请填写纪要。" },
  "study-session.not-for-plan": {
    says: () => "这次活动不能对应到这一计划项",
    cure: () => "请选本单位或上级单位在计划年度内、没有取消的活动。",
  },
  "study-make-up.others": { says: () => "没有这样一条本人的学法记录", cure: () => "请选本人的学法记录。" },
  "study-make-up.earlier": {
    says: () => "这次学习早于缺席的活动",
    cure: () => "请选缺席以后的学法记录。",
  },
  "study-make-up.not-confirmed": {
    says: () => "这条学法记录还没有经单位确认，或者已退回、冲销",
    cure: () => "请先由单位确认这条记录。",
  },
  "study-make-up.used": {
    says: () => "这条学法记录已经用于另一次补学",
    cure: () => "请选另一条学法记录。",
  },
  "study-make-up.settled": { says: (facts: Facts) => `这次补学${zhOutcome[String(facts.outcome)] ?? ""}` },
  "study-make-up.reason-missing": { says: () => "没有填写理由", cure: () => "请填写免予补学的理由。" },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "study-session.over": {
    says: (facts) => `This session cannot be changed: ${enState[String(facts.state)] ?? facts.state}`,
    cure: () => "An entry of the ledger that is wrong is reversed by legal affairs.",
  },
  "study-session.not-in-unit": {
    says: (facts) =>
      `Somebody chosen does not work in the unit or below it on ${longDate(String(facts.onDate), "en")}`,
    cure: () => "Check where they are employed, or let their own unit plan it.",
  },
  "study-session.planned-already": {
    says: () => "A session of that name begins at that time already",
    cure: () => "Use that one, or change the title or the time.",
  },
  "study-session.reason-missing": {
    says: () => "No reason is given",
    cure: () => "Say why it is cancelled.",
  },
  "study-session.too-early": {
    says: (facts) => `Signing in begins at ${clockIn(facts.opensAt)}`,
    cure: (facts) => `Scan the code on the screen after ${clockIn(facts.opensAt)}.`,
  },
  "study-session.too-late": {
    says: () => "The session is over: nobody signs in by code any more",
    cure: () => "Tell the recorder, who can enter it from the roster.",
  },
  "study-session.not-begun": {
    says: (facts) => `The session has not begun (it begins at ${clockIn(facts.startAt)})`,
    cure: () => "Come back once it has begun.",
  },
  "study-session.not-over": {
    says: (facts) => `The session is not over (it ends at ${clockIn(facts.endAt)})`,
    cure: () => "Close attendance afterwards; if it ended early, change its end first.",
  },
  "study-session.nobody": { says: () => "Nobody is named", cure: () => "Choose who takes part first." },
  "study-session.undecided": {
    says: (facts) => `${facts.name ? `${facts.name}: ` : ""}${enMissing[String(facts.missing)] ?? ""}`,
    cure: () => "The recorder enters the time on the roster, or an absence.",
  },
  "study-session.not-named": {
    says: () => "Somebody chosen is not on the list",
    cure: () => "Add them to the list first.",
  },
  "study-session.minutes-empty": { says: () => "The minutes are empty", cure: () => "Write the minutes." },
  "study-session.not-for-plan": {
    says: () => "This session cannot stand for the plan's item",
    cure: () => "Choose one of the unit or of one above it, in the plan's year, that was not cancelled.",
  },
  "study-make-up.others": {
    says: () => "The person has no such study record",
    cure: () => "Choose one of the person's own.",
  },
  "study-make-up.earlier": {
    says: () => "That study was before the session that was missed",
    cure: () => "Choose a later record.",
  },
  "study-make-up.not-confirmed": {
    says: () => "That record is not confirmed by the unit, or was returned or reversed",
    cure: () => "Have the unit confirm it first.",
  },
  "study-make-up.used": {
    says: () => "That record made up for another absence",
    cure: () => "Choose another record.",
  },
  "study-make-up.settled": {
    says: (facts) => `This make-up is ${enOutcome[String(facts.outcome)] ?? facts.outcome}`,
  },
  "study-make-up.reason-missing": { says: () => "No reason is given", cure: () => "Say why it is waived." },
};

export const studySessionsRefusals = { "zh-CN": zh, en };
