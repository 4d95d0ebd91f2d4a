/**
 * 学法活动: what a session can be and which steps it takes.
 * In: its state. Out: questions about it, refusals for what comes too late. It is planned, then held (its attendance is
 * closed) or cancelled; until then everything of it can be changed, and each change is a step that stays.
 */
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

/** Forms of study that people come together for; the others are entered by who studied, or by the server. */
export const SESSION_MODES = [
  "study-group", // 中心组学法
  "pre-meeting", // 会前学法、常务会议学法
  "concentrated", // 集中培训
  "meeting", // 以会代训
  "outside-visit", // 外出学习
  "court-observation", // 旁听庭审
  "case-teaching", // 以案释法
  "competition", // 竞赛
] as const;
export type SessionMode = (typeof SESSION_MODES)[number];

export const SESSION_STATES = [
  "planned", // 已安排
  "held", // 已举行
  "cancelled", // 已取消
] as const;
export type SessionState = (typeof SESSION_STATES)[number];

export const SESSION_STEPS = ["planned", "changed", "held", "cancelled"] as const;
export type SessionStep = (typeof SESSION_STEPS)[number];

/** What a file of a session can be; as such it is evidence of everybody's study in it. */
export const SESSION_FILE_KINDS = [
  "notice", // 通知、议程
  "material", // 学习材料、讲义
  "minutes", // 会议纪要
  "sign-in", // 纸质签到表
  "photo", // 现场照片
  "approval", // 外出审批
  "report", // 考察报告
  "result", // 成绩、结果
] as const;
export type SessionFileKind = (typeof SESSION_FILE_KINDS)[number];

export const isPlanned = (state: SessionState): boolean => state === "planned";
export const isHeld = (state: SessionState): boolean => state === "held";

export const OF_SESSIONS: Source = { title: "本平台默认设置" };

/** Refusal: study-session.over { state }. */
export function mayChange(state: SessionState): Verdict {
  const refusals: Refusal[] = isPlanned(state) ? [] : [refusal("study-session.over", { state }, OF_SESSIONS)];
  return verdictOf(refusals);
}
