/** Who sits where, as the office and the invigilators read it: a page at a time, and one candidate. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";

export type SeatLine = {
  registrationId: string;
  personId: string;
  name: string;
  unit: string;
  roomId: string | null;
  room: string | null;
  number: number | null;
};
/** `room`: an id, or "none" for who has no seat; without it everyone. */
export type SeatFilter = { examId: string; room?: string | "none" };
export type SeatPage = PageTurned & { lines: SeatLine[] };

// Who has no seat comes first.
const PLACES = [
  Prisma.sql`coalesce(m.name, '')`,
  Prisma.sql`coalesce(s.number, 0)`,
  Prisma.sql`coalesce(n.name, '')`,
  Prisma.sql`r.id`,
];
const RANK = Prisma.join(PLACES);
const ranked = (direction: Prisma.Sql) =>
  Prisma.join(PLACES.map((place) => Prisma.sql`${place} ${direction}`));
const seated = (now: Date) => Prisma.sql`registration r
  LEFT JOIN person_name n ON n.person_id = r.person_id AND n.superseded_at IS NULL
    AND daterange(n.from_on, n.to_on) @> ${chinaDateOf(now)}::date
  LEFT JOIN ${unitsOn(chinaDateOf(now))} u ON u.unit_id = r.unit_id
  LEFT JOIN exam_seat s ON s.registration_id = r.id AND s.superseded_at IS NULL
  LEFT JOIN exam_room m ON m.id = s.room_id`;
const LINE = Prisma.sql`r.id AS "registrationId", r.person_id AS "personId", coalesce(n.name::text, '') AS name,
  coalesce(u.short_name, '') AS unit, s.room_id AS "roomId", m.name AS room, s.number`;

/** Everyone entered, by room and seat; pages turn at a registration. */
export async function seatPage(
  tx: Tx,
  { examId, room }: SeatFilter,
  asked: PageAsked,
  now: Date,
): Promise<SeatPage> {
  const { after, before } = asked;
  const where = Prisma.sql`r.exam_id = ${examId}::uuid AND r.withdrawn_at IS NULL ${
    room === undefined
      ? Prisma.empty
      : room === "none"
        ? Prisma.sql`AND s.id IS NULL`
        : Prisma.sql`AND s.room_id = ${room}::uuid`
  }`;
  const placeOf = (id: string) => Prisma.sql`(SELECT ${RANK} FROM ${seated(now)} WHERE r.id = ${id}::uuid)`;
  const place =
    before !== undefined
      ? Prisma.sql`AND (${RANK}) < ${placeOf(before)}`
      : after === undefined
        ? Prisma.empty
        : Prisma.sql`AND (${RANK}) > ${placeOf(after)}`;
  const [counted] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM ${seated(now)} WHERE ${where} LIMIT ${COUNTED + 1}) found`;
  const rows = await tx.$queryRaw<SeatLine[]>`
    SELECT ${LINE} FROM ${seated(now)} WHERE ${where} ${place}
    ORDER BY ${ranked(Prisma.raw(before === undefined ? "ASC" : "DESC"))} LIMIT ${PAGE_SIZE + 1}`;
  const { found, page } = turned(rows, asked, counted?.total ?? 0);
  return { lines: found, ...page };
}

/** With the whole name of the unit. */
export type SeatOnPaper = SeatLine & { unitName: string };
export type EverySeatFilter = {
  examId: string;
  room?: string;
  registrationId?: string;
  personId?: string;
  unitIds?: readonly string[];
};

/** All at once, for papers: by room and seat. */
export async function everySeat(
  tx: Tx,
  { examId, room, registrationId, personId, unitIds }: EverySeatFilter,
  now: Date,
): Promise<SeatOnPaper[]> {
  const only = (column: string, id: string | undefined) =>
    id === undefined ? Prisma.empty : Prisma.sql`AND ${Prisma.raw(column)} = ${id}::uuid`;
  return tx.$queryRaw`
    SELECT ${LINE}, coalesce(u.name, '') AS "unitName" FROM ${seated(now)}
    WHERE r.exam_id = ${examId}::uuid AND r.withdrawn_at IS NULL ${only("s.room_id", room)}
      ${only("r.id", registrationId)} ${only("r.person_id", personId)}
      ${unitIds === undefined ? Prisma.empty : Prisma.sql`AND r.unit_id = ANY(${[...unitIds]}::uuid[])`}
    ORDER BY ${ranked(Prisma.raw("ASC"))}`;
}

/** One candidate of the exam; null: not entered. */
export async function seatOf(
  tx: Tx,
  { examId, registrationId }: { examId: string; registrationId: string | null },
  now: Date,
): Promise<SeatLine | null> {
  if (!isUuid(registrationId)) return null;
  const [line] = await tx.$queryRaw<SeatLine[]>`
    SELECT ${LINE} FROM ${seated(now)}
    WHERE r.id = ${registrationId}::uuid AND r.exam_id = ${examId}::uuid AND r.withdrawn_at IS NULL`;
  return line ?? null;
}

/** How many candidates of the exam have no seat. */
export const unseated = (tx: Tx, examId: string): Promise<number> =>
  tx.registration.count({ where: { examId, withdrawnAt: null, seats: { none: { supersededAt: null } } } });
