/** Reads the tree and the enforcement bodies, as of a day and, where asked, as known at a moment. */
import { type DateOn, type DateRange, fromDbDate } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { inForceOn, knownBy, rangeOf } from "./history";
import { believed, holding } from "./history.server";
import { ancestry, type BodyBasis, type BodyFacts, type UnitFacts, type UnitKind } from "./unit";

export type { BodyFacts, UnitFacts } from "./unit";

const fields = {
  unitId: true,
  name: true,
  shortName: true,
  kind: true,
  path: true,
  parentId: true,
  civilServantsOnly: true,
} as const;

/** The same in SQL: every page asks which units its reader may name, three hundred or three thousand rows. */
const COLUMNS = Prisma.raw(
  `v.unit_id::text AS "unitId", v.name, v.short_name AS "shortName", v.kind, v.path, v.parent_id::text AS "parentId",
   v.civil_servants_only AS "civilServantsOnly"`,
);

type Row = {
  unitId: string;
  name: string;
  shortName: string;
  kind: string;
  path: string;
  parentId: string | null;
  civilServantsOnly: boolean;
};

/** A unit's code is the last of its path: asking its own row would be a statement more wherever units are read. */
const factsFrom = ({ kind, ...row }: Row): UnitFacts => ({
  ...row,
  kind: kind as UnitKind,
  code: ancestry(row.path)[0]!,
});

/**
 * The unit as it stood on a calendar date, as known at an instant (without it, now); null when there is none by this id
 * on that day.
 */
export async function findUnit(
  tx: Tx,
  unitId: string,
  trueOn: DateOn,
  knownAt?: Date,
): Promise<UnitFacts | null> {
  const row = await tx.unitVersion.findFirst({
    where: { unitId, ...knownBy(knownAt), ...inForceOn(trueOn) },
    select: fields,
  });
  return row && factsFrom(row);
}

export async function findUnitByCode(tx: Tx, code: string, trueOn: DateOn): Promise<UnitFacts | null> {
  return (await unitsByCode(tx, [code], trueOn)).get(code) ?? null;
}

/** Several units at once, by code. Units that do not stand on that day are left out. */
export async function unitsByCode(
  tx: Tx,
  codes: readonly string[],
  trueOn: DateOn,
): Promise<Map<string, UnitFacts>> {
  const statement = Prisma.sql`
    /* prepared as units-by-code */
    SELECT ${COLUMNS} FROM unit u JOIN unit_version v ON v.unit_id = u.id
    WHERE u.code = ANY(${[...new Set(codes)]}::text[]) AND v.superseded_at IS NULL AND ${holding("v", trueOn)}`;
  const rows = await rowsOf<Row>(tx, statement);
  return new Map(rows.map(factsFrom).map((unit) => [unit.code, unit]));
}

/** The units from the top of the tree down to this path, itself among them, as they stand on a day. */
export async function unitsOnTheWay(tx: Tx, path: string, trueOn: DateOn): Promise<UnitFacts[]> {
  const codes = path.split("/").filter((code) => code !== "");
  const paths = codes.map((_, index) => `/${codes.slice(0, index + 1).join("/")}/`);
  const rows = await tx.unitVersion.findMany({
    where: { path: { in: paths }, ...knownBy(), ...inForceOn(trueOn) },
    orderBy: { path: "asc" },
    select: fields,
  });
  return rows.map(factsFrom);
}

/** Several units at once, by id, as known at an instant (without it, now). Units that do not stand on that day are left out. */
export async function unitsById(
  tx: Tx,
  unitIds: string[],
  trueOn: DateOn,
  knownAt?: Date,
): Promise<Map<string, UnitFacts>> {
  if (unitIds.length === 0) return new Map();
  const statement = Prisma.sql`
    /* prepared as units-by-id */
    SELECT ${COLUMNS} FROM unit_version v
    WHERE v.unit_id = ANY(${[...new Set(unitIds)]}::uuid[]) AND ${believed("v", knownAt)} AND ${holding("v", trueOn)}`;
  const rows = await rowsOf<Row>(tx, statement);
  return new Map(rows.map((row) => [row.unitId, factsFrom(row)]));
}

/** All units in these subtrees on a day, as known at an instant (without it, now), parents before children. No paths: no units. */
export async function unitsUnder(
  tx: Tx,
  paths: readonly string[],
  trueOn: DateOn,
  knownAt?: Date,
): Promise<UnitFacts[]> {
  if (paths.length === 0) return [];
  const statement = Prisma.sql`
    /* prepared as units-under */
    SELECT ${COLUMNS} FROM unit_version v
    WHERE v.path ^@ ANY(${[...paths]}::text[]) AND ${believed("v", knownAt)} AND ${holding("v", trueOn)}
    ORDER BY v.path`;
  return (await rowsOf<Row>(tx, statement)).map(factsFrom);
}

/** The enforcement-body status 执法主体资格 of a unit on a day (K10); null when it has none. */
export async function bodyAt(
  tx: Tx,
  unitId: string,
  { trueOn, knownAt }: { trueOn: DateOn; knownAt?: Date },
): Promise<BodyFacts | null> {
  return (await bodiesAt(tx, [unitId], { trueOn, ...(knownAt ? { knownAt } : {}) })).get(unitId) ?? null;
}

/** The same for several units in one query. */
export async function bodiesAt(
  tx: Tx,
  unitIds: string[],
  { trueOn, knownAt }: { trueOn: DateOn; knownAt?: Date },
): Promise<Map<string, BodyFacts>> {
  const rows = await tx.enforcementBody.findMany({
    where: { unitId: { in: unitIds }, ...knownBy(knownAt), ...inForceOn(trueOn) },
  });
  return new Map(
    rows.map((row) => [
      row.unitId,
      {
        basis: row.basis as BodyBasis,
        fields: row.fields,
        publishedOn: row.publishedOn && fromDbDate(row.publishedOn),
      },
    ]),
  );
}

/** Establishment numbers 编制数 on a day; units for which none is set are left out. */
export async function establishmentsOf(
  tx: Tx,
  unitIds: string[],
  trueOn: DateOn,
): Promise<Map<string, number>> {
  const rows = await tx.unitVersion.findMany({
    where: { unitId: { in: unitIds }, establishment: { not: null }, ...knownBy(), ...inForceOn(trueOn) },
    select: { unitId: true, establishment: true },
  });
  return new Map(rows.map((row) => [row.unitId, row.establishment ?? 0]));
}

export type BodyRecord = BodyFacts & DateRange & { id: string; document: string; recordedAt: Date };

/** Every record of a unit's enforcement-body status that is believed now, newest range first. */
export async function bodyHistory(tx: Tx, unitId: string): Promise<BodyRecord[]> {
  const rows = await tx.enforcementBody.findMany({
    where: { unitId, ...knownBy() },
    orderBy: { fromOn: "desc" },
  });
  return rows.map((row) => ({
    id: row.id,
    basis: row.basis as BodyBasis,
    fields: row.fields,
    publishedOn: row.publishedOn && fromDbDate(row.publishedOn),
    document: row.document,
    recordedAt: row.recordedAt,
    ...rangeOf(row),
  }));
}
