/** The facts beside a statement on law: what the ledger, the plans and the must-know lists say of somebody's year. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { monthsOf } from "~/plans/plans.server";
import { mustKnowLists } from "~/study/must-know.server";
import { creditable } from "~/study/records.server";
import { studyYear } from "~/study/standing.server";
import type { StatementFacts } from "~/study/statement";
import { isCredited } from "~/study/study-entry";
import { attendancesIn } from "~/study/year-figures";
import { coverageOf } from "./must-know-coverage.server";

export async function statementFacts(
  tx: Tx,
  { personId, year }: { personId: string; year: number },
  now: Date,
): Promise<StatementFacts> {
  const today = chinaDateOf(now);
  const { records, credits, standings } = await studyYear(tx, personId, year, today);
  const counting = creditable(records).filter(({ status }) => isCredited(status));
  const times = new Map<string, number>();
  for (const law of counting.flatMap(({ laws }) => laws)) times.set(law, (times.get(law) ?? 0) + 1);
  const months = (await monthsOf(tx, personId, year, now)).filter(({ examId }) => examId !== null);
  const count = (outcome: string) => months.filter(({ result }) => result.outcome === outcome).length;
  const lists = await mustKnowOf(tx, personId, year, now);
  return {
    quotas: standings.map(({ quotaId, unit, required, credited, isMet }) => ({
      ...{ quotaId, unit, required, credited, isMet },
    })),
    laws: [...times].map(([law, n]) => ({ law, times: n })).sort((a, b) => b.times - a.times),
    attendances: attendancesIn(counting, year),
    minutes: counting.reduce((sum, { id }) => sum + (credits.get(id)?.creditedMinutes ?? 0), 0),
    exams: {
      required: months.length,
      ...{ passed: count("passed"), failed: count("failed"), exempt: count("exempt") },
      ...{ absent: count("absent"), pending: count("pending") },
    },
    mustKnow: {
      laws: lists.reduce((sum, { laws }) => sum + laws.length, 0),
      covered: lists.reduce((sum, { laws }) => sum + laws.filter(({ how }) => how !== "none").length, 0),
    },
  };
}

/** The must-know lists of somebody, law by law. */
export async function mustKnowOf(tx: Tx, personId: string, year: number, now: Date) {
  const own = await coverageOf(tx, { personId, year, on: chinaDateOf(now) });
  const lists = await Promise.all(own.map(({ listId }) => mustKnowLists(tx, { listId })));
  return lists.flat().map(({ listId, title, laws }) => {
    const done = new Map(
      own.find((one) => one.listId === listId)?.done.map((one) => [one.lawVersionId, one]),
    );
    return {
      ...{ listId, title },
      laws: laws.map(({ lawVersionId, law, version }) => {
        const one = done.get(lawVersionId);
        const how = one ? (one.examined ? ("examined" as const) : ("studied" as const)) : ("none" as const);
        return { lawVersionId, law, version, how };
      }),
    };
  });
}
