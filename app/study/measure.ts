/**
 * 天、学时、小时: the ledger keeps minutes; every other unit is a rule of the pack (H1, H2).
 * In: an amount or minutes, the pack. Out: the other.
 */
import type { RulePack, StudyQuota } from "~/rulebook/schema";

export type StudyUnit = StudyQuota["unit"];

/** Minutes for an amount of a unit: 1 day is the pack's 学时 per day times its minutes per 学时. */
export function minutesOf(amount: number, unit: StudyUnit, pack: RulePack): number {
  const { minutesPerPeriod, periodsPerDay } = pack.study;
  if (unit === "hours") return amount * 60;
  return amount * minutesPerPeriod.value * (unit === "days" ? periodsPerDay.value : 1);
}

/** The amount for minutes, rounded down to hundredths: a shown figure never promises more than was done. */
export function amountOf(minutes: number, unit: StudyUnit, pack: RulePack): number {
  return Math.floor((minutes * 100) / minutesOf(1, unit, pack)) / 100;
}

/** What is still to do, rounded up to hundredths. */
export function amountUpTo(minutes: number, unit: StudyUnit, pack: RulePack): number {
  return Math.ceil((minutes * 100) / minutesOf(1, unit, pack)) / 100;
}
