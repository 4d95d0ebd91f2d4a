/** Filed cards as lists show them: of units a page at a time, and of one person all of them. */
import { chinaDateOf, type DateOn } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { idsOf } from "~/personnel/alias.server";
import { Prisma } from "../../prisma/generated/client";
import { type FiledCard, type MinistryCardState, ministryCardState } from "./ministry-card";

/** What a list can be narrowed to: what waits for legal affairs, and what waits for the unit. */
export const CARD_FILTERS = ["filed", "returned"] as const;
export type CardFilter = (typeof CARD_FILTERS)[number];

export type CardRow = {
  id: string;
  personId: string;
  name: string;
  unitName: string;
  ministry: string;
  kind: string;
  number: string;
  fields: string[];
  validFromOn: DateOn | null;
  validToOn: DateOn;
  state: MinistryCardState;
  acceptedOn: DateOn | null;
  opinion: string | null;
  hasScan: boolean;
  filedById: string;
};

type Row = Omit<CardRow, "state" | "acceptedOn"> & FiledCard;

/** Filings of these units, the newest first. A page turns at a filing's id. */
export async function cardPage(
  tx: Tx,
  { unitIds, filter }: { unitIds: readonly string[]; filter: CardFilter | null },
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: CardRow[] }> {
  const where = Prisma.sql`m.unit_id = ANY(${[...unitIds]}::uuid[]) ${filter ? NARROWED[filter] : Prisma.empty}`;
  const back = asked.before !== undefined;
  const cursor = asked.before ?? asked.after;
  const place = cursor ? Prisma.sql`AND m.id ${Prisma.raw(back ? ">" : "<")} ${cursor}::uuid` : Prisma.empty;
  const [size] = await rowsOf<{ total: number }>(
    tx,
    Prisma.sql`SELECT count(*)::int AS total FROM ministry_card m WHERE ${where}`,
  );
  const rows = await rowsOf<Row>(
    tx,
    Prisma.sql`${cardSql(today)} WHERE ${where} ${place} ORDER BY m.id ${Prisma.raw(back ? "ASC" : "DESC")} LIMIT ${PAGE_SIZE + 1}`,
  );
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { rows: found.map((row) => shown(row, today)), ...page };
}

/** How many filings of these units were returned and wait to be mended. */
export const cardsToMend = (tx: Tx, unitIds: readonly string[]): Promise<number> =>
  tx.ministryCard.count({ where: { unitId: { in: [...unitIds] }, decision: "returned", mendedBy: null } });

/** Everything ever filed for a person, of every record of theirs, the newest first. */
export async function cardsOfPerson(tx: Tx, personId: string, today: DateOn): Promise<CardRow[]> {
  const ids = await idsOf(tx, personId);
  const rows = await rowsOf<Row>(
    tx,
    Prisma.sql`${cardSql(today)} WHERE m.person_id = ANY(${ids}::uuid[]) ORDER BY m.id DESC`,
  );
  return rows.map((row) => shown(row, today));
}

const MENDED = Prisma.sql`EXISTS (SELECT FROM ministry_card x WHERE x.mends_id = m.id)`;
const NARROWED: Record<CardFilter, Prisma.Sql> = {
  filed: Prisma.sql`AND m.decision IS NULL`,
  returned: Prisma.sql`AND m.decision = 'returned' AND NOT ${MENDED}`,
};

/** A unit that is no more is called by its last name. */
const cardSql = (today: DateOn) => Prisma.sql`
  SELECT m.id::text, m.person_id::text AS "personId", coalesce(n.name, '') AS name, u.name AS "unitName", m.ministry, m.kind,
    m.number, m.fields, m.valid_from_on::text AS "validFromOn", m.valid_to_on::text AS "validToOn", m.decision,
    m.decided_at AS "decidedAt", m.ended_on::text AS "endedOn", coalesce(m.end_reason, m.opinion) AS opinion,
    m.file_hash IS NOT NULL AS "hasScan", m.filed_by_id::text AS "filedById", ${MENDED} AS mended
  FROM ministry_card m
  LEFT JOIN person_name n ON n.person_id = m.person_id AND n.superseded_at IS NULL AND n.to_on IS NULL
  CROSS JOIN LATERAL (SELECT v.name FROM unit_version v WHERE v.unit_id = m.unit_id AND v.superseded_at IS NULL
    AND v.from_on <= ${today}::date ORDER BY v.from_on DESC LIMIT 1) u`;

function shown(row: Row, today: DateOn): CardRow {
  const { decision, decidedAt, endedOn: _, mended: __, ...card } = row;
  const state = ministryCardState(row, today);
  return { ...card, state, acceptedOn: decision === "accepted" && decidedAt ? chinaDateOf(decidedAt) : null };
}
