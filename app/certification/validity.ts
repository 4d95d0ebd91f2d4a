/**
 * How long a certificate runs and when it may be renewed, by the pack.
 * In: the pack and a date in China. Out: first and last valid day (both count); the renewal window as a half-open range.
 */
import { addDays, contains, type DateOn, type DateRange, monthsBack, periodEnd } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import { allow, type Refusal, refusal, refuse, type Verdict } from "~/verdict";

export type Validity =
  | { ok: true; validFromOn: DateOn; validToOn: DateOn }
  | { ok: false; refusals: Refusal[] };

/**
 * From the day of issue, or to the end that the whole batch shares, which overrides the count of years.
 * Refusals: certificate.batch-end-missing, certificate.batch-ended { batchEndOn }.
 */
export function validityFrom(issuedOn: DateOn, pack: RulePack): Validity {
  const { validityMode, fixedBatchEndOn, validYears, convention } = pack.certificate;
  if (validityMode.value === "from-issue") {
    const validToOn = periodEnd(issuedOn, { years: validYears.value }, convention.value);
    return { ok: true, validFromOn: issuedOn, validToOn };
  }
  const batchEndOn = fixedBatchEndOn.value;
  if (batchEndOn === null)
    return { ok: false, refusals: [refusal("certificate.batch-end-missing", {}, validityMode.source)] };
  if (batchEndOn < issuedOn)
    return {
      ok: false,
      refusals: [refusal("certificate.batch-ended", { batchEndOn }, fixedBatchEndOn.source)],
    };
  return { ok: true, validFromOn: issuedOn, validToOn: batchEndOn };
}

/** Opens `renewWindowMonths` before the last valid day and closes with it. */
export function renewalWindow(validToOn: DateOn, pack: RulePack): DateRange {
  return {
    fromOn: monthsBack(validToOn, pack.certificate.renewWindowMonths.value),
    toOn: addDays(validToOn, 1),
  };
}

/** Refusals: renewal.not-yet { opensOn }, renewal.too-late { validToOn }: after expiry it is a new application (T19). */
export function mayRenew(validToOn: DateOn, on: DateOn, pack: RulePack): Verdict {
  const window = renewalWindow(validToOn, pack);
  if (contains(window, on)) return allow;
  const source = pack.certificate.renewWindowMonths.source;
  return on < window.fromOn
    ? refuse(refusal("renewal.not-yet", { opensOn: window.fromOn, validToOn }, source))
    : refuse(refusal("renewal.too-late", { validToOn }, source));
}

/** Last day of a ban on re-application, counted from the day its decision took effect; null if the pack sets none. */
export function banLastOn(
  ground: keyof RulePack["ban"]["years"],
  effectiveOn: DateOn,
  pack: RulePack,
): DateOn | null {
  const years = pack.ban.years[ground].value;
  return years === null ? null : periodEnd(effectiveOn, { years }, pack.ban.convention.value);
}
