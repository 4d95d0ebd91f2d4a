/**
 * Works an approved change of units off, from its switch-over date on. Every line is decided in a transaction of its own together
 * with what it does, so that a crash leaves lines that are decided or not begun; two who work at once share them. A line that
 * cannot be done keeps its reasons and is tried again whenever the change is gone on with, and the change is not finished before
 * every line is decided, the totals reconcile with the register and the units are closed.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf, fromDbDate, toDbDate } from "~/calendar";
import { failureOf, inTransaction, prisma, type Tx } from "~/db.server";
import { type Refusal, refusal } from "~/verdict";
import { FATES, type Fate, type LineKind, reconciles, type Totals, totalsOf } from "./unit-change";
import { askedFrom } from "./unit-change-asked";
import { addLines, type Change, type LineAnswer, WORK } from "./unit-change-lines.server";
import { closeUnit } from "./unit-closing.server";

type Clock = () => Date;
/** Hears of every line at which the system failed: change, place and codes, never what was written about anybody. */
type Report = (error: unknown) => void;

/** Longer without a sign than any line takes: whoever worked on it is gone. */
const SILENT_MS = 60_000;
/** A database that just restarts must not hold a line up until the next turn. */
const TRIES_AFTER_MS = [0, 500, 2_000];
/** What comes to rest on the units while they are worked on is worked off too, but not for ever. */
const MOST_TURNS = 5;

/** Works on a change as far as it goes; answers whether it is finished. Harmless to call at any time and twice at once. */
export async function runUnitChange(changeId: string, clock: Clock, report: Report): Promise<boolean> {
  const change = await dueChange(changeId, clock());
  if (!change) return false;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const added = await inTransaction(async (tx) => {
      await alone(tx, changeId);
      return addLines(tx, changeId, change);
    });
    if (turn > 0 && added === 0) break;
    await decideLines(changeId, change, clock, report);
  }
  return finish(changeId, change, clock);
}

/** The change as its lines need it, if it is approved, due and not finished. */
async function dueChange(changeId: string, now: Date): Promise<Change | null> {
  const row = await prisma.unitChange.findUnique({ where: { id: changeId }, include: { units: true } });
  if (row?.decision !== "approved" || row.finishedAt || !row.decidedById) return null;
  if (fromDbDate(row.switchOn) > chinaDateOf(now)) return null;
  const { kind, targetId, units, switchOn, orderNumber } = askedFrom(row);
  const who = { proposedById: row.proposedById, approvedById: row.decidedById };
  return { kind, targetId, units, order: { changeId, switchOn, orderNumber, ...who } };
}

/** One at a time adds lines and finishes. */
const alone = (tx: Tx, changeId: string) =>
  tx.$queryRaw`SELECT 1 FROM unit_change WHERE id = ${changeId}::uuid FOR NO KEY UPDATE`;

async function decideLines(changeId: string, change: Change, clock: Clock, report: Report): Promise<void> {
  let place = 0;
  for (;;) {
    const next = await prisma.unitChangeLine.findFirst({
      where: { changeId, decidedAt: null, place: { gt: place } },
      orderBy: { place: "asc" },
      select: { place: true },
    });
    if (!next) return;
    place = next.place;
    await tryLine({ changeId, place }, change, clock, report);
    await prisma.unitChange.updateMany({ where: { id: changeId }, data: { lastSeenAt: clock() } });
  }
}

type Line = { changeId: string; place: number };

async function tryLine(line: Line, change: Change, clock: Clock, report: Report): Promise<void> {
  for (const afterMs of TRIES_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const done = await inTransaction((tx) => decideLine(tx, line, change, clock())).then(
      () => true,
      (error: unknown) => {
        report(new Error(`unit-change ${line.changeId} line ${line.place}: ${failureOf(error)}`));
        return false;
      },
    );
    if (done) return;
  }
  // It stays open, is shown as such and is tried again; the others go on. A database that is gone fails here too.
  const failed = { ok: false as const, refusals: [refusal("unit-change.line-failed")] };
  await inTransaction((tx) => closeLine(tx, line, failed, clock()));
}

/** Harmless to call twice: a decided line stays as it is. */
export async function decideLine(tx: Tx, line: Line, change: Change, now: Date): Promise<void> {
  const [held] = await tx.$queryRaw<{ kind: LineKind; subjectId: string; decided: boolean }[]>`
    SELECT kind, subject_id::text AS "subjectId", decided_at IS NOT NULL AS decided FROM unit_change_line
    WHERE change_id = ${line.changeId}::uuid AND place = ${line.place} FOR UPDATE`;
  if (!held || held.decided) return;
  await closeLine(tx, line, await WORK[held.kind](tx, change, held.subjectId, now), now);
}

async function closeLine(tx: Tx, line: Line, answer: LineAnswer, now: Date): Promise<void> {
  const refusals = answer.refusals?.length ? { refusals: answer.refusals } : {};
  const { outcome, madeId = null } = answer.ok ? answer : { outcome: null };
  await tx.unitChangeLine.updateMany({
    where: { ...line, decidedAt: null },
    data: { ...refusals, ...(outcome ? { outcome, madeId, decidedAt: now } : {}) },
  });
}

/** What became of the certificates, and how many the register names for these units. */
export async function figuresOf(
  tx: Tx,
  { changeId, unitIds }: { changeId: string; unitIds: readonly string[] },
): Promise<Totals & { open: number; inRegister: number }> {
  const lines = await tx.unitChangeLine.groupBy({
    by: ["outcome"],
    where: { changeId, kind: "certificate" },
    _count: { _all: true },
  });
  const count = (outcome: string | null) => lines.find((one) => one.outcome === outcome)?._count._all ?? 0;
  const fates = FATES.flatMap((fate) => Array.from<Fate>({ length: count(fate) }).fill(fate));
  const inRegister = await tx.certificate.count({ where: { unitId: { in: [...unitIds] } } });
  const totals = totalsOf(fates);
  return { ...totals, total: totals.total + count(null), open: count(null), inRegister };
}

/** The units are closed, those below others first, each with all that speaks against it; then the change is finished, once. */
async function finish(changeId: string, change: Change, clock: Clock): Promise<boolean> {
  const left = await prisma.unitChangeLine.count({ where: { changeId, decidedAt: null } });
  if (left > 0) return false;
  if (change.kind !== "rename")
    for (const unitId of await deepestFirst(change)) await close(changeId, unitId, change, clock);
  return inTransaction(async (tx) => {
    await alone(tx, changeId);
    const now = clock();
    if (await stillOpen(tx, changeId, change)) return false;
    const unitIds = change.units.map(({ unitId }) => unitId);
    const { inRegister, open, ...totals } = await figuresOf(tx, { changeId, unitIds });
    if (!reconciles(totals, inRegister))
      throw new Error(`unit-change ${changeId}: the totals do not reconcile with the register`);
    const { count } = await tx.unitChange.updateMany({
      where: { id: changeId, finishedAt: null },
      data: { finishedAt: now },
    });
    if (count === 0) return true;
    await tx.unitChangeUnit.updateMany({ where: { changeId }, data: { releasedAt: now } });
    const { approvedById: actorId } = change.order;
    const data = { changeId, ...totals };
    await record(tx, { type: "unit-change.finished", at: now, actorId, subjectId: changeId, data });
    return true;
  });
}

/** Something came to rest on the units meanwhile, or one of them could not be closed: the next turn goes on. */
async function stillOpen(tx: Tx, changeId: string, change: Change): Promise<boolean> {
  const added = await addLines(tx, changeId, change);
  if (change.kind === "rename") return added > 0;
  return added > 0 || (await tx.unitChangeUnit.count({ where: { changeId, closedAt: null } })) > 0;
}

async function deepestFirst({ units, order }: Change): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ unitId: string }[]>`
    SELECT v.unit_id::text AS "unitId" FROM unit_version v
    WHERE v.unit_id = ANY(${units.map(({ unitId }) => unitId)}::uuid[]) AND v.superseded_at IS NULL
      AND (v.to_on IS NULL OR v.to_on > ${toDbDate(order.switchOn)}::date)
    GROUP BY v.unit_id ORDER BY max(length(v.path)) DESC, v.unit_id`;
  return rows.map(({ unitId }) => unitId);
}

async function close(changeId: string, unitId: string, { order }: Change, clock: Clock): Promise<void> {
  await inTransaction(async (tx) => {
    const now = clock();
    const unit = await tx.unitChangeUnit.findUniqueOrThrow({
      where: { changeId_unitId: { changeId, unitId } },
    });
    if (unit.closedAt) return;
    const closed = await closeUnit(tx, { unitId, toOn: order.switchOn }, order.approvedById, now);
    const refusals: Refusal[] = closed.ok ? [] : closed.refusals;
    await tx.unitChangeUnit.updateMany({
      where: { changeId, unitId, closedAt: null },
      data: { refusals, ...(closed.ok ? { closedAt: now } : {}) },
    });
  });
}

/** Changes whose day has come, and those that nobody has worked on for a while. Answers how many it went on with. */
export async function resumeUnitChanges(clock: Clock, report: Report): Promise<number> {
  const now = clock();
  const before = new Date(now.getTime() - SILENT_MS);
  const due = await prisma.unitChange.findMany({
    where: {
      ...{ decision: "approved", finishedAt: null, switchOn: { lte: toDbDate(chinaDateOf(now)) } },
      OR: [{ lastSeenAt: null }, { lastSeenAt: { lt: before } }],
    },
    orderBy: { switchOn: "asc" },
    select: { id: true },
  });
  // One that fails as a whole must not hold up the others.
  for (const { id } of due) await runUnitChange(id, clock, report).catch(report);
  return due.length;
}
