/** What became of a run of training certificates: its figures and its lines. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { namesOn } from "~/personnel/person.server";
import type { TrainingWord } from "~/rulebook/words";
import type { Refusal } from "~/verdict";
import { LINES_AT_ONCE } from "./issuance-run-results.server";

export type TrainingRunFigures = {
  runId: string;
  requestedAt: Date;
  finishedAt: Date | null;
  total: number;
  issued: number;
  drafted: number;
  refused: number;
};

/** A run of who asked for it; null for anybody else's. */
export async function trainingRunOf(
  tx: Tx,
  runId: string | undefined,
  actorId: string,
): Promise<TrainingRunFigures | null> {
  if (!isUuid(runId)) return null;
  const run = await tx.trainingRun.findFirst({ where: { id: runId, requestedById: actorId } });
  if (!run) return null;
  const [counted] = await tx.$queryRaw<{ issued: number; drafted: number; refused: number }[]>`
    SELECT count(certificate_id)::int AS issued, count(draft_id)::int AS drafted, count(refusals)::int AS refused
    FROM training_run_line WHERE run_id = ${runId}::uuid`;
  const { requestedAt, finishedAt, total } = run;
  return { runId, requestedAt, finishedAt, total, ...counted! };
}

export type TrainingRunLine = {
  place: number;
  personId: string;
  kind: TrainingWord;
  name: string;
  certificate: { id: string; number: string } | null;
  isDrafted: boolean;
  refusals: Refusal[];
};

/** Decided lines after a place. */
export async function trainingLinesOf(
  tx: Tx,
  runId: string,
  after: number,
  now: Date,
): Promise<{ lines: TrainingRunLine[]; hasNext: boolean }> {
  const found = await tx.trainingRunLine.findMany({
    where: { runId, place: { gt: after }, decidedAt: { not: null } },
    orderBy: { place: "asc" },
    take: LINES_AT_ONCE + 1,
    include: { certificate: { select: { id: true, number: true } } },
  });
  const people = found.map(({ personId }) => personId);
  const names = await namesOn(tx, people, chinaDateOf(now));
  const lines = found.slice(0, LINES_AT_ONCE).map(
    ({ place, personId, kind, certificate, draftId, refusals }): TrainingRunLine => ({
      ...{ place, personId, certificate, kind: kind as TrainingWord, name: names.get(personId) ?? "" },
      ...{ isDrafted: draftId !== null, refusals: (refusals ?? []) as Refusal[] },
    }),
  );
  return { lines, hasNext: found.length > LINES_AT_ONCE };
}
