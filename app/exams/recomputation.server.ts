/** Marks papers again from their ledgers, with the keys as they would stand: the dry run and the act are this one sum. */
import { createHash } from "node:crypto";
import { canonical } from "~/audit/chain";
import type { Tx } from "~/db.server";
import { packVersion } from "~/rulebook/packs.server";
import { Prisma } from "../../prisma/generated/client";
import { replayed, type Step } from "./attempt-chain";
import type { Change } from "./key-correction";
import { type Correction, isPass, type Marking, type MarkingPolicy, markPaper, passMarkOn } from "./marking";
import { keysFor, type MarkedExam } from "./marking.server";
import type { Paper } from "./paper";

/** Papers held in memory at once. */
const AT_ONCE = 200;

export type Remarked = Change & { personId: string; marking: Marking; policy: MarkingPolicy };

/** Standing markings of an exam's papers with this question. */
export const carriesSql = (examId: string, questionVersionId: string): Prisma.Sql => Prisma.sql`
  FROM marking m JOIN attempt a ON a.id = m.attempt_id JOIN registration r ON r.id = a.registration_id
  WHERE r.exam_id = ${examId}::uuid AND a.state = 'submitted' AND m.superseded_at IS NULL
    AND m.slots @> ${JSON.stringify([{ questionVersionId }])}::jsonb`;

/** Every paper with the question, in the order of the attempts' ids, some at a time. Nothing is stored. */
export async function* remarked(
  tx: Tx,
  exam: MarkedExam,
  change: { questionVersionId: string; correction: Correction },
): AsyncGenerator<Remarked[]> {
  const { questionVersionId, correction } = change;
  const { pack } = await packVersion(tx, exam.packVersionId);
  const policy = pack.exam.multipleChoice.value;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT a.id::text AS "attemptId", a.person_id::text AS "personId", m.id::text AS "markingId", m.mark,
        m.full_mark AS "fullMark", m.passed,
        (SELECT p.slots FROM paper p WHERE p.attempt_id = a.id) AS paper,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'slot', s.slot, 'answer', s.answer) ORDER BY s.id), '[]')
          FROM answer_step s WHERE s.attempt_id = a.id AND s.kind IN ('answer', 'late-accepted')) AS steps
      ${carriesSql(exam.id, questionVersionId)} AND a.id > ${after}::uuid
      ORDER BY a.id LIMIT ${AT_ONCE}`;
    if (rows.length === 0) return;
    const versionIds = new Set(
      rows.flatMap(({ paper }) => paper.slots.map((slot) => slot.questionVersionId)),
    );
    const { keys, corrections } = await keysFor(tx, exam.id, [...versionIds]);
    const standing = { ...corrections, [questionVersionId]: correction };
    yield rows.map(({ attemptId, personId, markingId, paper, steps, ...before }) => {
      const { answers } = replayed(steps);
      const marking = markPaper(paper.slots, keys, answers, policy, standing);
      const { mark, fullMark } = marking;
      const passed = isPass(mark, passMarkOn(exam, fullMark));
      return {
        ...{ attemptId, personId, markingId, marking, policy },
        before,
        after: { mark, fullMark, passed },
      };
    });
    after = rows.at(-1)!.attemptId;
  }
}

type Row = {
  attemptId: string;
  personId: string;
  markingId: string;
  mark: number;
  fullMark: number;
  passed: boolean;
  paper: Paper;
  steps: Step[];
};

/** The dry run: who would have which mark, and a digest of all of it. */
export async function rehearsed(
  tx: Tx,
  exam: MarkedExam,
  change: { questionVersionId: string; correction: Correction },
): Promise<{ changes: Change[]; digest: string }> {
  const changes: Change[] = [];
  for await (const some of remarked(tx, exam, change))
    for (const { attemptId, markingId, before, after } of some)
      changes.push({ attemptId, markingId, before, after });
  const digest = createHash("sha256").update(canonical({ change, changes })).digest("hex");
  return { changes, digest };
}
