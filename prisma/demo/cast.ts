/**
 * Who lives in the district, and what becomes of them.
 * In: today, the seeded source. Out: people with unit, identity, day of entry and a story; nothing is written here.
 */
import { addDays, type DateOn, yearOf } from "~/calendar";
import type { EmploymentIdentity } from "~/personnel/identity";
import type { Sex } from "~/personnel/identity-number";
import { below, type Random } from "~/questions/random";
import type { StudyGroupWord } from "~/rulebook/words";
import { type Ago, ago, weekday } from "./days.ts";
import { NAMED, type Named } from "./named.ts";
import { newNames } from "./names.ts";
import { plans, type UnitCode, unitCodes } from "./units.ts";

/** Where the certificate stands, or why there is none. */
export type Story =
  | "ending" // runs out within half a year
  | "third-year"
  | "second-year"
  | "renewed"
  | "expired-on-post" // had run out before posts were registered, and still sat there
  | "expired-since"
  | "suspended"
  | "stood-down" // suspended, and suspended from duty
  | "lost"
  | "suspended-and-lost"
  | "revoked"
  | "annulled"
  | "voided"
  | "retired"
  | "deceased"
  | "moved-on" // transferred, the old card cancelled
  | "moved-uncleared" // transferred, and nobody has looked after card and post
  | "legal-enforcer" // legal officer who also enforces
  | "not-civil-servant" // on a post of a body with concentrated power (K06)
  | "found-on-post" // contract, dispatched, auxiliary
  | "seconded"
  | "newcomer"
  | "left"
  | Examined;

/** Sat this autumn's qualification exams, and what followed. */
export const EXAMINED = [
  "collected",
  "to-collect",
  "approved",
  "waits-legal-affairs",
  "overdue",
  "waits-unit-personnel",
  "waits-unit-legal",
  "returned",
  "withdrawn",
  "refused",
  "barred-by-sanction",
  "barred-by-grade",
  "fails",
  "absent",
  "candidate", // passed the special part; the general one is open now
] as const;
export type Examined = (typeof EXAMINED)[number];

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

/** When people left their unit, and for which other one. */
export const LEFT: Partial<Record<Story, { when: Ago; to?: UnitCode }>> = {
  retired: { when: { months: 4 } },
  deceased: { when: { days: 80 } },
  "moved-on": { when: { months: 6 }, to: "ecology" },
  "moved-uncleared": { when: { months: 2 }, to: "urban" },
};

/** The unit somebody works in on a day; null once they have left the district's service. */
export function placeOn({ story, unit }: Person, on: DateOn, today: DateOn): UnitCode | null {
  const left = story && LEFT[story];
  if (!left) return unit;
  const lastOn = weekday(ago(today, left.when));
  return on <= lastOn ? unit : (left.to ?? null);
}

type Slot = {
  unit: UnitCode;
  group: StudyGroupWord;
  story: Story | null;
  identity?: EmploymentIdentity;
  title?: string;
};

const officers: Partial<Record<UnitCode, Partial<Record<Story, number>>>> = {
  urban: {
    ending: 2,
    "third-year": 7,
    "second-year": 4,
    collected: 6,
    "to-collect": 1,
    "waits-unit-legal": 1,
    "waits-unit-personnel": 1,
    fails: 1,
    absent: 1,
    candidate: 1,
    "barred-by-sanction": 1,
    "expired-since": 1,
    renewed: 1,
    suspended: 1,
    revoked: 1,
    retired: 1,
    newcomer: 2,
  },
  market: {
    ending: 2,
    "third-year": 5,
    "second-year": 4,
    collected: 5,
    "to-collect": 1,
    "waits-unit-legal": 1,
    "waits-legal-affairs": 1,
    approved: 1,
    fails: 1,
    absent: 1,
    "barred-by-grade": 1,
    lost: 1,
    annulled: 1,
    "moved-uncleared": 1,
    "moved-on": 1,
    newcomer: 2,
  },
  transport: {
    ending: 1,
    "third-year": 4,
    "second-year": 3,
    collected: 3,
    overdue: 1,
    returned: 1,
    withdrawn: 1,
    approved: 1,
    "expired-on-post": 1,
    "stood-down": 1,
    newcomer: 1,
  },
  ecology: {
    ending: 1,
    "third-year": 4,
    "second-year": 3,
    "suspended-and-lost": 1,
    renewed: 1,
    newcomer: 1,
  },
  emergency: {
    ending: 1,
    "third-year": 4,
    "second-year": 3,
    deceased: 1,
    "not-civil-servant": 1,
    newcomer: 1,
  },
  agriculture: { ending: 1, "third-year": 3, "second-year": 2, lost: 1, renewed: 1, "expired-since": 1 },
  shuangtang: {
    ending: 1,
    "third-year": 2,
    "second-year": 2,
    collected: 2,
    "waits-unit-personnel": 1,
    "expired-on-post": 1,
  },
  shiqiao: { ending: 1, "third-year": 2, "second-year": 1, "to-collect": 1, refused: 1, voided: 1 },
  liupu: { ending: 1, "third-year": 3, "second-year": 1, collected: 3, suspended: 1 },
  baihe: { ending: 1, "third-year": 3, "second-year": 2, newcomer: 1 },
};

/** Identities without establishment; the first `found` of each unit sit on enforcement posts. */
const helpers: Partial<Record<UnitCode, { found: number; identities: EmploymentIdentity[] }>> = {
  urban: {
    found: 3,
    identities: ["dispatched", "contract", "auxiliary", "auxiliary", "temporary", "outsourced"],
  },
  market: {
    found: 2,
    identities: ["temporary", "outsourced", "auxiliary", "contract", "support-worker"],
  },
  transport: { found: 1, identities: ["contract", "auxiliary", "dispatched", "support-worker"] },
  ecology: { found: 0, identities: ["contract", "support-worker"] },
  emergency: { found: 0, identities: ["dispatched", "temporary"] },
  agriculture: { found: 0, identities: ["public-welfare", "contract"] },
  shuangtang: { found: 1, identities: ["grid-worker", "auxiliary", "public-welfare"] },
  shiqiao: { found: 0, identities: ["grid-worker", "dispatched", "auxiliary"] },
  liupu: { found: 1, identities: ["dispatched", "grid-worker", "outsourced"] },
  baihe: { found: 0, identities: ["grid-worker", "auxiliary", "temporary"] },
};

const legalStaff: Partial<Record<UnitCode, number>> = {
  justice: 6,
  urban: 2,
  market: 2,
  transport: 2,
  ecology: 1,
  emergency: 2,
  agriculture: 2,
  shuangtang: 1,
  shiqiao: 1,
  liupu: 1,
  baihe: 1,
};

const clerks: Partial<Record<UnitCode, string[]>> = {
  justice: ["办公室主任", "办公室科员"],
  personnel: ["证件管理科科长", "证件管理科科员", "人事科科长", "人事科科员", "办公室科员"],
  office: ["信息科科长", "信息科科员", "保密科科员", "综合科科员"],
  organisation: ["干部监督科科长", "干部科科员"],
};

const chiefs: Record<string, string[]> = {
  "enforcement-bureau": ["局长", "副局长", "副局长"],
  "legal-affairs-office": ["局长", "副局长"],
  "personnel-department": ["局长"],
  town: ["镇长", "副镇长"],
  street: ["办事处主任", "办事处副主任"],
  other: ["主任", "副主任"],
};

function slotsOf(unit: UnitCode): Slot[] {
  const of = officers[unit];
  const { found, identities } = helpers[unit] ?? { found: 0, identities: [] };
  const isBureau = plans[unit].kind === "enforcement-bureau";
  return [
    ...chiefs[plans[unit].kind]!.map((title, index): Slot => {
      // The deputy in charge of enforcement holds a certificate.
      return { unit, group: "leading-cadre", title, story: isBureau && index === 1 ? "third-year" : null };
    }),
    ...Array.from({ length: legalStaff[unit] ?? 0 }, (_, index): Slot => {
      const title = index === 0 ? "法制科科长" : "法制审核员";
      return {
        unit,
        group: "legal",
        title,
        story: unit === "market" && index === 1 ? "legal-enforcer" : null,
      };
    }),
    ...(clerks[unit] ?? ["人事科科长", "宣传教育科科员"]).map((title): Slot => {
      return { unit, group: "other", title, story: null };
    }),
    ...Object.entries(of ?? {}).flatMap(([story, count]) =>
      Array.from({ length: count }, (): Slot => ({ unit, group: "enforcement", story: story as Story })),
    ),
    ...identities.map((identity, index): Slot => {
      return { unit, group: "auxiliary", identity, story: index < found ? "found-on-post" : null };
    }),
  ];
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
  const examined = (EXAMINED as readonly unknown[]).includes(story);
  const [least, most] =
    (story && YEARS_AGO[story]) ?? (examined ? [1, 3] : group === "auxiliary" ? [1, 6] : [7, 20]);
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
