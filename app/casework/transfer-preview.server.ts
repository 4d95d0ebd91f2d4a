/** 调动的后果: what somebody's move would do to everything that hangs on them, before anybody accepts it. Nothing is written. */
import { type DateOn, startOfDay } from "~/calendar";
import { certificatesOf } from "~/certification/certificates.server";
import { PURPOSE_OF } from "~/certification/entry";
import { heldItemsOf } from "~/certification/held-items.server";
import { holdingFactsOf } from "~/certification/holding-facts.server";
import { mayHold } from "~/certification/may-hold";
import { type CertificateState, isFinal, stateAt } from "~/certification/status";
import { rowsOf, type Tx } from "~/db.server";
import type { PositionFamily } from "~/positions/position";
import { packFor } from "~/rulebook/packs.server";
import { type Refusal, refusalsOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";

export type Move = { personId: string; fromUnitId: string; toUnitId: string; fromOn: DateOn };

export type TransferFollows = {
  /** Posts at any other unit; on those of enforcement the right to enforce ends (K22). */
  posts: { positionId: string; title: string; family: PositionFamily }[];
  /** Of the old unit and not ended by then: their use ends, and what speaks against one of the new unit on the day. */
  certificates: { certificateId: string; number: string; state: CertificateState; against: Refusal[] }[];
  /** Cards, marks and uniforms to hand back. */
  items: number;
  /** Shifts planned from the day on. */
  shifts: number;
  /** Legal duties at the old unit, which end. */
  duties: number;
  /** Applications under way there, which can no longer be granted. */
  applications: number;
  /** Exams entered for and not over: they go on and count. */
  exams: number;
  /** Roles held for the old unit, which somebody has to take back. */
  roles: number;
};

/** As recorded now, for the first instant of the day. */
export async function transferFollows(tx: Tx, move: Move, now: Date): Promise<TransferFollows> {
  const { personId, fromOn } = move;
  const startsAt = startOfDay(fromOn);
  const at = startsAt > now ? startsAt : now;
  const held = (await heldItemsOf(tx, [personId], { trueOn: fromOn })).get(personId) ?? [];
  const posts = await postsLeft(tx, move);
  const certificates = await certificatesLeft(tx, move, at);
  const items = held
    .filter(({ unitId }) => unitId !== move.toUnitId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return { posts, certificates, items, ...(await countsOf(tx, move, at)) };
}

const postsLeft = (tx: Tx, { personId, toUnitId, fromOn }: Move) =>
  rowsOf<TransferFollows["posts"][number]>(
    tx,
    Prisma.sql`
    SELECT p.id::text AS "positionId", p.title, p.family FROM assignment a JOIN position p ON p.id = a.position_id
    WHERE a.person_id = ${personId}::uuid AND a.superseded_at IS NULL AND p.unit_id <> ${toUnitId}::uuid
      AND (a.to_on IS NULL OR a.to_on > ${fromOn}::date)
    ORDER BY p.title, p.id`,
  );

async function certificatesLeft(tx: Tx, move: Move, at: Date): Promise<TransferFollows["certificates"]> {
  const { personId, fromUnitId, toUnitId, fromOn } = move;
  const all = (await certificatesOf(tx, [personId])).get(personId) ?? [];
  const left = all
    .map((one) => ({ ...one, state: stateAt(one, one.acts, at) }))
    .filter(({ unitId, state }) => unitId === fromUnitId && !isFinal(state));
  const { pack } = await packFor(tx, toUnitId, fromOn);
  const questions = left.map(({ field }) => ({ personId, unitId: toUnitId, field }));
  const facts = await holdingFactsOf(tx, questions, { trueOn: fromOn });
  // By then the employment is the new unit's.
  const moved = (index: number) => ({
    ...facts[index]!,
    employments: facts[index]!.employments.map((job) =>
      job.relation === "home" && job.unitId === fromUnitId ? { ...job, unitId: toUnitId } : job,
    ),
  });
  return left.map(({ certificateId, number, state }, index) => ({
    ...{ certificateId, number, state },
    against: refusalsOf(mayHold(moved(index), PURPOSE_OF.transfer, pack, fromOn)),
  }));
}

type Counts = Pick<TransferFollows, "shifts" | "duties" | "applications" | "exams" | "roles">;

async function countsOf(tx: Tx, { personId, fromUnitId, fromOn }: Move, at: Date): Promise<Counts> {
  const [counts] = await rowsOf<Counts>(
    tx,
    Prisma.sql`
    SELECT
      (SELECT count(*)::int FROM shift_duty d JOIN shift s ON s.id = d.shift_id WHERE d.person_id = ${personId}::uuid
        AND d.taken_off_at IS NULL AND s.withdrawn_at IS NULL AND s.unit_id = ${fromUnitId}::uuid AND d.ends_at > ${at}) AS shifts,
      (SELECT count(*)::int FROM legal_duty d WHERE d.person_id = ${personId}::uuid AND d.superseded_at IS NULL
        AND d.unit_id = ${fromUnitId}::uuid AND (d.to_on IS NULL OR d.to_on > ${fromOn}::date)) AS duties,
      (SELECT count(*)::int FROM application a WHERE a.person_id = ${personId}::uuid AND a.unit_id = ${fromUnitId}::uuid
        AND a.closed_at IS NULL) AS applications,
      (SELECT count(*)::int FROM registration r JOIN exam x ON x.id = r.exam_id WHERE r.person_id = ${personId}::uuid
        AND r.withdrawn_at IS NULL AND x.closes_at > ${at}) AS exams,
      (SELECT count(*)::int FROM role_grant g JOIN account a ON a.id = g.account_id WHERE a.person_id = ${personId}::uuid
        AND g.unit_id = ${fromUnitId}::uuid AND g.withdrawn_at IS NULL) AS roles`,
  );
  return counts!;
}
