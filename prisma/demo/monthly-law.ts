/** 每月一法、每法一考: the leading cadres' year, drawn up the December before, and its exam on each 24th. */
import { addDays, type DateOn, instantAt, yearOf } from "~/calendar";
import { inTransaction } from "~/db.server";
import { addPlanItem, createPlan, type ItemPlanned } from "~/plans/plan-drafting.server";
import { takePlanStep } from "~/plans/plan-steps.server";
import { below, randomFrom } from "~/questions/random";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import { type ExamPlan, tellExam, tellRelease, tellSitting } from "./exams.ts";
import type { Papers } from "./papers.ts";
import { bodies, plans, type UnitCode } from "./units.ts";

/** One law a month, each with the paper the banks offer on it. */
const MONTHS = [
  { law: "宪法", paper: "monthly-constitution" },
  { law: "行政处罚法", paper: "monthly-penalty" },
  { law: "重大行政决策程序暂行条例", paper: "monthly-decision-making" },
  { law: "行政许可法", paper: "monthly-licensing" },
  { law: "行政强制法", paper: "monthly-compulsion" },
  { law: "政府信息公开条例", paper: "monthly-disclosure" },
  { law: "行政复议法", paper: "monthly-reconsideration" },
  { law: "优化营商环境条例", paper: "monthly-business" },
  { law: "行政诉讼法", paper: "monthly-litigation" },
  { law: "保守国家秘密法", paper: "monthly-secrets" },
  { law: "国家赔偿法", paper: "monthly-compensation" },
  { law: "法治宣传教育法", paper: "monthly-legal-education" },
] as const;

export function tellMonthlyLaw(district: District, papers: Papers): void {
  const year = yearOf(district.today);
  const exams = MONTHS.map((study, index) => tellMonth(district, papers, year, index + 1, study));
  for (const code of PLANNED) tellPlan(district, year, code, exams);
}

/** Every enforcement body, and the government itself. */
const PLANNED: readonly UnitCode[] = [...bodies.map(({ code }) => code), "office"];

const cadresOf = ({ people }: District, units: readonly UnitCode[] = PLANNED) =>
  people.filter((person) => person.group === "leading-cadre" && units.includes(person.unit));
const dayOf = (year: number, month: number) => `${year}-${String(month).padStart(2, "0")}-24` as DateOn;

function tellMonth(
  district: District,
  papers: Papers,
  year: number,
  month: number,
  { law, paper }: (typeof MONTHS)[number],
): { id: string } {
  const heldOn = dayOf(year, month);
  const plan: ExamPlan = {
    code: `monthly-${month}`,
    kind: "monthly-law",
    part: null,
    field: null,
    title: `${year}年${month}月每月一法测试：${law}`,
    paper,
    opensAt: instantAt(heldOn, "09:00"),
    closesAt: instantAt(heldOn, "12:00"),
    minutes: 30,
    lateEntryMinutes: 120,
    attemptsAllowed: 2,
    createdAt: officeHour(`${year - 1}-12-18`, "09:30"),
    registeredAt: officeHour(addDays(heldOn, -10), "09:00"),
    candidates: cadresOf(district),
  };
  const exam = tellExam(district, papers, plan);
  const random = randomFrom(plan.code);
  const present = cadresOf(district).flatMap((person) => {
    const isAbsent = below(100, random) < 5 || (person.login === "leader" && month === 3);
    const ability = 76 + (person.number % 20);
    return isAbsent ? [] : [{ person, ability, minutes: 12 + below(15, random) }];
  });
  tellSitting(district, exam, plan, present);
  tellRelease(district, exam, officeHour(addDays(heldOn, 3), "16:00"));
  return exam;
}

/** What some units' plans lack (五落实). */
const MISSING: Partial<Record<UnitCode, (month: number) => Partial<ItemPlanned>>> = {
  shuangtang: (month) => (month === 4 || month === 8 ? { heldOn: null, minutes: null } : {}),
  liupu: (month) => (month === 10 ? { personIds: [] } : {}),
  baihe: (month) => (month === 5 || month === 9 ? { materials: [] } : {}),
  agriculture: (month) => (month === 7 ? { ownerPersonId: null, minutes: null } : {}),
};

function tellPlan(district: District, year: number, code: UnitCode, exams: readonly { id: string }[]): void {
  const by = () => actor(district, plans[code].enforces ? `${code}-training` : "legal2");
  let planId = "";
  district.chronicle.on(officeHour(`${year - 1}-12-22`, "10:00"), async (tx, now) => {
    const cadres: Person[] = cadresOf(district, [code]);
    ({ planId } = await createPlan(
      tx,
      {
        unitId: unit(district, code),
        year,
        audience: "leading-cadres",
        title: `${plans[code].shortName}${year}年领导干部每月一法学习计划`,
        document: code === "ecology" ? null : `临依法办〔${year - 1}〕31号`,
      },
      by(),
      now,
    ));
    for (const [index, { law }] of MONTHS.entries()) {
      const item: ItemPlanned & { planId: string } = {
        planId,
        month: index + 1,
        law,
        materials: ["法律文本", `${law}学习讲义`],
        heldOn: dayOf(year, index + 1),
        minutes: 90,
        place: "三楼会议室",
        examId: exams[index]!.id,
        ownerPersonId: cadres[0]!.id,
        personIds: cadres.map(({ id }) => id),
        ...MISSING[code]?.(index + 1),
      };
      granted(await addPlanItem(tx, item, by(), now), "adding a law");
    }
  });
  district.chronicle.apart(officeHour(`${year - 1}-12-26`, "15:00"), async (now) => {
    const take = (step: "submitted" | "confirmed" | "approved", who: string) =>
      inTransaction((tx) => takePlanStep(tx, { planId, step }, who, now));
    const submitted = await take("submitted", by());
    // A plan that names nobody, or nobody answerable, is not approved, and shows red all year.
    if (code === "liupu" || code === "agriculture") return;
    granted(submitted, "submitting a plan");
    const confirmer = actor(district, plans[code].enforces ? `${code}-legal` : "personnel");
    granted(await take("confirmed", confirmer), "confirming a plan");
    granted(await take("approved", actor(district, "legal")), "approving a plan");
  });
}
