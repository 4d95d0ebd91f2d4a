/** What became of a run of renewals: its figures and its lines. */
import type { RegisterEntry } from "~/certification/register-entry";
import type { Tx } from "~/db.server";
import { isUuid } from "~/ids";
import type { Refusal } from "~/verdict";
import { LINES_AT_ONCE } from "./issuance-run-results.server";

export type RenewalRunFigures = {
  runId: string;
  requestedAt: Date;
  finishedAt: Date | null;
  total: number;
  applied: number;
  refused: number;
};

/** A run of who asked for it; null for anybody else's. */
export async function renewalRunOf(
  tx: Tx,
  runId: string | undefined,
  actorId: string,
): Promise<RenewalRunFigures | null> {
  if (!isUuid(runId)) return null;
  const run = await tx.renewalRun.findFirst({ where: { id: runId, requestedById: actorId } });
  if (!run) return null;
  const [counted] = await tx.$queryRaw<{ applied: number; refused: number }[]>`
    SELECT count(application_id)::int AS applied, count(refusals)::int AS refused
    FROM renewal_run_line WHERE run_id = ${runId}::uuid`;
  const { requestedAt, finishedAt, total } = run;
  return { runId, requestedAt, finishedAt, total, ...counted! };
}

export type RenewalRunLine = {
  place: number;
  certificateId: string;
  holderName: string;
  number: string;
  applicationId: string | null;
  refusals: Refusal[];
};

/** Decided lines after a place, those refused alone where asked. */
export async function renewalLinesOf(
  tx: Tx,
  runId: string,
  { after, refusedOnly }: { after: number; refusedOnly: boolean },
): Promise<{ lines: RenewalRunLine[]; hasNext: boolean }> {
  const found = await tx.renewalRunLine.findMany({
    where: {
      ...{ runId, place: { gt: after }, decidedAt: { not: null } },
      ...(refusedOnly ? { applicationId: null } : {}),
    },
    orderBy: { place: "asc" },
    take: LINES_AT_ONCE + 1,
    include: { certificate: { select: { number: true, registerEntry: true } } },
  });
  const lines = found.slice(0, LINES_AT_ONCE).map(
    ({ place, certificateId, applicationId, refusals, certificate }): RenewalRunLine => ({
      ...{ place, certificateId, applicationId, number: certificate.number },
      holderName: (certificate.registerEntry as RegisterEntry).holderName,
      refusals: (refusals ?? []) as Refusal[],
    }),
  );
  return { lines, hasNext: found.length > LINES_AT_ONCE };
}
