/**
 * What of study waits for somebody, for their desk: how much, since when, how much of it is late. One cheap statement each;
 * who may act is the caller's to know. The lists that a figure leads to ask here for the same rows.
 */
import { type DateOn, startOfDay, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { RELIEF_OFFICE_WORDS, type ReliefOfficeWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import type { NoticeState } from "./supervision-notice";
import type { NoticeWaiting, RectificationWaiting } from "./waiting";

export type Waiting = {
  count: number;
  /** Past its day. */
  late: number;
  /** Since when the oldest waits; null: nothing waits. */
  since: Date | null;
  /** The one that waits, where it is one. */
  one: string | null;
};
type Units = readonly string[];
export type Reader = { accountId: string; personId: string | null };

/** `rows` gives id, since and late of each. */
async function counted(tx: Tx, rows: Prisma.Sql): Promise<Waiting> {
  const [row] = await tx.$queryRaw<Waiting[]>`
    SELECT count(*)::int AS count, count(*) FILTER (WHERE late)::int AS late, min(since) AS since,
      CASE WHEN count(*) = 1 THEN min(id::text) END AS one FROM (${rows}) waiting`;
  return row!;
}

const within = (column: string, units: Units) =>
  Prisma.sql`${Prisma.raw(column)} = ANY(${[...units]}::uuid[])`;

function rectifications(units: Units, side: RectificationWaiting, today: DateOn, notBy: string | null) {
  const steps = side === "owed" ? Prisma.sql`('demanded', 'sent-back')` : Prisma.sql`('reported')`;
  return Prisma.sql`
    SELECT r.id, last.at AS since, ${side === "owed"} AND r.due_on < ${toDbDate(today)}::date AS late
    FROM study_rectification r CROSS JOIN LATERAL (SELECT s.step, s.at, s.by_id FROM study_rectification_step s
      WHERE s.rectification_id = r.id ORDER BY s.id DESC LIMIT 1) last
    WHERE ${within("r.unit_id", units)} AND last.step IN ${steps}
      AND last.by_id IS DISTINCT FROM ${notBy}::uuid`;
}

/** What was reported oneself waits for another. */
export const rectificationsWaiting = (
  tx: Tx,
  units: Units,
  side: RectificationWaiting,
  reader: Reader,
  today: DateOn,
) => counted(tx, rectifications(units, side, today, side === "reported" ? reader.accountId : null));

/** Their ids, for a list: no more than are open at a time. */
export async function idsOfRectifications(
  tx: Tx,
  units: Units,
  side: RectificationWaiting,
  today: DateOn,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM (${rectifications(units, side, today, null)}) waiting`;
  return rows.map(({ id }) => id);
}

const IN_STATES: Record<NoticeWaiting, NoticeState[]> = {
  "to-issue": ["drafted"],
  owed: ["issued", "sent-back"],
  replied: ["replied"],
};

function notices(units: Units, side: NoticeWaiting, today: DateOn, notBy: string | null) {
  return Prisma.sql`
    SELECT n.id, last.at AS since, ${side === "owed"} AND n.due_on < ${toDbDate(today)}::date AS late
    FROM supervision_notice n CROSS JOIN LATERAL (SELECT s.step, s.at, s.by_id FROM supervision_notice_step s
      WHERE s.notice_id = n.id AND s.step <> 'overdue' ORDER BY s.id DESC LIMIT 1) last
    WHERE ${within("n.unit_id", units)} AND last.step = ANY(${IN_STATES[side]}::text[])
      AND last.by_id IS DISTINCT FROM ${notBy}::uuid`;
}

/** What one drafted or replied oneself waits for another. */
export const noticesWaiting = (tx: Tx, units: Units, side: NoticeWaiting, reader: Reader, today: DateOn) =>
  counted(tx, notices(units, side, today, side === "owed" ? null : reader.accountId));

export async function idsOfNotices(
  tx: Tx,
  units: Units,
  side: NoticeWaiting,
  today: DateOn,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM (${notices(units, side, today, null)}) waiting`;
  return rows.map(({ id }) => id);
}

/** Those that the unit's people owe, late or not. */
export const makeUpsWaiting = (tx: Tx, units: Units, today: DateOn) =>
  counted(
    tx,
    Prisma.sql`SELECT m.id, m.created_at AS since, m.due_on < ${toDbDate(today)}::date AS late
      FROM study_make_up m JOIN person p ON p.id = m.person_id AND p.merged_into_id IS NULL
      WHERE ${within("m.unit_id", units)} AND m.outcome IS NULL`,
  );

/** Those that begin today; and those that are over and whose attendance nobody has closed. */
export const sessionsWaiting = (
  tx: Tx,
  units: Units,
  side: "today" | "to-close",
  today: DateOn,
  now: Date,
) => {
  const from = startOfDay(today);
  const begins = Prisma.sql`s.starts >= ${from}::timestamptz AND s.starts < ${from}::timestamptz + interval '1 day'
    AND s.ends > ${now}::timestamptz`;
  return counted(
    tx,
    Prisma.sql`SELECT s.id, s.starts AS since, false AS late FROM study_session s
      WHERE ${within("s.unit_id", units)} AND s.state = 'planned'
        AND ${side === "today" ? begins : Prisma.sql`s.ends <= ${now}::timestamptz`}`,
  );
};

/** Imports of past study of which something waits to be accepted by another than who entered it. */
export const importsWaiting = (tx: Tx, units: Units, { accountId }: Reader) =>
  counted(
    tx,
    Prisma.sql`SELECT i.id, coalesce(u.undone_at, e.entered_at) AS since, false AS late
      FROM study_import i JOIN study_import_entry e ON e.import_id = i.id
      LEFT JOIN study_import_undoing u ON u.import_id = i.id
      WHERE ${within("i.unit_id", units)}
        AND coalesce(u.undone_by_id, e.entered_by_id) <> ${accountId}::uuid
        AND EXISTS (SELECT 1 FROM study_record r WHERE r.import_id = i.id AND 'confirmed' =
          (SELECT s.step FROM study_record_step s WHERE s.record_id = r.id ORDER BY s.id DESC LIMIT 1))`,
  );

/** Drafts with something in them, written by others alone. */
export const coursesWaiting = (tx: Tx, units: Units, { accountId }: Reader) =>
  counted(
    tx,
    Prisma.sql`SELECT c.id, v.last_saved_at AS since, false AS late
      FROM course c JOIN course_version v ON v.course_id = c.id AND v.state = 'draft'
      WHERE ${within("c.unit_id", units)} AND NOT ${accountId}::uuid = ANY(v.writer_ids)
        AND EXISTS (SELECT 1 FROM course_lesson l WHERE l.version_id = v.id AND l.removed_at IS NULL)`,
  );

/** `offices`: for which the reader answers, and where. Nobody decides about themselves, on what they asked for, or twice. */
export const reliefsWaiting = (
  tx: Tx,
  offices: Record<ReliefOfficeWord, Units>,
  { accountId, personId }: Reader,
) => {
  const open = (office: ReliefOfficeWord) => Prisma.sql`(${within("x.unit_id", offices[office])}
    AND ${office} = ANY(x.offices) AND NOT EXISTS (SELECT 1 FROM study_relief_decision d WHERE d.relief_id = x.id AND d.office = ${office}))`;
  return counted(
    tx,
    Prisma.sql`SELECT x.id, x.asked_at AS since, false AS late FROM study_relief x
      WHERE (${Prisma.join(RELIEF_OFFICE_WORDS.map(open), " OR ")}) AND x.withdrawn_at IS NULL AND x.revoked_at IS NULL
        AND x.asked_by_id <> ${accountId}::uuid AND x.person_id IS DISTINCT FROM ${personId}::uuid
        AND NOT EXISTS (SELECT 1 FROM study_relief_decision d WHERE d.relief_id = x.id
          AND (d.decision = 'refused' OR d.by_id = ${accountId}::uuid))`,
  );
};

/** Handed in and not looked at, of others. */
export const statementsWaiting = (tx: Tx, units: Units, { personId }: Reader) =>
  counted(
    tx,
    Prisma.sql`SELECT t.id, last.at AS since, false AS late FROM law_statement t
      CROSS JOIN LATERAL (SELECT s.step, s.at FROM law_statement_step s WHERE s.statement_id = t.id
        ORDER BY s.id DESC LIMIT 1) last
      WHERE ${within("t.unit_id", units)} AND last.step = 'submitted' AND t.person_id IS DISTINCT FROM ${personId}::uuid`,
  );

/** Whether a leading cadre's own statement of a year is still to be handed in. */
export async function owesStatement(tx: Tx, personId: string, year: number, today: DateOn): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ owes: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM study_category c WHERE c.person_id = ${personId}::uuid AND c.superseded_at IS NULL
        AND c.category = 'leading-cadre' AND daterange(c.from_on, c.to_on) @> ${toDbDate(today)}::date)
      AND NOT EXISTS (SELECT 1 FROM law_statement t CROSS JOIN LATERAL (SELECT s.step FROM law_statement_step s
          WHERE s.statement_id = t.id ORDER BY s.id DESC LIMIT 1) last
        WHERE t.person_id = ${personId}::uuid AND t.year = ${year} AND last.step <> 'returned') AS owes`;
  return row!.owes;
}
