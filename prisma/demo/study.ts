/**
 * This year's study 学法台账, session by session: entered by the unit two days later, checked by legal affairs a week on.
 * What was studied lately still waits for its check.
 */
import { addDays, type DateOn, instantAt, yearOf } from "~/calendar";
import { below, randomFrom } from "~/questions/random";
import {
  acceptStudyRecord,
  acceptStudyRecords,
  resubmitStudyRecord,
  returnStudyRecord,
} from "~/study/checks.server";
import { reverseStudyRecord, submitStudyRecord } from "~/study/ledger.server";
import type { StudySession } from "~/study/session";
import { type Person, placeOn } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { officeHour, weekday } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import { bodies, plans, type UnitCode, unitCodes } from "./units.ts";

type Planned = Pick<StudySession, "title" | "mode" | "category" | "laws" | "organiserLevel" | "minutes"> & {
  /** Month and day. */
  on: string;
  /** Clock times. */
  from: string;
  to: string;
};

const DAY = { from: "09:00", to: "17:00", minutes: 360 };
const TRAINING = { ...DAY, mode: "concentrated", category: "enforcement", organiserLevel: "county" } as const;
const OWN = { ...TRAINING, organiserLevel: "unit" } as const;
const ONLINE = { ...DAY, mode: "online", category: "law", organiserLevel: "province" } as const;
const ALONE = { ...DAY, mode: "self-study", category: "law", organiserLevel: "unit" } as const;

/** About a day and a half each month, so that who comes every time keeps ahead of the year. */
const OF_OFFICERS: readonly Planned[] = [
  { ...ONLINE, on: "01-06", title: "网络课程：行政处罚案卷制作", laws: ["行政处罚法"] },
  { ...OWN, on: "01-13", title: "本单位执法业务培训：开年第一课", laws: ["行政处罚法"] },
  { ...ALONE, on: "02-03", title: "自学：行政处罚法条文和案例摘编", laws: ["行政处罚法"] },
  { ...TRAINING, on: "03-17", title: "全区行政执法人员春季集中培训（第一天）", laws: ["行政处罚法"] },
  { ...TRAINING, on: "03-18", title: "全区行政执法人员春季集中培训（第二天）", laws: ["行政强制法"] },
  { ...OWN, on: "04-14", title: "本单位执法业务培训：调查取证", laws: ["行政处罚法"] },
  { ...TRAINING, on: "05-20", title: "全区行政执法人员夏季集中培训（第一天）", laws: ["行政许可法"] },
  { ...TRAINING, on: "05-21", title: "全区行政执法人员夏季集中培训（第二天）", laws: ["行政复议法"] },
  { ...OWN, on: "06-10", title: "本单位执法业务培训：行政检查", laws: ["行政处罚法"] },
  { ...ALONE, on: "07-15", title: "自学：行政强制法条文和文书范本", laws: ["行政强制法"] },
  { ...OWN, on: "08-19", title: "本单位执法业务培训：执法记录和案卷评查", laws: ["行政执法监督条例"] },
  { ...TRAINING, on: "09-09", title: "全区行政执法人员秋季集中培训（第一天）", laws: ["行政执法监督条例"] },
  { ...TRAINING, on: "09-10", title: "全区行政执法人员秋季集中培训（第二天）", laws: ["行政诉讼法"] },
  { ...OWN, on: "10-14", title: "本单位执法业务培训：听证程序", laws: ["行政处罚法"] },
  { ...TRAINING, on: "10-28", title: "全区行政执法人员集中培训：涉企检查", laws: ["行政处罚法"] },
  { ...ONLINE, on: "11-05", title: "网络课程：行政复议和应诉", laws: ["行政复议法"] },
  { ...TRAINING, on: "12-02", title: "全区行政执法人员冬季集中培训", laws: ["行政处罚法"] },
];

const REVERSED = OF_OFFICERS[3]!;

const CLASS = { ...DAY, mode: "concentrated", category: "law", organiserLevel: "county" } as const;
const GROUP = {
  from: "14:30",
  to: "17:30",
  minutes: 180,
  mode: "study-group",
  category: "law",
  organiserLevel: "unit",
} as const;

const OF_CADRES: readonly Planned[] = [
  { ...GROUP, on: "01-15", title: "党组理论学习中心组学法", laws: ["宪法"] },
  { ...ONLINE, on: "02-05", title: "干部网络学院法治课程（上半年）", laws: ["宪法"] },
  { ...CLASS, on: "04-21", title: "区委党校领导干部法治专题班（第一天）", laws: ["行政处罚法"] },
  { ...CLASS, on: "04-22", title: "区委党校领导干部法治专题班（第二天）", laws: ["行政复议法"] },
  {
    ...CLASS,
    on: "04-23",
    title: "区委党校领导干部法治专题班（第三天）",
    laws: ["重大行政决策程序暂行条例"],
  },
  { ...GROUP, on: "05-14", title: "党组理论学习中心组学法", laws: ["行政强制法"] },
  { ...ALONE, on: "07-02", title: "自学：公务员法和政务处分法", laws: ["公务员法", "公职人员政务处分法"] },
  { ...GROUP, on: "08-13", title: "党组理论学习中心组学法", laws: ["行政执法监督条例"] },
  { ...ONLINE, on: "09-16", title: "干部网络学院法治课程（下半年）", laws: ["行政诉讼法"] },
  { ...GROUP, on: "11-12", title: "党组理论学习中心组学法", laws: ["法治宣传教育法"] },
];

/** The meeting of each 24th, where the unit enters it. */
const meetings: readonly Planned[] = Array.from({ length: 12 }, (_, index) => ({
  on: `${String(index + 1).padStart(2, "0")}-24`,
  from: "14:30",
  to: "16:00",
  minutes: 90,
  mode: "meeting",
  category: "enforcement",
  organiserLevel: "unit",
  title: `${index + 1}月工作例会学法`,
  laws: [index % 2 === 0 ? "行政处罚法" : "行政强制法"],
}));
const MEETS: readonly UnitCode[] = ["urban", "shuangtang"];

const EVIDENCE = {
  concentrated: ["sign-in"],
  meeting: ["minutes"],
  "study-group": ["minutes"],
  online: ["log", "quiz"],
  "self-study": ["notes"],
} as const;

const DEFECTS = [
  "签到表缺签退时间，请补交签退记录后重新提交。",
  "学习笔记与所报课程不一致，请核对后重新提交。",
  "网络学习日志不是本人账号，请更正。",
];

export function tellStudy(district: District): void {
  for (const { code } of bodies) {
    const ofOfficers = MEETS.includes(code) ? [...OF_OFFICERS, ...meetings] : OF_OFFICERS;
    for (const planned of ofOfficers) tellSession(district, code, planned, "enforcement");
  }
  for (const code of unitCodes)
    for (const planned of OF_CADRES) tellSession(district, code, planned, "leading-cadre");
}

function tellSession(district: District, code: UnitCode, planned: Planned, group: Person["group"]): void {
  const { chronicle, people, today } = district;
  const { on: monthAndDay, from, to, ...what } = planned;
  // The 24th stays the 24th; everything else keeps office days.
  const day = `${yearOf(today)}-${monthAndDay}` as DateOn;
  const on = what.mode === "meeting" ? day : weekday(day);
  const random = randomFrom(`${code}/${monthAndDay}/${what.mode}`);
  const present = people.filter((person) => {
    const came = below(100, random) < person.diligence;
    return came && person.group === group && person.hiredOn < on && placeOn(person, on, today) === code;
  });
  const found = present.map(() => below(100, random));
  if (present.length === 0) return;
  let recordIds: string[] = [];
  const training = () => actor(district, plans[code].enforces ? `${code}-training` : "legal2");
  chronicle.on(officeHour(addDays(on, 4), "16:00"), async (tx, now) => {
    const entry = {
      ...what,
      startAt: instantAt(on, from),
      endAt: instantAt(on, to),
      evidence: EVIDENCE[what.mode as keyof typeof EVIDENCE].map((kind) => ({
        kind,
        reference: `${on}${what.title}存档`,
      })),
      unitId: unit(district, code),
      personIds: present.map(({ id }) => id),
    };
    recordIds = granted(await submitStudyRecord(tx, entry, training(), now), "entering study").recordIds;
  });
  chronicle.on(officeHour(addDays(on, 11), "10:40"), async (tx, now) => {
    const legal = actor(district, "legal");
    for (const [index, recordId] of recordIds.entries()) {
      const reason = DEFECTS[found[index]!];
      if (reason) granted(await returnStudyRecord(tx, { recordId, reason }, legal, now), "returning study");
    }
    const right = recordIds.filter((_, index) => DEFECTS[found[index]!] === undefined);
    for (const { verdict } of await acceptStudyRecords(tx, { recordIds: right }, legal, now))
      granted(verdict, "accepting study");
  });
  // One defect in two is put right, and waits for the next check.
  chronicle.on(officeHour(addDays(on, 18), "09:50"), async (tx, now) => {
    for (const [index, recordId] of recordIds.entries()) {
      if (found[index] !== 0) continue;
      const answer = { recordId, reason: "已补交签退记录。" };
      granted(await resubmitStudyRecord(tx, answer, training(), now), "resubmitting study");
    }
  });
  // Someone had been on leave that day: the entry that was accepted is taken back by another (H20).
  if (code !== "urban" || planned !== REVERSED) return;
  let reversalId = "";
  chronicle.on(officeHour(addDays(on, 30), "11:10"), async (tx, now) => {
    const recordId = recordIds[found.findIndex((drawn) => DEFECTS[drawn] === undefined)]!;
    const wrong = { recordId, reason: "经核对考勤，当日请假，未参加培训。", ground: "mistake" as const };
    reversalId = granted(await reverseStudyRecord(tx, wrong, training(), now), "reversing").recordId;
  });
  chronicle.on(officeHour(addDays(on, 36), "10:10"), async (tx, now) => {
    const accepted = await acceptStudyRecord(tx, { recordId: reversalId }, actor(district, "legal"), now);
    granted(accepted, "accepting a reversal");
  });
}
