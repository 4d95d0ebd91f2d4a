/** What follows a merge and may meet its like under the record that stays: shift duties, certificates of training, portraits. */
import { chinaDateOf } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { leaveShift } from "~/positions/shifts.server";
import type { TrainingWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import type { GivesWay } from "./person-merge";

type Pair = { keptId: string; mergedId: string };
export type MovedBeside = Record<"shift_duty" | "training_certificate" | "person_photo", string[]>;

/**
 * One human is on one shift at a time: of two duties that meet, the merged record's is taken off. A certificate of
 * training that stands twice for one thing stays where it was issued: only one can stand for a person.
 */
export async function moveBeside(
  tx: Tx,
  { keptId, mergedId, reason }: Pair & { reason: string },
  actorId: string | null,
  now: Date,
): Promise<MovedBeside> {
  const meeting = await meetingDuties(tx, { keptId, mergedId });
  for (const { dutyId, unitId } of meeting)
    await leaveShift(tx, { dutyId, unitId, reason }, actorId ?? keptId, now);
  const duties = await tx.$queryRaw<{ id: string }[]>`
    UPDATE shift_duty SET person_id = ${keptId}::uuid WHERE person_id = ${mergedId}::uuid RETURNING id::text`;
  const training = await tx.$queryRaw<{ id: string }[]>`
    UPDATE training_certificate t SET person_id = ${keptId}::uuid
    WHERE t.person_id = ${mergedId}::uuid AND NOT ${standsTwice(keptId)}
    RETURNING t.id::text`;
  const photos = await tx.$queryRaw<{ id: string }[]>`
    UPDATE person_photo SET person_id = ${keptId}::uuid WHERE person_id = ${mergedId}::uuid RETURNING id::text`;
  await showNewest(tx, keptId);
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
  return { shift_duty: ids(duties), training_certificate: ids(training), person_photo: ids(photos) };
}

/** Duties of the merged record at times at which the one that stays is on a shift. */
const meetingDuties = (tx: Tx, { keptId, mergedId }: Pair) =>
  rowsOf<{ dutyId: string; unitId: string; place: string; startsAt: Date }>(
    tx,
    Prisma.sql`
    SELECT d.id::text AS "dutyId", s.unit_id::text AS "unitId", s.place, d.starts_at AS "startsAt"
    FROM shift_duty d JOIN shift s ON s.id = d.shift_id
    WHERE d.person_id = ${mergedId}::uuid AND d.taken_off_at IS NULL AND EXISTS (
      SELECT 1 FROM shift_duty o WHERE o.person_id = ${keptId}::uuid AND o.taken_off_at IS NULL
        AND o.starts_at < d.ends_at AND d.starts_at < o.ends_at)
    ORDER BY d.id`,
  );

/** Of a certificate `t` that stands: the record that stays has one for the same thing that stands, too. */
const standsTwice = (keptId: string) => Prisma.sql`(t.ended_at IS NULL AND EXISTS (
      SELECT 1 FROM training_certificate o WHERE o.person_id = ${keptId}::uuid AND o.ended_at IS NULL
        AND o.kind = t.kind AND o.basis = t.basis))`;

/** What `moveBeside` will take off and leave behind, to be said before it is done. */
export async function besideGivesWay(tx: Tx, pair: Pair): Promise<GivesWay[]> {
  const duties = await meetingDuties(tx, pair);
  const training = await rowsOf<{ kind: TrainingWord; number: string }>(
    tx,
    Prisma.sql`
    SELECT t.kind, t.number FROM training_certificate t
    WHERE t.person_id = ${pair.mergedId}::uuid AND ${standsTwice(pair.keptId)} ORDER BY t.id`,
  );
  return [
    ...duties.map(({ place, startsAt }) => ({
      ...{ what: "shift-duty" as const, place, on: chinaDateOf(startsAt) },
    })),
    ...training.map((one) => ({ what: "training" as const, ...one })),
  ];
}

/** The newest portrait is the person's, whichever record it was taken for. */
async function showNewest(tx: Tx, personId: string): Promise<void> {
  const newest = await tx.personPhoto.findFirst({
    where: { personId },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    select: { fileHash: true },
  });
  if (newest) await tx.person.update({ where: { id: personId }, data: { photoHash: newest.fileHash } });
}
