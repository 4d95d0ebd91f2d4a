/**
 * Rules that are each allowed and cannot stand together. In: a checked pack. Out: which rule, and what is wrong with it;
 * nothing when the pack can be followed.
 */
import type { RulePack } from "~/rulebook/schema";

export const FAULTS = [
  "batch-end-missing",
  "years-missing",
  "share-above-whole",
  "minima-above-quota",
  "make-up-day-missing",
  "excluded-may-apply",
  "gap-within-beat",
] as const;
export type Fault = (typeof FAULTS)[number];
export type RuleFault = { rule: string; fault: Fault };

/** The fault as the literal that a refusal carries. */
export const codeOf = (fault: Fault): string => fault;

export function faultsOf(pack: RulePack): RuleFault[] {
  const faults: RuleFault[] = [];
  const add = (wrong: boolean, rule: string, fault: Fault) => {
    if (wrong) faults.push({ rule, fault });
  };
  const { certificate, study, apply } = pack;
  add(
    certificate.validityMode.value === "fixed-batch-end" && certificate.fixedBatchEndOn.value === null,
    "certificate.fixedBatchEndOn",
    "batch-end-missing",
  );
  for (const regime of ["congress", "party"] as const) {
    const { validity, validYears } = pack.preAppointment[regime];
    add(
      validity.value === "years" && validYears.value === null,
      `preAppointment.${regime}.validYears`,
      "years-missing",
    );
  }
  for (const rule of ["selfStudyShare", "onlineShare"] as const) {
    const share = study[rule].value;
    add(share !== null && share.parts > share.of, `study.${rule}`, "share-above-whole");
  }
  add(
    study.unmetConsequences.value.includes("make-up-study") && study.makeUpUntilMonthDay.value === null,
    "study.makeUpUntilMonthDay",
    "make-up-day-missing",
  );
  // Every beat would come after a silence that counts nothing.
  add(
    study.onlineGapSeconds.value <= study.onlineBeatSeconds.value,
    "study.onlineGapSeconds",
    "gap-within-beat",
  );
  const minutes = {
    days: study.periodsPerDay.value * study.minutesPerPeriod.value,
    periods: study.minutesPerPeriod.value,
    hours: 60,
  };
  for (const [id, { value }] of Object.entries(pack.quotas)) {
    const least = value.minima.reduce((sum, one) => sum + one.amount * minutes[one.unit], 0);
    const { alternative } = value;
    const most = Math.min(
      value.amount * minutes[value.unit],
      alternative ? alternative.amount * minutes[alternative.unit] : Number.POSITIVE_INFINITY,
    );
    add(least > most + 1e-6, `quotas.${id}`, "minima-above-quota");
  }
  for (const rule of ["identities", "concentratedPenaltyIdentities"] as const) {
    const barred = Object.entries(apply.excluded).flatMap(([identity, { value }]) =>
      value ? [identity] : [],
    );
    add(
      apply[rule].value.some((identity) => barred.includes(identity)),
      `apply.${rule}`,
      "excluded-may-apply",
    );
  }
  return faults;
}
