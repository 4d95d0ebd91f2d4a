/**
 * 禁入名册: everybody who may not apply, and why: by a decision on a certificate here, by cheating in an exam, by another region.
 * Read each time, one statement a page.
 */
import type { DateOn } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { believed } from "~/organisation/history.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { Prisma } from "../../prisma/generated/client";

/** `lastDayOn` still counts; null: for life. */
export type Ban = {
  fromAt: Date;
  fromOn: DateOn;
  lastDayOn: DateOn | null;
  ground: string;
  decisionNumber: string;
};

export const BAN_ORIGINS = ["certificate", "exam", "outside"] as const;
export type BanOrigin = (typeof BAN_ORIGINS)[number];
export const BAN_STATES = ["proposed", "in-force", "ended", "refused", "lifted"] as const;
export type BanState = (typeof BAN_STATES)[number];

export type BanRow = {
  id: string;
  origin: BanOrigin;
  state: BanState;
  name: string;
  /** Null for somebody who is not in this register. */
  personId: string | null;
  certificateId: string | null;
  lastFour: string | null;
  ground: string;
  decisionNumber: string;
  /** Null where this installation decided. */
  authority: string | null;
  fromOn: DateOn;
  /** Still counts; null: for life. */
  lastDayOn: DateOn | null;
  recordedById: string | null;
};
export type BanPage = PageTurned & { rows: BanRow[] };

/** Bans of people of these units, and all of other regions; newest first, a page turned at a ban's id. */
export async function banPage(
  tx: Tx,
  { unitIds, state, q }: { unitIds: readonly string[]; state?: BanState; q?: string },
  asked: PageAsked,
  today: DateOn,
): Promise<BanPage> {
  const state_ = Prisma.sql`(CASE WHEN b.decision = 'refused' THEN 'refused' WHEN b.decision IS NULL THEN 'proposed'
    WHEN b.lifted THEN 'lifted' WHEN b."lastDayOn" < ${today}::date THEN 'ended' ELSE 'in-force' END)`;
  const where = Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...(state ? [Prisma.sql`${state_} = ${state}`] : []),
      ...(q ? [Prisma.sql`(b.name = ${q} OR b."decisionNumber" = ${q})`] : []),
    ],
    " AND ",
  );
  const all = allBans(unitIds);
  const [size] = await rowsOf<{ total: number }>(
    tx,
    Prisma.sql`SELECT count(*)::int AS total FROM (${all}) b WHERE ${where}`,
  );
  const cursor = asked.before ?? asked.after;
  const back = asked.before !== undefined;
  const place = cursor
    ? Prisma.sql`AND (b."fromOn", b.id) ${Prisma.raw(back ? ">" : "<")} (SELECT p."fromOn", p.id FROM (${all}) p WHERE p.id = ${cursor}::uuid)`
    : Prisma.empty;
  const way = Prisma.raw(back ? "ASC" : "DESC");
  const found = await rowsOf<BanRow>(
    tx,
    Prisma.sql`SELECT b.id::text, b.origin, ${state_} AS state, b.name, b."personId"::text, b."certificateId"::text, b."lastFour",
      b.ground, b."decisionNumber", b.authority, b."fromOn"::text, b."lastDayOn"::text, b."recordedById"::text
    FROM (${all}) b WHERE ${where} ${place} ORDER BY b."fromOn" ${way}, b.id ${way} LIMIT ${PAGE_SIZE + 1}`,
  );
  const { found: rows, page } = turned(found, asked, size?.total ?? 0);
  return { rows, ...page };
}

const nameNow = (person: string) =>
  Prisma.raw(`(SELECT n.name FROM person_name n WHERE n.person_id = ${person} AND n.superseded_at IS NULL AND n.to_on IS NULL
    ORDER BY n.from_on DESC LIMIT 1)`);

const allBans = (unitIds: readonly string[]) => Prisma.sql`
  SELECT a.id, 'certificate' AS origin, 'confirmed' AS decision, false AS lifted, ${nameNow("c.person_id")} AS name,
    c.person_id AS "personId", c.id AS "certificateId", NULL AS "lastFour",
    CASE WHEN a.act = 'annul' THEN 'annulled' WHEN a.ground IN ('altered-or-lent', 'failed-twice') THEN a.ground ELSE 'revoked' END AS ground,
    coalesce(a.decision_number, '') AS "decisionNumber", NULL AS authority,
    (a.effective_at AT TIME ZONE 'Asia/Shanghai')::date AS "fromOn", a.ban_until_on AS "lastDayOn", NULL::uuid AS "recordedById"
  FROM certificate_act a JOIN certificate c ON c.id = a.certificate_id
  WHERE a.act IN ('revoke', 'annul') AND a.ban_until_on IS NOT NULL AND a.superseded_at IS NULL
    AND c.unit_id = ANY(${[...unitIds]}::uuid[])
  UNION ALL
  SELECT e.id, 'exam', 'confirmed', false, ${nameNow("e.person_id")}, e.person_id, NULL, NULL, 'cheated', e.decision_number, NULL,
    e.from_on, e.to_on - 1, NULL
  FROM exam_ban e
  WHERE e.superseded_at IS NULL AND EXISTS (SELECT 1 FROM employment m WHERE m.person_id = e.person_id
    AND m.superseded_at IS NULL AND m.unit_id = ANY(${[...unitIds]}::uuid[]))
  UNION ALL
  SELECT o.id, 'outside', o.decision, o.lifted_at IS NOT NULL, o.name,
    (SELECT i.person_id FROM identity_number i WHERE i.index_hash = o.index_hash AND i.superseded_at IS NULL),
    NULL, o.last_four, o.ground, o.decision_number, o.authority, o.from_on, o.last_day_on, o.recorded_by_id
  FROM outside_ban o`;

/** Confirmed bans of other regions against these people's numbers, as known at an instant (without it, now). */
export async function outsideBansOf(
  tx: Tx,
  personIds: readonly string[],
  knownAt?: Date,
): Promise<(Ban & { personId: string })[]> {
  return rowsOf(
    tx,
    Prisma.sql`
    /* prepared as outside-bans */
    SELECT i.person_id::text AS "personId", o.ground, o.decision_number AS "decisionNumber",
      o.from_on::timestamp AT TIME ZONE 'Asia/Shanghai' AS "fromAt", o.from_on::text AS "fromOn", o.last_day_on::text AS "lastDayOn"
    FROM identity_number i JOIN outside_ban o ON o.index_hash = i.index_hash
    CROSS JOIN (SELECT coalesce(${knownAt ?? null}::timestamptz, 'infinity') AS at) k
    WHERE i.person_id = ANY(${[...personIds]}::uuid[]) AND ${believed("i", knownAt)}
      AND o.decision = 'confirmed' AND o.decided_at <= k.at AND (o.lifted_at IS NULL OR o.lifted_at > k.at)
    ORDER BY o.from_on`,
  );
}
