/**
 * Figures of people added up to those of a unit and of a district. In: what each person's year came to, counts of the ledger
 * and of plans. Out: plain figures; nobody and no session is counted twice.
 */
import {
  type ExamFigures,
  type GroupFigures,
  NO_EXAMS,
  type PersonFigures,
  type UnitFigures,
} from "./year-figures";

/** Leading cadres and the others of some people, by what their own year came to. */
export function groupsOf(people: readonly PersonFigures[]): { leaders: GroupFigures; staff: GroupFigures } {
  const reported = people.filter(({ movedOut }) => !movedOut);
  const figures = (those: readonly PersonFigures[]): GroupFigures => ({
    people: those.length,
    attended: those.filter(({ attendances }) => attendances > 0).length,
    owing: those.filter(({ result }) => result !== "none").length,
    met: those.filter(({ result }) => result === "met").length,
  });
  const leads = ({ group }: PersonFigures) => group === "leading-cadre";
  return {
    leaders: figures(reported.filter(leads)),
    staff: figures(reported.filter((person) => !leads(person))),
  };
}

/** One unit: people by where they are reported, minutes by where they were studied. */
export function unitFigures(
  { unitId, name, path }: Pick<UnitFigures, "unitId" | "name" | "path">,
  everybody: readonly PersonFigures[],
  counts: { sessions: number; attendances: number; people: number },
  planned: Pick<UnitFigures, "plan" | "exams">,
): UnitFigures {
  return {
    ...{ unitId, name, path },
    ...counts,
    minutes: everybody.reduce((sum, { minutes }) => sum + (minutes[unitId] ?? 0), 0),
    ...groupsOf(everybody.filter((person) => person.unitId === unitId)),
    ...{ plan: planned.plan, exams: planned.exams },
  };
}

export function addedExams(all: readonly ExamFigures[]): ExamFigures {
  return all.reduce(
    (sum, one) => ({
      required: sum.required + one.required,
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      exempt: sum.exempt + one.exempt,
      absent: sum.absent + one.absent,
      pending: sum.pending + one.pending,
    }),
    NO_EXAMS,
  );
}

export type DistrictFigures = Omit<UnitFigures, "unitId" | "name" | "path">;

/**
 * The district. Sessions and people are not the sum of its units: who came from three bureaus to one training came to one
 * 场次, so these two are counted apart.
 */
export function districtFigures(
  units: readonly UnitFigures[],
  { sessions, people }: { sessions: number; people: number },
): DistrictFigures {
  const sum = (of: (unit: UnitFigures) => number) => units.reduce((all, unit) => all + of(unit), 0);
  const group = (of: "leaders" | "staff"): GroupFigures => ({
    people: sum((unit) => unit[of].people),
    attended: sum((unit) => unit[of].attended),
    owing: sum((unit) => unit[of].owing),
    met: sum((unit) => unit[of].met),
  });
  return {
    ...{ sessions, people },
    attendances: sum((unit) => unit.attendances),
    minutes: sum((unit) => unit.minutes),
    leaders: group("leaders"),
    staff: group("staff"),
    plan: { planned: sum(({ plan }) => plan.planned), done: sum(({ plan }) => plan.done) },
    exams: addedExams(units.map(({ exams }) => exams)),
  };
}
