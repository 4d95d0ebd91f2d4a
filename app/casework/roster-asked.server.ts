/**
 * A roster and the form for one person write employments and legal duties, so rooms on the right of personnel have a say in
 * them as in the acts of `employment-acts`: a row does not end a probation without the law subject of initial training (K18), and
 * makes nobody a reviewer without the qualification (K20). Shown when the sheet is looked at, asked again when it is taken in.
 */
import { chinaDateOf } from "~/calendar";
import { endsProbation } from "~/certification/initial-training";
import { rollBackTo, type Tx } from "~/db.server";
import { knownBy } from "~/organisation/history";
import { identityNumberFrom } from "~/personnel/identity-number";
import type { CellProblem, RosterEntry } from "~/personnel/roster";
import { acceptRoster } from "~/personnel/roster-acceptance.server";
import type { RosterColumn } from "~/personnel/roster-columns";
import { checkRoster, uploadRoster } from "~/personnel/roster-import.server";
import { enrolPerson, type RowsAsked, standingOfRows, type Taken } from "~/personnel/roster-row.server";
import { firstReviewReasons } from "~/positions/legal-posts.server";
import type { Refusal } from "~/verdict";
import { probationReasons } from "./employment-acts.server";

/** Problems: training.initial-missing (K18) at the status, assignment.no-legal-qualification (K20) at the duty. */
export const rowsAsked: RowsAsked = async (tx, rows) => {
  const problems = new Map<number, CellProblem[]>();
  const against = (row: number, column: RosterColumn, refusals: readonly Refusal[]) => {
    const found = refusals.map((refusal) => ({ column, refusal }));
    if (found.length > 0) problems.set(row, [...(problems.get(row) ?? []), ...found]);
  };
  const newcomers = await everOnProbation(
    tx,
    rows.flatMap(({ personId, entry }) => (personId && endsProbation(entry.status) ? [personId] : [])),
  );
  for (const { row, entry, personId } of rows) {
    const { startedOn, status, legalDuty } = entry;
    if (personId && newcomers.has(personId) && endsProbation(status))
      against(row, "status", (await probationReasons(tx, personId, startedOn, "ending")).refusals);
    if (legalDuty)
      against(row, "legalDuty", await firstReviewReasons(tx, personId, legalDuty.kind, startedOn));
  }
  return problems;
};

/** Of a sheet of many thousands few ever were: only they are asked about one by one. */
async function everOnProbation(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await tx.employment.findMany({
    where: { personId: { in: [...personIds] }, relation: "home", status: "probation", ...knownBy() },
    select: { personId: true },
  });
  return new Set(rows.map(({ personId }) => personId));
}

/** Refusals: those of `uploadRoster`. Rows that K18 or K20 bar are bad ones. */
export const uploadRosterAsked: typeof uploadRoster = (tx, file, ...by) =>
  uploadRoster(tx, { ...file, alsoAsked: rowsAsked }, ...by);
/** Refusals: those of `checkRoster`. */
export const checkRosterAsked: typeof checkRoster = (tx, wanted, ...by) =>
  checkRoster(tx, { ...wanted, alsoAsked: rowsAsked }, ...by);
/** Refusals: those of `acceptRoster`. */
export const acceptRosterAsked: typeof acceptRoster = (tx, acceptance, ...by) =>
  acceptRoster(tx, { ...acceptance, alsoAsked: rowsAsked }, ...by);

/** `enrolPerson` for the form: what K18 and K20 say is told beside the verb's own reasons, and then nothing is written. */
export async function enrolPersonAsked(
  tx: Tx,
  entry: RosterEntry,
  origin: "form",
  actorId: string | null,
  now: Date,
): Promise<Taken> {
  const problems = await problemsOf(tx, entry, now);
  if (problems.length === 0) return enrolPerson(tx, entry, origin, actorId, now);
  await tx.$executeRaw`SAVEPOINT asking`;
  const { refusals } = await enrolPerson(tx, entry, origin, actorId, now);
  await rollBackTo(tx, "asking");
  return { outcome: "refused", personId: null, refusals: [...problems, ...refusals] };
}

async function problemsOf(tx: Tx, entry: RosterEntry, now: Date): Promise<CellProblem[]> {
  const number = identityNumberFrom(entry.identityNumber, chinaDateOf(now));
  if (!number.ok) return [];
  const row = { row: 1, shown: {}, entry: { ...entry, identityNumber: number.number }, problems: [] };
  const [found] = await standingOfRows(tx, [row], { lock: true });
  const { state, personId } = found?.standing ?? {};
  if (state !== "new" && state !== "joining") return [];
  return (await rowsAsked(tx, [{ ...row, personId: personId ?? null }])).get(1) ?? [];
}
