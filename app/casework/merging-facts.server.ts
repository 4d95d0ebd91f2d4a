/** Facts with a history, recorded again under the record that stays. Callers hold both records and have asked the rules. */
import { type DateRange, overlaps } from "~/calendar";
import type { Tx } from "~/db.server";
import { gapsIn, knownBy, rangeOf } from "~/organisation/history";
import { type HistoryTable, supersede, writeAgain } from "~/organisation/versions.server";
import type { EmploymentRelation } from "~/personnel/employment";
import type { EmploymentStatus } from "~/personnel/identity";
import { holdsAgainst } from "./person-merge";
import type { MergePair } from "./person-merge.server";

type Version = DateRange & { id: string; personId: string };
/** A version to be written again, for a range if the fact has one. */
type Piece = { id: string } & Partial<DateRange>;
export type MovedFacts = Record<string, string[]>;

/** Answers which versions of the merged record gave way, by table. */
export async function moveHistories(
  tx: Tx,
  pair: MergePair,
  actorId: string | null,
  now: Date,
): Promise<MovedFacts> {
  const { keptId, mergedId } = pair;
  const current = { personId: { in: [keptId, mergedId] }, ...knownBy() };
  const moved: MovedFacts = {};
  const write = async (table: HistoryTable, superseded: readonly string[], pieces: readonly Piece[]) => {
    moved[table] = [...superseded];
    await supersede(tx, table, superseded, now);
    const theirs = pieces.map((piece) => ({ ...piece, personId: keptId }));
    await writeAgain(tx, table, theirs, actorId, now);
  };
  const split = <T extends { personId: string }>(rows: readonly T[]) => ({
    own: rows.filter(({ personId }) => personId === keptId),
    theirs: rows.filter(({ personId }) => personId === mergedId),
  });
  /** Of each of theirs, the days for which none of the own stands against it. */
  const inGaps = async <T extends Version>(
    table: HistoryTable,
    rows: T[],
    stands: (own: T, other: T) => boolean,
  ) => {
    const { own, theirs } = split(rows);
    const pieces = theirs.flatMap((row) =>
      gapsIn(
        row,
        own.filter((one) => stands(one, row)),
      ).map((range) => ({ id: row.id, ...range })),
    );
    await write(table, idsOf(theirs), pieces);
  };

  await moveEmployments(tx, pair, split, write);
  const duties = (await tx.legalDuty.findMany({ where: current })).map(dated);
  await inGaps("legal_duty", duties, (a, b) => a.unitId === b.unitId && a.kind === b.kind);
  const categories = (await tx.studyCategory.findMany({ where: current })).map(dated);
  await inGaps("study_category", categories, () => true);
  const seats = (await tx.assignment.findMany({ where: current })).map(dated);
  await inGaps("assignment", seats, (a, b) => a.positionId === b.positionId);

  // A ban or a sanction is never lost: only what both records say in the same words stands once.
  const sanctions = split((await tx.sanction.findMany({ where: current })).map(dated));
  const isSaidBy = (one: (typeof sanctions.own)[number]) =>
    sanctions.own.some(
      (own) =>
        own.kind === one.kind &&
        own.decisionNumber === one.decisionNumber &&
        own.fromOn === one.fromOn &&
        own.toOn === one.toOn,
    );
  await write(
    "sanction",
    idsOf(sanctions.theirs),
    sanctions.theirs.filter((one) => !isSaidBy(one)).map(whole),
  );
  const bans = split(await tx.examBan.findMany({ where: current }));
  await write("exam_ban", idsOf(bans.theirs), bans.theirs.map(whole));
  const parts = split(await tx.qualificationPart.findMany({ where: current }));
  await write("qualification_part", idsOf(parts.theirs), parts.theirs.map(whole));
  const grades = split(await tx.annualGrade.findMany({ where: current }));
  const fresh = grades.theirs.filter(({ year }) => !grades.own.some((own) => own.year === year));
  await write("annual_grade", idsOf(grades.theirs), fresh.map(whole));
  return moved;
}

async function moveEmployments(
  tx: Tx,
  { keptId, mergedId }: MergePair,
  split: <T extends { personId: string }>(rows: readonly T[]) => { own: T[]; theirs: T[] },
  write: (table: HistoryTable, superseded: readonly string[], pieces: readonly Piece[]) => Promise<void>,
): Promise<void> {
  const rows = await tx.employment.findMany({
    where: { personId: { in: [keptId, mergedId] }, ...knownBy() },
  });
  const { own, theirs } = split(
    rows.map((row) => ({
      ...dated(row),
      relation: row.relation as EmploymentRelation,
      status: row.status as EmploymentStatus,
    })),
  );
  const against = (one: (typeof own)[number], other: (typeof own)[number]) =>
    one.relation === other.relation && overlaps(one, other);
  const pieces = theirs.flatMap((row) =>
    gapsIn(
      row,
      own.filter((one) => against(one, row) && holdsAgainst(one, row)),
    ).map((range) => ({ id: row.id, ...range })),
  );
  // "Retired since" of the record that stays ends where the other one has them at work again.
  const cut = own.flatMap((one) => {
    const after = theirs.filter((row) => against(one, row) && !holdsAgainst(one, row));
    return after.length > 0 ? [{ one, rest: gapsIn(one, after) }] : [];
  });
  await write(
    "employment",
    [...idsOf(theirs), ...cut.map(({ one }) => one.id)],
    [...pieces, ...cut.flatMap(({ one, rest }) => rest.map((range) => ({ id: one.id, ...range })))],
  );
}

const dated = <T extends { fromOn: Date; toOn: Date | null }>(row: T) => ({ ...row, ...rangeOf(row) });
const whole = ({ id }: { id: string }): Piece => ({ id });
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
