/** Corrections of an exam's keys as the office reads them: the history, one with its dry run, questions to choose from. */
import { accountNames } from "~/access/account-names.server";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import { Prisma } from "../../prisma/generated/client";
import type { LineFilter, RunFigures, Treatment } from "./key-correction";

export type CorrectionFacts = {
  correctionId: string;
  questionVersionId: string;
  code: string;
  stem: string;
  treatment: Treatment;
  key: string[];
  ground: string;
  proposedById: string;
  proposedBy: string;
  proposedAt: Date;
  decision: "approved" | "refused" | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  /** The last dry run: what was decided on, or is to be. */
  run: RunFigures & { number: number; digest: string; at: Date };
};

const columns = {
  id: true,
  questionVersionId: true,
  treatment: true,
  key: true,
  ground: true,
  proposedById: true,
  proposedAt: true,
  decision: true,
  decidedById: true,
  decidedAt: true,
  questionVersion: { select: { stem: true, question: { select: { code: true } } } },
  runs: { orderBy: { number: "desc" }, take: 1 },
} satisfies Prisma.KeyCorrectionSelect;

/** Newest first. */
export async function correctionPage(
  tx: Tx,
  examId: string,
  asked: PageAsked,
): Promise<PageTurned & { corrections: CorrectionFacts[] }> {
  const { after, before } = asked;
  const place = before ? { id: { gt: before } } : after ? { id: { lt: after } } : {};
  const rows = await tx.keyCorrection.findMany({
    where: { AND: [{ examId }, place] },
    orderBy: { id: before ? "asc" : "desc" },
    take: PAGE_SIZE + 1,
    select: columns,
  });
  const { found, page } = turned(rows, asked, await tx.keyCorrection.count({ where: { examId } }));
  return { ...page, corrections: await factsOf(tx, found) };
}

/** Null: not in this exam. */
export async function findCorrection(
  tx: Tx,
  { examId, correctionId }: { examId: string; correctionId: string },
): Promise<CorrectionFacts | null> {
  const row = await tx.keyCorrection.findFirst({ where: { examId, id: correctionId }, select: columns });
  return row && (await factsOf(tx, [row]))[0]!;
}

type Row = Prisma.KeyCorrectionGetPayload<{ select: typeof columns }>;

async function factsOf(tx: Tx, rows: readonly Row[]): Promise<CorrectionFacts[]> {
  const names = await accountNames(
    tx,
    rows.flatMap(({ proposedById, decidedById }) => [proposedById, ...(decidedById ? [decidedById] : [])]),
  );
  return rows.map(({ id, questionVersion, runs, treatment, decision, decidedById, ...row }) => ({
    ...row,
    correctionId: id,
    code: questionVersion.question.code,
    stem: questionVersion.stem,
    treatment: treatment as Treatment,
    decision: decision as CorrectionFacts["decision"],
    proposedBy: names[row.proposedById] ?? "",
    decidedBy: decidedById && (names[decidedById] ?? ""),
    run: runs[0]!,
  }));
}

export type LineFacts = {
  attemptId: string;
  personId: string;
  name: string;
  markBefore: number;
  markAfter: number;
  fullMarkBefore: number;
  fullMarkAfter: number;
  passedBefore: boolean;
  passedAfter: boolean;
};

/** The candidates of a dry run, in the order in which they began. */
export async function linePage(
  tx: Tx,
  { correctionId, run, filter }: { correctionId: string; run: number; filter: LineFilter },
  asked: PageAsked,
  now: Date,
): Promise<PageTurned & { lines: LineFacts[] }> {
  const which = {
    all: Prisma.empty,
    changed: Prisma.sql`AND (l.mark_before, l.full_mark_before) <> (l.mark_after, l.full_mark_after)`,
    passing: Prisma.sql`AND NOT l.passed_before AND l.passed_after`,
    failing: Prisma.sql`AND l.passed_before AND NOT l.passed_after`,
  }[filter];
  const within = Prisma.sql`FROM correction_line l JOIN attempt a ON a.id = l.attempt_id
    WHERE l.correction_id = ${correctionId}::uuid AND l.run = ${run} ${which}`;
  const { after, before } = asked;
  const place = before
    ? Prisma.sql`AND l.attempt_id < ${before}::uuid`
    : after
      ? Prisma.sql`AND l.attempt_id > ${after}::uuid`
      : Prisma.empty;
  const [counted] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 ${within} LIMIT ${COUNTED + 1}) found`;
  const rows = await tx.$queryRaw<Omit<LineFacts, "name">[]>`
    SELECT l.attempt_id AS "attemptId", a.person_id AS "personId", l.mark_before AS "markBefore",
      l.mark_after AS "markAfter", l.full_mark_before AS "fullMarkBefore", l.full_mark_after AS "fullMarkAfter",
      l.passed_before AS "passedBefore", l.passed_after AS "passedAfter"
    ${within} ${place} ORDER BY l.attempt_id ${Prisma.raw(before ? "DESC" : "ASC")} LIMIT ${PAGE_SIZE + 1}`;
  const { found, page } = turned(rows, asked, counted?.total ?? 0);
  const names = await namesOn(
    tx,
    found.map(({ personId }) => personId),
    chinaDateOf(now),
  );
  return { ...page, lines: found.map((line) => ({ ...line, name: names.get(line.personId) ?? "" })) };
}

/** Everyone whose result a correction turns, for what rests on it: from pass to fail, and from fail to pass. */
export async function turnedPeople(
  tx: Tx,
  { correctionId, run }: { correctionId: string; run: number },
): Promise<{ personId: string; passes: boolean }[]> {
  return tx.$queryRaw<{ personId: string; passes: boolean }[]>`
    SELECT DISTINCT a.person_id::text AS "personId", l.passed_after AS passes
    FROM correction_line l JOIN attempt a ON a.id = l.attempt_id
    WHERE l.correction_id = ${correctionId}::uuid AND l.run = ${run} AND l.passed_before <> l.passed_after`;
}
