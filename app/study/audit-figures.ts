/**
 * What an audit came to: for a sample, for a unit, for a year. In: sampled records as they stand, today in China. Out: counts, rates,
 * and the rows behind each. A unit's grade reads these figures; nothing here grades.
 */
import type { DateOn } from "~/calendar";
import type { SampledRecord } from "./audit-sample.server";
import { FINDING_KINDS, type FindingKind, isFalse, type SampleState } from "./audit-verdict";
import { isLate } from "./rectification";

type Figured = Pick<
  SampledRecord,
  | "state"
  | "kind"
  | "unitId"
  | "minutes"
  | "isReversed"
  | "misconduct"
  | "rectificationStep"
  | "rectificationDueOn"
>;

export type AuditFigures = {
  sampled: number;
  byState: Record<SampleState, number>;
  byKind: Record<FindingKind, number>;
  /** 代签、代学、伪造. */
  false: number;
  /** Of those looked into, how many of a hundred were not in order; null while none is looked into. */
  findingPercent: number | null;
  /** What was taken back, and its raw minutes. */
  reversed: number;
  reversedMinutes: number;
  misconduct: number;
  toRectify: number;
  rectified: number;
  late: number;
};

export function figuresOf(records: readonly Figured[], today: DateOn): AuditFigures {
  const count = (is: (record: Figured) => boolean) => records.filter(is).length;
  const findings = count(({ state }) => state === "finding");
  const lookedInto = count(({ state }) => state !== "unseen");
  const reversed = records.filter(({ isReversed, kind }) => isReversed && isFalse(kind));
  return {
    sampled: records.length,
    byState: {
      unseen: records.length - lookedInto,
      "in-order": lookedInto - findings,
      finding: findings,
    },
    byKind: Object.fromEntries(
      FINDING_KINDS.map((kind) => [kind, count((record) => record.kind === kind)]),
    ) as Record<FindingKind, number>,
    false: count(({ kind }) => isFalse(kind)),
    findingPercent: lookedInto === 0 ? null : Math.round((findings * 1000) / lookedInto) / 10,
    reversed: reversed.length,
    reversedMinutes: reversed.reduce((sum, { minutes }) => sum + minutes, 0),
    misconduct: count(({ misconduct }) => misconduct === "confirmed"),
    toRectify: count(({ rectificationStep }) => rectificationStep !== null),
    rectified: count(({ rectificationStep }) => rectificationStep === "accepted"),
    late: count(
      ({ rectificationStep: step, rectificationDueOn: due }) =>
        step !== null && due !== null && isLate(step, due, today),
    ),
  };
}

/** By unit, the most findings first. */
export function figuresByUnit(
  records: readonly Figured[],
  today: DateOn,
): { unitId: string; figures: AuditFigures }[] {
  return [...new Set(records.map(({ unitId }) => unitId))]
    .map((unitId) => ({
      unitId,
      figures: figuresOf(
        records.filter((record) => record.unitId === unitId),
        today,
      ),
    }))
    .sort((a, b) => b.figures.byState.finding - a.figures.byState.finding || (a.unitId < b.unitId ? -1 : 1));
}
