import { type DateOn, instantAt } from "~/calendar";
import type { SessionPlan } from "~/study/sessions.server";

/** A morning of training on some day, from nine to twelve. */
export const toCome = (on: DateOn, change: Partial<SessionPlan> = {}): SessionPlan => ({
  title: "行政处罚法专题培训",
  mode: "concentrated",
  category: "enforcement",
  laws: ["行政处罚法"],
  organiserLevel: "unit",
  place: "三楼会议室",
  startAt: instantAt(on, "09:00"),
  endAt: instantAt(on, "12:00"),
  minutes: 180,
  leader: null,
  recorderPersonId: null,
  makesUpId: null,
  ...change,
});
