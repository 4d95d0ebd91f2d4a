/** The facts `mayHold` and `mayEnforce` take, read for many people in a handful of queries. */
import { addDays, type DateOn, type DateRange } from "~/calendar";
import type { Tx } from "~/db.server";
import { examBans, qualificationParts } from "~/exams/qualification.server";
import { bodiesOf } from "~/organisation/bodies.server";
import { predecessorsOf } from "~/organisation/succession.server";
import { unitsById } from "~/organisation/units.server";
import { personnelFacts } from "~/personnel/facts.server";
import { bansOf } from "./certificates.server";
import type { HoldingFacts } from "./may-hold";

/** Whom is asked about, in which unit and field. */
export type HoldingQuestion = { personId: string; unitId: string; field: string | null };
export type AsOf = { trueOn: DateOn; knownAt?: Date };

/**
 * One answer for each question, in its order. `trueOn` is the calendar date asked about, `knownAt` the instant whose
 * knowledge counts. To decide on the facts of one person, take that person's lock first.
 */
export async function holdingFactsOf(
  tx: Tx,
  questions: readonly HoldingQuestion[],
  as: AsOf,
): Promise<HoldingFacts[]> {
  const personIds = [...new Set(questions.map(({ personId }) => personId))];
  const unitIds = [...new Set(questions.map(({ unitId }) => unitId))];
  const people = await personnelFacts(tx, personIds, as);
  const units = await unitsById(tx, unitIds, as.trueOn, as.knownAt);
  const bodies = await bodiesOf(tx, unitIds, as.knownAt);
  const gone = await predecessorsOf(tx, unitIds, as.trueOn, as.knownAt);
  const parts = await qualificationParts(tx, personIds, as);
  const cheating = await examBans(tx, personIds, as);
  const decided = await bansOf(tx, personIds, as);
  return questions.map(({ personId, unitId, field }) => {
    const person = people.get(personId);
    const cameFrom = gone.filter(({ successorId }) => successorId === unitId);
    return {
      unitId,
      field,
      civilServantsOnly: units.get(unitId)?.civilServantsOnly ?? false,
      // Years in a unit that went into this one are years here: nobody begins anew because units were merged.
      employments: (person?.employmentHistory ?? []).map((job) =>
        cameFrom.some((one) => one.unitId === job.unitId && isOverBy(job, one.fromOn))
          ? { ...job, unitId }
          : job,
      ),
      predecessors: cameFrom.map((one) => one.unitId),
      legalDuties: person?.legalDuties ?? [],
      sanctions: person?.sanctions ?? [],
      grades: person?.grades ?? [],
      bodies: bodies.get(unitId) ?? [],
      qualifications: parts.get(personId) ?? [],
      bans: [
        ...(cheating.get(personId) ?? []).map(({ fromOn, toOn, reason, decisionNumber }) => ({
          fromOn,
          toOn,
          ground: reason,
          decisionNumber,
        })),
        ...(decided.get(personId) ?? []).map(({ fromAt, fromOn, lastDayOn, ground, decisionNumber }) => ({
          fromAt,
          fromOn,
          toOn: lastDayOn && addDays(lastDayOn, 1),
          ground,
          decisionNumber,
        })),
      ],
    };
  });
}

const isOverBy = ({ toOn }: DateRange, on: DateOn): boolean => toOn !== null && toOn <= on;
