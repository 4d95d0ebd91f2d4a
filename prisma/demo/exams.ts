/** Exams as the legal-affairs office holds them: this autumn's, the one open now, those to come. */
import { addDays, instantAt, yearOf } from "~/calendar";
import { createExam, type NewExam, publishExam } from "~/exams/exams.server";
import { registerCandidates } from "~/exams/registration.server";
import { releaseResults } from "~/exams/release.server";
import { fieldName } from "~/text/fields";
import { tellObjections } from "./after-exams.ts";
import type { Person } from "./cast.ts";
import { granted, inLanes } from "./chronicle.ts";
import { ago, officeHour } from "./days.ts";
import { actor, type District, grouped, unit } from "./district.ts";
import { tellRooms, tellViolation } from "./invigilation.ts";
import { type Papers, specialPaper } from "./papers.ts";
import { type Sat, sit } from "./sitting.ts";
import { type Examined, isExamined } from "./stories.ts";
import { fieldOf, plans, type UnitCode } from "./units.ts";

export type ExamPlan = Omit<NewExam, "unitId" | "organiserLevel" | "blueprintVersionId" | "passMark"> & {
  /** Names it to chance. */
  code: string;
  paper: string;
  createdAt: Date;
  registeredAt: Date;
  candidates: readonly Person[];
};

/** Plans it, publishes it and enters the people; answers where its id will stand. */
export function tellExam(district: District, papers: Papers, plan: ExamPlan): { id: string } {
  const exam = { id: "" };
  const { code: _, paper, createdAt, registeredAt, candidates, ...figures } = plan;
  district.chronicle.on(createdAt, async (tx, now) => {
    const by = actor(district, "legal");
    const wanted: NewExam = {
      ...figures,
      unitId: unit(district, "justice"),
      organiserLevel: "county",
      blueprintVersionId: papers.get(paper)!,
      passMark: 60,
    };
    exam.id = granted(await createExam(tx, wanted, by, now), "planning an exam").examId;
    granted(await publishExam(tx, exam.id, by, now), "publishing an exam");
  });
  for (const [code, colleagues] of grouped(candidates, (person) => person.unit)) {
    district.chronicle.on(registeredAt, async (tx, now) => {
      const by = actor(district, plans[code].enforces ? `${code}-training` : "legal");
      const personIds = colleagues.flatMap(({ id }) => (id === "" ? [] : [id]));
      await registerCandidates(tx, { examId: exam.id, personIds }, by, now);
    });
  }
  return exam;
}

/** Everyone who comes sits at the same hour. The first alone: the draws after it share one count of seen questions. */
export function tellSitting(
  district: District,
  exam: { id: string },
  plan: ExamPlan,
  present: readonly Omit<Sat, "examId" | "code" | "startAt">[],
): void {
  const startAt = new Date(plan.opensAt.getTime() + 60_000);
  const over = new Date(startAt.getTime() + plan.minutes * 60_000);
  district.chronicle.apart(over, async () => {
    const sat = present.map((one): Sat => ({ ...one, examId: exam.id, code: plan.code, startAt }));
    for (const first of sat.slice(0, 1)) await sit(first);
    await inLanes(sat.slice(1), async (one) => void (await sit(one)));
  });
}

export function tellRelease(district: District, exam: { id: string }, at: Date): void {
  district.chronicle.on(at, async (tx, now) => {
    granted(await releaseResults(tx, exam.id, actor(district, "legal"), now), "releasing");
  });
}

export function tellQualificationExams(district: District, papers: Papers): void {
  tellThisAutumnsExams(district, papers);
  tellOpenExam(district, papers);
  tellComingExams(district, papers);
}

const withStory = (people: readonly Person[], ...stories: (Examined | "newcomer")[]) =>
  people.filter(({ story }) => (stories as (string | null)[]).includes(story));

/** Who came, how much they knew, how long they took. */
function presence(person: Person): Omit<Sat, "examId" | "code" | "startAt"> {
  const ability = person.story === "fails" ? 25 : 82 + (person.number % 15);
  const minutes = 48 + (person.number % 37);
  return { person, ability, minutes, ...(person.story === "barred-by-grade" ? { leavesAfter: 95 } : {}) };
}

function tellThisAutumnsExams(district: District, papers: Papers): void {
  const { people, today } = district;
  const examined = people.filter(({ story }) => isExamined(story));
  const at = (days: number, clock: string) => officeHour(ago(today, { days }), clock);
  const figures = { kind: "qualification", lateEntryMinutes: 30, minutes: 90, attemptsAllowed: 1 } as const;

  for (const [code, colleagues] of grouped(examined, (person) => person.unit)) {
    const field = fieldOf(code);
    // The towns sit together; the first of them speaks for all.
    const ofField = examined.filter((person) => fieldOf(person.unit) === field);
    if (ofField[0] !== colleagues[0]) continue;
    // Two who cannot be entered are tried, and refused with the rule (K05).
    const hopeful = code === "urban" ? people.filter(isFoundIn(code)).slice(0, 2) : [];
    const plan: ExamPlan = {
      ...figures,
      code: `special-${field}`,
      title: `${yearOf(ago(today, { days: 76 }))}年行政执法资格考试：专门法律知识（${fieldName("zh-CN", field)}）`,
      part: "special",
      field,
      paper: specialPaper(field),
      createdAt: at(112, "09:30"),
      registeredAt: at(97, "10:00"),
      opensAt: at(76, "09:00"),
      closesAt: at(76, "11:00"),
      candidates: [...ofField, ...hopeful],
    };
    const exam = tellExam(district, papers, plan);
    tellSitting(district, exam, plan, ofField.filter(({ story }) => story !== "absent").map(presence));
    tellRelease(district, exam, at(71, "15:00"));
  }

  const candidates = examined.filter(({ story }) => story !== "candidate");
  const plan: ExamPlan = {
    ...figures,
    code: "general-autumn",
    title: `${yearOf(ago(today, { days: 62 }))}年行政执法资格考试：通用法律知识`,
    part: "general",
    field: null,
    paper: "general",
    createdAt: at(111, "09:30"),
    registeredAt: at(96, "10:00"),
    opensAt: at(62, "09:00"),
    closesAt: at(62, "11:00"),
    candidates,
  };
  const exam = tellExam(district, papers, plan);
  const present = candidates.filter(({ story }) => story !== "absent");
  tellSitting(district, exam, plan, present.map(presence));
  const releasedAt = at(57, "15:00");
  tellRelease(district, exam, releasedAt);
  // The next morning, be it a Saturday: an office hour asked for at a weekend stands on the Friday before.
  const madeAt = new Date(releasedAt.getTime() + 19 * 3_600_000);
  tellObjections(district, exam, present, { madeAt, answeredAt: at(54, "16:00") });
}

const isFoundIn = (code: UnitCode) => (person: Person) =>
  person.unit === code && person.story === "found-on-post";

/** A window of two weeks, so that a visitor can sit it on any day of them; some have, and one is at it. */
function tellOpenExam(district: District, papers: Papers): void {
  const { chronicle, people, today, now } = district;
  const opensAt = instantAt(addDays(today, -3), "08:30");
  const closesAt = instantAt(addDays(today, 14), "18:00");
  const minutes = 90;
  const resitters = withStory(people, "newcomer", "fails", "absent");
  const plan: ExamPlan = {
    code: "general-open",
    kind: "qualification",
    part: "general",
    field: null,
    title: `${yearOf(today)}年行政执法资格考试：通用法律知识（补考，集中考试周）`,
    paper: "general",
    opensAt,
    closesAt,
    minutes,
    lateEntryMinutes: (closesAt.getTime() - opensAt.getTime()) / 60_000 - minutes,
    attemptsAllowed: 2,
    createdAt: officeHour(ago(today, { days: 24 }), "09:30"),
    registeredAt: officeHour(ago(today, { days: 12 }), "10:00"),
    candidates: [...withStory(people, "candidate"), ...resitters],
  };
  const exam = tellExam(district, papers, plan);
  tellSitting(
    district,
    exam,
    plan,
    resitters
      .slice(0, 4)
      .map((person) => ({ ...presence(person), ability: person.story === "fails" ? 55 : 85 })),
  );
  tellRooms(district, exam, officeHour(ago(today, { days: 5 }), "15:00"));
  const onThatDay = (after: number) => new Date(opensAt.getTime() + after * 60_000);
  const [, caught, , , cutOff, atIt] = resitters;
  if (caught) tellViolation(district, exam, caught, onThatDay(150));
  const alone = (person: Person, startAt: Date): Sat => {
    return { ...presence(person), examId: exam.id, code: plan.code, startAt, minutes: 60 };
  };
  if (cutOff)
    chronicle.apart(onThatDay(240), async () => {
      await sit({ ...alone(cutOff, onThatDay(90)), leavesAfter: 70, sentLate: 6 });
    });
  if (!atIt) return;
  const startAt = new Date(now.getTime() - 20 * 60_000);
  chronicle.apart(new Date(startAt.getTime() + 19 * 60_000), async () => {
    await sit({ ...alone(atIt, startAt), leavesAfter: 30 });
  });
}

function tellComingExams(district: District, papers: Papers): void {
  const { people, today } = district;
  for (const code of ["urban", "market"] as const) {
    const field = fieldOf(code);
    const opensOn = addDays(today, 7);
    tellExam(district, papers, {
      code: `special-coming-${field}`,
      kind: "qualification",
      part: "special",
      field,
      title: `${yearOf(opensOn)}年行政执法资格考试：专门法律知识（${fieldName("zh-CN", field)}，补考）`,
      paper: specialPaper(field),
      opensAt: instantAt(opensOn, "09:00"),
      closesAt: instantAt(opensOn, "11:00"),
      minutes: 90,
      lateEntryMinutes: 30,
      attemptsAllowed: 1,
      createdAt: officeHour(ago(today, { days: 20 }), "10:00"),
      registeredAt: officeHour(ago(today, { days: 6 }), "11:00"),
      candidates: withStory(people, "newcomer", "fails", "absent").filter((person) => person.unit === code),
    });
  }
}
