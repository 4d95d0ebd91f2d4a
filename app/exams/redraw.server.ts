/** Proof that a paper is what was drawn: it is drawn again from what was stored with it. */

import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { type PageAsked, turned } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import { blueprintSchema } from "~/questions/blueprint";
import { fill } from "~/questions/filling";
import { poolAt } from "~/questions/pool.server";
import { type Paper, paperFrom } from "./paper";
import { hashOfPaper } from "./paper.server";

/** What can differ: the words stored, the hash in the attempt's own ledger, or the draw itself. */
export type RedrawDifference = "paper" | "ledger" | "draw";
export type Redrawn = { same: boolean; differs: RedrawDifference[]; blueprintNumber: number };

/**
 * Draws the paper of an attempt again from its blueprint version, bank versions, barred questions, exposure and seed, as
 * they were stored, and says whether it is the same, whatever became of blueprint and banks since. Null: no such paper, or
 * a rehearsal's, which was not drawn.
 */
export async function redrawn(tx: Tx, attemptId: string): Promise<Redrawn | null> {
  const row = await tx.paper.findUnique({
    where: { attemptId },
    include: { blueprintVersion: { select: { rules: true, number: true } } },
  });
  if (!row?.blueprintVersion) return null;
  const started = await tx.answerStep.findFirst({
    where: { attemptId, kind: "started" },
    select: { answer: true },
  });
  const { entries } = await poolAt(tx, row.bankVersionIds);
  const blueprint = blueprintSchema.parse(row.blueprintVersion.rules);
  const exposure = row.exposure as Record<string, number>;
  const again = fill(blueprint, entries, exposure, row.seed, new Set(row.barred));
  const hashes = {
    paper: hashOfPaper(row.slots as unknown as Paper),
    ledger: (started?.answer as { paper?: string } | null)?.paper,
    draw: again.ok ? hashOfPaper(paperFrom(again.drawn, row.seed)) : undefined,
  };
  const differs = (Object.keys(hashes) as RedrawDifference[]).filter((of) => hashes[of] !== row.contentHash);
  const { number } = row.blueprintVersion;
  return { same: differs.length === 0, differs, blueprintNumber: number };
}

export type RedrawnRow = Redrawn & { attemptId: string; name: string; number: number; startedAt: Date };

/** Each takes a draw: a few at a time. */
const PAGE = 20;

/** Papers of an exam, of people entered from these units, drawn again. Ids of attempts carry their time: newest first. */
export async function redrawnPage(
  tx: Tx,
  { examId, unitIds, on }: { examId: string; unitIds: readonly string[]; on: DateOn },
  asked: PageAsked,
): Promise<{ rows: RedrawnRow[]; total: number; hasPrevious: boolean; hasNext: boolean }> {
  const { after, before } = asked;
  const within = { paper: { isNot: null }, registration: { examId, unitId: { in: [...unitIds] } } };
  const place = before ? { id: { gt: before } } : after ? { id: { lt: after } } : {};
  const read = await tx.attempt.findMany({
    where: { AND: [within, place] },
    orderBy: { id: before ? "asc" : "desc" },
    take: PAGE + 1,
    select: { id: true, number: true, startedAt: true, personId: true },
  });
  const { found: attempts, page } = turned(read, asked, null, PAGE);
  const names = await namesOn(
    tx,
    attempts.map(({ personId }) => personId),
    on,
  );
  const rows: RedrawnRow[] = [];
  for (const { id, number, startedAt, personId } of attempts) {
    const again = await redrawn(tx, id);
    if (again) rows.push({ ...again, attemptId: id, name: names.get(personId) ?? "", number, startedAt });
  }
  return { ...page, rows, total: await tx.attempt.count({ where: within }) };
}
