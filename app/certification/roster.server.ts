/**
 * 公示: who may be met as an enforcement officer, for anybody. Certificates in use, of units that are enforcement bodies and
 * published as such, whose holders serve there; whatever ends or is withheld is gone with the next question. Read in the order
 * of numbers, a page at a time.
 */
import { chinaDateOf, type DateOn } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import type { BodyBasis } from "~/organisation/unit";
import { COUNTED, type PageAsked, type PageTurned, turned } from "~/paging";
import { servesIn } from "~/personnel/serving-sql.server";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";
import { CERTIFICATE_STATUSES } from "./status";
import { statusSql } from "./status-sql.server";

/** What is printed and public, and nothing else. */
export type RosterRow = {
  token: string;
  number: string;
  holderName: string;
  unitCode: string;
  unitName: string;
  field: string;
  validFromOn: DateOn;
  validToOn: DateOn;
};
export type RosterBody = {
  unitId: string;
  code: string;
  name: string;
  basis: BodyBasis;
  fields: string[];
  publishedOn: DateOn;
};
/** `q` is a whole name or a number: nobody lists people by part of a name. */
export type RosterAsked = { unitId?: string; q?: string };

/** The enforcement bodies that are published, in the order of the tree. */
export async function publicBodies(tx: Tx, now: Date): Promise<RosterBody[]> {
  const today = chinaDateOf(now);
  return rowsOf<RosterBody>(
    tx,
    Prisma.sql`/* prepared as roster-bodies */
      SELECT u.id::text AS "unitId", u.code, v.name, b.basis, b.fields, b.published_on::text AS "publishedOn"
      FROM enforcement_body b JOIN unit u ON u.id = b.unit_id JOIN ${unitsOn(today)} v ON v.unit_id = b.unit_id
      WHERE ${isPublished(today)} ORDER BY v.path`,
  );
}

/** Pages turn at the verification code of a certificate; in all, counted as far as lists count. */
export async function rosterPage(
  tx: Tx,
  asked: RosterAsked,
  place: PageAsked,
  size: number,
  now: Date,
): Promise<PageTurned & { rows: RosterRow[] }> {
  const where = conditionsOf(asked, now);
  const [counted] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM certificate c WHERE ${where} LIMIT ${COUNTED + 1}) found`;
  const { found, page } = turned(
    await rosterAt(tx, where, place, size + 1, now),
    place,
    counted!.total,
    size,
  );
  return { rows: found, ...page };
}

/** For programs that go through all of it: up to `size`, and whether there are more. */
export async function rosterAfter(tx: Tx, asked: RosterAsked, place: PageAsked, size: number, now: Date) {
  const rows = await rosterAt(tx, conditionsOf(asked, now), place, size + 1, now);
  return { rows: rows.slice(0, size), hasNext: rows.length > size };
}

const AT_ONCE = 1_000;

/** Everybody, a thousand at a time, so that memory does not grow with the register. */
export async function* wholeRoster(tx: Tx, asked: RosterAsked, now: Date): AsyncGenerator<RosterRow> {
  let place: PageAsked = {};
  for (;;) {
    const { rows, hasNext } = await rosterAfter(tx, asked, place, AT_ONCE, now);
    yield* rows;
    const last = rows.at(-1);
    if (!hasNext || !last) return;
    place = { after: last.token };
  }
}

async function rosterAt(
  tx: Tx,
  where: Prisma.Sql,
  { after, before }: PageAsked,
  most: number,
  now: Date,
): Promise<RosterRow[]> {
  const numberOf = (token: string) =>
    Prisma.sql`(SELECT k.number FROM certificate k WHERE k.public_token = ${token})`;
  const onwards =
    before !== undefined
      ? Prisma.sql`AND c.number < ${numberOf(before)}`
      : after === undefined
        ? Prisma.empty
        : Prisma.sql`AND c.number > ${numberOf(after)}`;
  const order = Prisma.raw(before === undefined ? "ASC" : "DESC");
  return tx.$queryRaw<RosterRow[]>`
    SELECT c.public_token AS token, c.number, ${NAME} AS "holderName", u.code AS "unitCode", v.name AS "unitName", c.field,
      c.valid_from_on::text AS "validFromOn", c.valid_to_on::text AS "validToOn"
    FROM (SELECT c.* FROM certificate c WHERE ${where} ${onwards} ORDER BY c.number ${order} LIMIT ${most}) c
    JOIN unit u ON u.id = c.unit_id JOIN ${unitsOn(chinaDateOf(now))} v ON v.unit_id = c.unit_id
    ORDER BY c.number ${order}`;
}

const NAME = Prisma.raw(`(c.register_entry->>'holderName')`);

function conditionsOf({ unitId, q }: RosterAsked, now: Date): Prisma.Sql {
  const today = chinaDateOf(now);
  // Said as what it is not: of an equal sign the planner expects one in two hundred, and sorts thousands for a page.
  const others = CERTIFICATE_STATUSES.filter((status) => status !== "active");
  const parts = [
    Prisma.sql`c.certificate_type = 'administrative-enforcement'`,
    Prisma.sql`c.unit_id IN (SELECT b.unit_id FROM enforcement_body b WHERE ${isPublished(today)})`,
    ...(unitId ? [Prisma.sql`c.unit_id = ${unitId}::uuid`] : []),
    ...(q ? [Prisma.sql`(${NAME} = ${q} OR c.number = ${q})`] : []),
    Prisma.sql`${statusSql(now)} <> ALL(${others}::text[])`,
    servesIn(Prisma.raw("c.person_id"), Prisma.raw("c.unit_id"), today),
  ];
  return Prisma.join(parts, " AND ");
}

// 行政执法公示: a body is shown from the day on which it was published.
const isPublished = (today: DateOn) => Prisma.sql`b.superseded_at IS NULL AND b.published_on <= ${today}::date
  AND b.from_on <= ${today}::date AND (b.to_on IS NULL OR b.to_on > ${today}::date)`;
