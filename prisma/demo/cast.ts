/**
 * Who lives in the district.
 * In: today, the seeded source. Out: people with unit, identity, day of entry and a story; nothing is written here.
 */
import { addDays, type DateOn, yearOf } from "~/calendar";
import type { EmploymentIdentity } from "~/personnel/identity";
import type { Sex } from "~/personnel/identity-number";
import { below, type Random } from "~/questions/random";
import type { StudyGroupWord } from "~/rulebook/words";
import { ago, weekday } from "./days.ts";
import { NAMED, type Named } from "./named.ts";
import { newNames } from "./names.ts";
import { type Slot, slotsOf } from "./places.ts";
import { isExamined, LEFT, type Story } from "./stories.ts";
import { plans, type UnitCode, unitCodes } from "./units.ts";

export type Person = {
  /** From 1; makes the identity number. */
  number: number;
  name: string;
  sex: Sex;
  bornOn: DateOn;
  unit: UnitCode;
  group: StudyGroupWord;
  identity: EmploymentIdentity;
  title: string;
  /** First day in the unit. */
  hiredOn: DateOn;
  story: Story | null;
  /** Per cent of sessions attended. */
  diligence: number;
  /** The login name of their account, if a tour signs in as them. */
  login: string | null;
  /** Once registered. */
  id: string;
};

/** The unit somebody works in on a day; null once they have left the district's service. */
export function placeOn({ story, unit }: Person, on: DateOn, today: DateOn): UnitCode | null {
  const left = story && LEFT[story];
  if (!left) return unit;
  const lastOn = weekday(ago(today, left.when));
  return on <= lastOn ? unit : (left.to ?? null);
}

export function castOf(today: DateOn, random: Random): Person[] {
  const waiting: Named[] = [...NAMED];
  const nameFor = newNames(
    random,
    NAMED.map(({ name }) => name),
  );
  const people = unitCodes.flatMap(slotsOf).map((slot, index): Person => {
    const place = waiting.findIndex((named) => suits(named, slot));
    const [named] = place < 0 ? [] : waiting.splice(place, 1);
    const sex = named?.sex ?? (below(100, random) < 63 ? "male" : "female");
    const hiredOn = hiredFor(slot, today, random);
    const identity = named?.identity ?? slot.identity ?? identityFor(slot, random);
    return {
      number: index + 1,
      name: named?.name ?? nameFor(sex),
      sex,
      bornOn: bornFor(slot.story, hiredOn, today, random),
      unit: slot.unit,
      group: slot.group,
      identity,
      title: named?.title ?? slot.title ?? titleFor(identity, random),
      hiredOn,
      story: slot.story ?? named?.story ?? null,
      diligence: below(100, random) < 14 ? 50 + below(25, random) : 86 + below(15, random),
      login: named?.login ?? null,
      id: "",
    };
  });
  if (waiting.length > 0) throw new Error(`No place in the cast for ${waiting.length} of the named people`);
  return people;
}

function suits(named: Named, slot: Slot): boolean {
  return (
    named.unit === slot.unit &&
    named.group === slot.group &&
    (slot.story === null || named.story === slot.story) &&
    (slot.title === undefined || named.title === undefined || named.title === slot.title) &&
    (slot.identity === undefined || named.identity === slot.identity)
  );
}

const YEARS_AGO: Partial<Record<Story, [number, number]>> = {
  "third-year": [4, 14],
  "second-year": [3, 8],
  suspended: [4, 10],
  "stood-down": [4, 10],
  lost: [4, 10],
  revoked: [4, 10],
  annulled: [3, 6],
  voided: [2, 4],
  newcomer: [0, 1],
  seconded: [3, 8],
};

/** Long enough in post for what the story says of the certificate. */
function hiredFor({ group, story }: Slot, today: DateOn, random: Random): DateOn {
  const [least, most] =
    (story && YEARS_AGO[story]) ?? (isExamined(story) ? [1, 3] : group === "auxiliary" ? [1, 6] : [7, 20]);
  const days = least * 365 + 70 + below((most - least) * 365 - 70, random);
  return addDays(today, -days);
}

function bornFor(story: Story | null, hiredOn: DateOn, today: DateOn, random: Random): DateOn {
  if (story === "retired") return ago(today, { years: 60, months: 4, days: 9 });
  const month = 1 + below(12, random);
  const day = 1 + below(28, random);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${yearOf(hiredOn) - 22 - below(8, random)}-${two(month)}-${two(day)}` as DateOn;
}

function identityFor({ unit, group, story }: Slot, random: Random): EmploymentIdentity {
  if (story === "not-civil-servant") return "public-institution";
  if (group !== "enforcement" || plans[unit].civilServantsOnly) return "civil-servant";
  const drawn = below(10, random);
  if (drawn < 6) return "civil-servant";
  return drawn < 8 ? "civil-servant-equivalent" : "public-institution";
}

const OFFICER_TITLES = ["一级主办", "二级主办", "三级主办", "四级主办", "一级行政执法员", "二级行政执法员"];
const HELPER_TITLES = ["协管员", "巡查员", "驾驶员", "内勤"];

function titleFor(identity: EmploymentIdentity, random: Random): string {
  if (identity === "grid-worker") return "网格员";
  const established = identity === "civil-servant" || identity === "civil-servant-equivalent";
  if (established) return OFFICER_TITLES[below(OFFICER_TITLES.length, random)]!;
  const others = identity.endsWith("organisation") || identity === "public-institution";
  return others ? "执法队员" : HELPER_TITLES[below(HELPER_TITLES.length, random)]!;
}
