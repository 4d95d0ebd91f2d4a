/** Rule packs as stored: immutable versions, assigned to units and inherited down the tree. */
import { record } from "~/audit/audit.server";
import { type DateOn, toDbDate } from "~/calendar";
import { keptWhileConnected, rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { Prisma } from "../../prisma/generated/client";
import { packHash } from "./pack";
import { nationalPack } from "./packs/national";
import { type RulePack, rulePackSchema } from "./schema";
import { shippedPacks } from "./shipped";

const DEFAULT_CODE = nationalPack.id;
const LOADING = 7_410_002;

export type PackAt = { versionId: string; pack: RulePack };

/**
 * Stores the packs this program ships, each as a new version only when its content changed. Harmless to repeat. A pack
 * whose newest version was drafted here is this installation's own from then on: no update of the program overrides
 * what two people put in force.
 */
export async function loadPacks(tx: Tx, actorId: string | null, now: Date): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOADING})`;
  for (const pack of shippedPacks) await loadPack(tx, pack, actorId, now);
}

async function loadPack(tx: Tx, pack: RulePack, actorId: string | null, now: Date): Promise<void> {
  const packId = await packIdOf(tx, pack);
  const newest = await tx.rulePackVersion.findFirst({ where: { packId }, orderBy: { number: "desc" } });
  const hash = packHash(pack);
  if (newest?.hash === hash || newest?.draftId) return;
  const number = (newest?.number ?? 0) + 1;
  await tx.rulePackVersion.create({
    data: {
      id: newId(),
      packId,
      number,
      effectiveOn: toDbDate(pack.effectiveFromOn),
      values: pack,
      hash,
      createdAt: now,
    },
  });
  await record(tx, {
    type: "rule-pack.loaded",
    at: now,
    actorId,
    subjectId: packId,
    data: { code: pack.id, number },
  });
}

async function packIdOf(tx: Tx, pack: RulePack): Promise<string> {
  const known = await tx.rulePack.findUnique({ where: { code: pack.id }, select: { id: true } });
  if (known) return known.id;
  const id = newId();
  await tx.rulePack.create({ data: { id, code: pack.id, title: { "zh-CN": pack.title } } });
  return id;
}

/** From a day on, the unit and everything below it without a pack of its own follow this pack. */
export async function assignPack(
  tx: Tx,
  { unitId, packCode, fromOn }: { unitId: string; packCode: string; fromOn: DateOn },
  actorId: string | null,
  now: Date,
): Promise<void> {
  const pack = await tx.rulePack.findUniqueOrThrow({ where: { code: packCode }, select: { id: true } });
  const from = toDbDate(fromOn);
  const before = await tx.unitRulePack.findMany({
    where: { unitId, supersededAt: null, OR: [{ toOn: null }, { toOn: { gt: from } }] },
  });
  if (before.length === 1 && before[0]!.packId === pack.id && before[0]!.fromOn <= from) return;
  for (const old of before) {
    await tx.unitRulePack.updateMany({ where: { id: old.id }, data: { supersededAt: now } });
    if (old.fromOn < from) {
      await tx.unitRulePack.create({
        data: { ...old, id: newId(), toOn: from, recordedAt: now, recordedById: actorId },
      });
    }
  }
  await tx.unitRulePack.create({
    data: {
      id: newId(),
      factId: newId(),
      unitId,
      packId: pack.id,
      fromOn: from,
      toOn: null,
      recordedAt: now,
      recordedById: actorId,
    },
  });
  await record(tx, { type: "rule-pack.assigned", at: now, actorId, unitId, data: { packId: pack.id } });
}

/**
 * The rules that bind a unit on a calendar date: the pack of the nearest unit above it (or its own), in its newest
 * version effective that day; the national default where nobody above has one. Before a pack's first effective day
 * its first version answers, so that old years can still be reckoned. Throws when the packs were never loaded. With
 * `knownAt`, as far as the tree, the assignments and the versions were recorded by then.
 */
export async function packFor(tx: Tx, unitId: string, on: DateOn, knownAt?: Date): Promise<PackAt> {
  return (await packsFor(tx, [unitId], on, knownAt)).get(unitId)!;
}

/** The same for several units in one statement. */
export async function packsFor(
  tx: Tx,
  unitIds: readonly string[],
  on: DateOn,
  knownAt?: Date,
): Promise<Map<string, PackAt>> {
  const asked = [...new Set(unitIds)];
  if (asked.length === 0) return new Map();
  const by = Prisma.sql`coalesce(${knownAt ?? null}::timestamptz, 'infinity')`;
  const known = (table: string) => {
    const t = Prisma.raw(table);
    return Prisma.sql`${t}.recorded_at <= ${by} AND (${t}.superseded_at IS NULL OR ${t}.superseded_at > ${by})`;
  };
  const statement = Prisma.sql`
    /* prepared as packs-for */
    WITH self AS (
      SELECT a.unit_id, string_to_array(trim(both '/' from v.path), '/') AS codes
      FROM unnest(${asked}::uuid[]) AS a (unit_id)
      LEFT JOIN LATERAL (
        SELECT path FROM unit_version u WHERE u.unit_id = a.unit_id AND ${known("u")}
        ORDER BY daterange(u.from_on, u.to_on) @> ${on}::date DESC, u.from_on DESC LIMIT 1
      ) v ON true
    ), assigned AS (
      SELECT u.code, a.pack_id FROM unit_rule_pack a JOIN unit u ON u.id = a.unit_id
      WHERE ${known("a")} AND daterange(a.from_on, a.to_on) @> ${on}::date
    ), nearest AS (
      SELECT s.unit_id, coalesce(
        (SELECT a.pack_id FROM assigned a WHERE a.code = ANY(s.codes)
          ORDER BY array_position(s.codes, a.code) DESC LIMIT 1),
        (SELECT id FROM rule_pack WHERE code = ${DEFAULT_CODE})) AS pack_id
      FROM self s
    ), newest AS (
      SELECT p.pack_id, (
        SELECT v.id FROM rule_pack_version v WHERE v.pack_id = p.pack_id
        ORDER BY v.created_at <= ${by} DESC, v.effective_on <= ${on}::date DESC,
          CASE WHEN v.effective_on <= ${on}::date THEN v.effective_on END DESC, v.effective_on, v.number DESC
        LIMIT 1
      ) AS version_id
      FROM (SELECT DISTINCT pack_id FROM nearest) p
    )
    SELECT n.unit_id::text AS "unitId", w.version_id::text AS "versionId"
    FROM nearest n LEFT JOIN newest w ON w.pack_id = n.pack_id`;
  const found = await rowsOf<{ unitId: string; versionId: string | null }>(tx, statement);
  const packs = new Map<string, PackAt>();
  for (const { unitId, versionId } of found) {
    if (!versionId) throw new Error("No rule pack is loaded");
    packs.set(unitId, await packVersion(tx, versionId));
  }
  return packs;
}

/**
 * The same for any number of units and days: asked once for every stretch of days in which neither the tree nor what
 * packs say changes, however many days lie in it. Answers what binds one of these units on one of these days.
 */
export async function packsOver(
  tx: Tx,
  asked: readonly { unitId: string; on: DateOn }[],
): Promise<(unitId: string, on: DateOn) => PackAt> {
  const changes = asked.length === 0 ? [] : await daysOfChange(tx);
  const stretchOf = (on: DateOn) => {
    let [low, high] = [0, changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (changes[middle]! <= on) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const stretches = new Map<number, { on: DateOn; unitIds: Set<string> }>();
  for (const { unitId, on } of asked) {
    const at = stretchOf(on);
    const stretch = stretches.get(at) ?? { on, unitIds: new Set() };
    stretches.set(at, stretch);
    stretch.unitIds.add(unitId);
  }
  const packs = new Map<number, Map<string, PackAt>>();
  for (const [at, { on, unitIds }] of stretches) packs.set(at, await packsFor(tx, [...unitIds], on));
  return (unitId, on) => packs.get(stretchOf(on))!.get(unitId)!;
}

/** Days on which something else than the day before may bind a unit. */
async function daysOfChange(tx: Tx): Promise<DateOn[]> {
  const rows = await tx.$queryRaw<{ on: DateOn }[]>`
    /* prepared as pack-changes */
    SELECT DISTINCT d::text AS on FROM (
      SELECT effective_on AS d FROM rule_pack_version
      UNION ALL SELECT unnest(ARRAY[from_on, to_on]) FROM unit_rule_pack WHERE superseded_at IS NULL
      UNION ALL SELECT unnest(ARRAY[from_on, to_on]) FROM unit_version WHERE superseded_at IS NULL
    ) changes WHERE d IS NOT NULL ORDER BY 1`;
  return rows.map(({ on }) => on);
}

// A version never changes, so it is read and checked once a process.
const read = keptWhileConnected<string, RulePack>();

/** The pack a decision stored, by the id of its version. */
export async function packVersion(tx: Tx, versionId: string): Promise<PackAt> {
  const known = read.get(versionId);
  if (known) return { versionId, pack: known };
  const row = await tx.rulePackVersion.findUniqueOrThrow({ where: { id: versionId } });
  const pack = rulePackSchema.parse(row.values);
  read.set(versionId, pack);
  return { versionId, pack };
}

export type PackVersionListed = {
  id: string;
  number: number;
  effectiveOn: Date;
  hash: string;
  createdAt: Date;
  /** null: shipped with the program. */
  draftId: string | null;
  proposedById: string | null;
  approvedById: string | null;
};
export type PackListed = {
  code: string;
  title: Record<string, string>;
  versions: PackVersionListed[];
  units: { unitId: string; fromOn: Date; toOn: Date | null }[];
};

/** Every pack with its versions, newest first, and the units it is assigned to now. */
export async function listPacks(tx: Tx): Promise<PackListed[]> {
  const rows = await tx.rulePack.findMany({
    orderBy: { code: "asc" },
    include: {
      versions: { orderBy: { number: "desc" }, omit: { values: true, packId: true } },
      units: { where: { supersededAt: null }, select: { unitId: true, fromOn: true, toOn: true } },
    },
  });
  return rows.map((row) => ({ ...row, title: row.title as Record<string, string> }));
}
