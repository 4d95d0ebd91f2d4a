/**
 * 学法活动 of one bureau: one that was held a while ago, with somebody late and somebody absent; one of today, whose code can
 * be shown on a screen and scanned; the meetings of the months to come.
 */
import { addDays, addMonths, type DateOn, instantAt } from "~/calendar";
import { enterRoster } from "~/study/attendance.server";
import { slotsOf } from "~/study/series";
import { planSeries } from "~/study/series.server";
import { closeAttendance } from "~/study/session-closing.server";
import { writeMinutes } from "~/study/session-files.server";
import { planSession, type SessionPlan } from "~/study/sessions.server";
import { placeOn } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { ago, officeHour, weekday } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import type { Story } from "./stories.ts";

const CODE = "urban";
const WHAT: Omit<SessionPlan, "title" | "startAt" | "endAt"> = {
  mode: "case-teaching",
  category: "enforcement",
  laws: ["行政处罚法"],
  organiserLevel: "unit",
  place: "三楼会议室",
  minutes: 90,
  leader: "法制科科长",
  recorderPersonId: null,
  makesUpId: null,
};

export function tellStudySessions(district: District): void {
  const { chronicle, today } = district;
  const heldOn = weekday(ago(today, { days: 12 }));
  let sessionId = "";
  chronicle.on(officeHour(addDays(heldOn, -8), "10:20"), async (tx, now) => {
    const span = { startAt: instantAt(heldOn, "17:30"), endAt: instantAt(heldOn, "19:00") };
    const plan = { ...WHAT, ...span, title: "以案释法：一起占道经营案的程序" };
    const named = { unitId: unit(district, CODE), personIds: officersOn(district, heldOn) };
    sessionId = granted(
      await planSession(tx, { ...plan, ...named }, clerk(district), now),
      "planning a session",
    ).sessionId;
  });
  chronicle.on(officeHour(addDays(heldOn, 4), "09:30"), async (tx, now) => {
    const at = (clock: string) => instantAt(heldOn, clock);
    const people = officersOn(district, heldOn);
    // The last of the list stayed away, the one before came late.
    const lines = people.slice(0, -1).map((personId, index) => ({
      ...{ personId, outAt: at("19:00") },
      inAt: at(index === people.length - 2 ? "17:45" : "17:25"),
    }));
    granted(await enterRoster(tx, { sessionId, lines }, clerk(district), now), "entering a roster");
    const text = "讲解一起占道经营案从立案到送达的全过程，讨论告知和听证的时点。";
    granted(await writeMinutes(tx, { sessionId, text }, clerk(district), now), "writing minutes");
    granted(await closeAttendance(tx, { sessionId }, clerk(district), now), "closing attendance");
  });
  chronicle.on(officeHour(addDays(today, -3), "15:10"), async (tx, now) => {
    const span = { startAt: instantAt(today, "09:00"), endAt: instantAt(today, "17:30"), minutes: 360 };
    const plan = { ...WHAT, ...span, title: "行政执法案卷集中评讲", mode: "concentrated" as const };
    const named = { unitId: unit(district, CODE), personIds: officersOn(district, today) };
    granted(await planSession(tx, { ...plan, ...named }, clerk(district), now), "planning a session");
    await planMeetings(district, tx, now);
  });
}

async function planMeetings(
  district: District,
  tx: Parameters<typeof planSeries>[0],
  now: Date,
): Promise<void> {
  const { today } = district;
  const months = [1, 2, 3].map((ahead) => addMonths(`${today.slice(0, 7)}-01` as DateOn, ahead));
  const slots = slotsOf(months, 24, "next-working-day");
  const span = {
    startAt: instantAt(slots[0]!.heldOn, "14:30"),
    endAt: instantAt(slots[0]!.heldOn, "16:00"),
  };
  const series = {
    ...{ unitId: unit(district, CODE), day: 24, shift: "next-working-day" as const, slots },
    plan: { ...WHAT, ...span, title: "综治工作例会学法", mode: "meeting" as const, minutes: 60 },
    personIds: officersOn(district, today),
  };
  granted(await planSeries(tx, series, clerk(district), now), "planning meetings");
}

/** Whose card simply runs on: nothing is told of them that one more session would change. */
const SETTLED: readonly (Story | null)[] = ["second-year", "third-year", "renewed"];

function officersOn({ people, today }: District, on: DateOn): string[] {
  return people
    .filter(({ group, login, story }) => group === "enforcement" && login === null && SETTLED.includes(story))
    .filter((person) => person.hiredOn < on && placeOn(person, on, today) === CODE)
    .slice(0, 12)
    .map(({ id }) => id);
}

const clerk = (district: District) => actor(district, `${CODE}-training`);
