/** The places in the district that the cast has to fill: how many of whom in which unit, and with which story. */
import type { EmploymentIdentity } from "~/personnel/identity";
import type { StudyGroupWord } from "~/rulebook/words";
import type { Story } from "./stories.ts";
import { plans, type UnitCode } from "./units.ts";

export type Slot = {
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

export function slotsOf(unit: UnitCode): Slot[] {
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
