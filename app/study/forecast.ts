/**
 * Where a year of study is heading: as if all that waits were accepted and everybody came to all that is planned.
 * In: the person's records, what is planned for them, the pack, the year, today in China. Out: per quota the amount then,
 * and the categories of study that will be short.
 */
import type { DateOn } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import { type Standing, type Student, standings } from "~/study/quota";
import { isPending, type StudyEntry } from "~/study/study-entry";

export type Forecast = Pick<Standing, "quotaId" | "unit" | "isMet" | "short" | "shortages" | "categories"> & {
  amount: number;
  required: number;
};
/** A session still to come, with what is known of it. */
export type PlannedStudy = Pick<
  StudyEntry,
  "id" | "mode" | "category" | "organiserLevel" | "startAt" | "endAt" | "minutes"
>;

export function forecasts(
  student: Student,
  entries: readonly StudyEntry[],
  planned: readonly PlannedStudy[],
  pack: RulePack,
  year: number,
  today: DateOn,
): Forecast[] {
  const all: StudyEntry[] = [
    ...entries.map((entry) => (isPending(entry.status) ? { ...entry, status: "accepted" as const } : entry)),
    ...planned.map((session) => ({ ...session, status: "accepted" as const })),
  ];
  return standings(student, all, pack, year, today).map((then) => ({
    quotaId: then.quotaId,
    unit: then.unit,
    amount: then.credited,
    required: then.required,
    isMet: then.isMet,
    short: then.short,
    shortages: then.shortages,
    categories: then.categories,
  }));
}
