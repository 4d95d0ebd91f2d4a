/** 法律登记: the laws that questions may cite, with their versions. Citations resolve to a version here. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, dateOnFrom, fromDbDate, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import type { Refusal } from "~/verdict";
import type { Prisma } from "../../prisma/generated/client";
import type { AmendmentKind } from "./amendment";
import { isWithdrawn, mayRegister, standingVersions, type VersionFacts } from "./law";

/** A law as the files that come with the program name it; dates as calendar dates. */
export type ShippedLaw = {
  law: string;
  title: string;
  versions: readonly { version: string; effectiveOn: string; articles: number }[];
};

/**
 * Enters laws and versions that the register lacks, and those that an officer took back. What else is registered stays
 * as it is, and from now on stands whatever becomes of its amendments. Harmless to repeat.
 */
export async function registerLaws(tx: Tx, laws: readonly ShippedLaw[], now: Date): Promise<void> {
  await tx.law.createMany({
    data: laws.map(({ law, title }) => ({ id: newId(), name: law, title, createdAt: now })),
    skipDuplicates: true,
  });
  const known = await lawsWhere(tx, { name: { in: laws.map(({ law }) => law) } });
  const registered = new Map(known.map((law) => [law.name, law]));
  const shipped = laws.flatMap(({ law, versions }) =>
    versions.map(({ version, effectiveOn, articles }) => ({
      lawId: registered.get(law)!.lawId,
      version: toDbDate(dateOnFrom(version)!),
      effectiveOn: toDbDate(dateOnFrom(effectiveOn)!),
      articles,
    })),
  );
  await tx.lawVersion.createMany({
    data: shipped.map((version) => ({ id: newId(), ...version, shipped: true, recordedAt: now })),
    skipDuplicates: true,
  });
  const own = known.flatMap(({ lawId, versions }) => versions.map((version) => ({ lawId, ...version })));
  for (const version of own.filter((one) => !one.shipped)) {
    const said = shipped.find(
      (one) => one.lawId === version.lawId && fromDbDate(one.version) === version.version,
    );
    if (!said) continue;
    const { effectiveOn, articles } = said;
    await tx.lawVersion.update({
      where: { id: version.versionId },
      data: { shipped: true, ...(isWithdrawn(version) ? { effectiveOn, articles } : {}) },
    });
  }
}

export type NewLaw = {
  /** As citations name it. */
  name: string;
  title: string;
  version: DateOn;
  effectiveOn: DateOn;
  articles: number;
  source: string | null;
};

/** Enters a law that no file brought, in the version it has. Refusals: those of `mayRegister`. */
export async function registerLaw(
  tx: Tx,
  { name, title, version, effectiveOn, articles, source }: NewLaw,
  actorId: string,
  now: Date,
): Promise<{ ok: true; lawId: string } | { ok: false; refusals: Refusal[] }> {
  const lawId = newId();
  const refusalsWhen = (isTaken: boolean) =>
    mayRegister({ name, version, effectiveOn, isTaken }, chinaDateOf(now));
  const taken = await tx.law.findUnique({ where: { name }, select: { id: true } });
  const verdict = refusalsWhen(taken !== null);
  if (!verdict.ok) return verdict;
  // Of two who enter it at the same moment one comes second.
  const { count } = await tx.law.createMany({
    data: [{ id: lawId, name, title, createdAt: now }],
    skipDuplicates: true,
  });
  const second = refusalsWhen(count === 0);
  if (!second.ok) return second;
  await tx.lawVersion.create({
    data: {
      ...{ id: newId(), lawId, version: toDbDate(version), effectiveOn: toDbDate(effectiveOn), articles },
      ...{ source, recordedById: actorId, recordedAt: now },
    },
  });
  await record(tx, { type: "law.registered", at: now, actorId, subjectId: lawId, data: { name, version } });
  return { ok: true, lawId };
}

export type VersionRead = VersionFacts & { versionId: string; source: string | null };
export type AmendmentRead = {
  amendmentId: string;
  kind: AmendmentKind;
  /** The version it leads to; null for an abolition. */
  version: DateOn | null;
  effectiveOn: DateOn;
  whole: boolean;
  articles: number[];
  note: string | null;
  recordedById: string | null;
  recordedAt: Date;
  withdrawn: { at: Date; byId: string | null; reason: string } | null;
};
export type LawRead = {
  lawId: string;
  name: string;
  title: string;
  /** By the day of adoption, the withdrawn ones too. */
  versions: VersionRead[];
  /** By the day they take effect, the withdrawn ones too. */
  amendments: AmendmentRead[];
  abolishedOn: DateOn | null;
};

/** Every law of the register, by pinyin. */
export async function listLaws(tx: Tx): Promise<LawRead[]> {
  const order = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM law ORDER BY name COLLATE "zh-x-icu", id`;
  const laws = new Map((await lawsWhere(tx, {})).map((law) => [law.lawId, law]));
  return order.flatMap(({ id }) => laws.get(id) ?? []);
}

export async function findLaw(tx: Tx, lawId: string): Promise<LawRead | null> {
  return (await lawsWhere(tx, { id: lawId }))[0] ?? null;
}

/**
 * Ids of the versions that a citation may name, by "law version": what was withdrawn is not among them. Nobody withdraws
 * one of them until this transaction ends.
 */
export async function citableVersions(tx: Tx, names: readonly string[]): Promise<Map<string, string>> {
  await tx.$executeRaw`
    SELECT 1 FROM law_version w JOIN law l ON l.id = w.law_id
    WHERE l.name = ANY(${[...new Set(names)]}) ORDER BY w.id FOR KEY SHARE OF w`;
  const laws = await lawsWhere(tx, { name: { in: [...new Set(names)] } });
  return new Map(
    laws.flatMap((law) =>
      standingVersions(law).map(({ version, versionId }) => [`${law.name} ${version}`, versionId]),
    ),
  );
}

/** By law version: how many questions that stand in a bank today cite it, a case counted once. */
export async function citedToday(tx: Tx, versionIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; questions: number }[]>`
    SELECT c.law_version_id::text AS id, count(DISTINCT coalesce(v.group_id, v.id))::int AS questions
    FROM question_citation c JOIN question_version v ON v.id = c.question_version_id
    JOIN bank_entry e ON e.question_version_id = v.id AND e.until_number IS NULL
    WHERE c.law_version_id = ANY(${[...versionIds]}::uuid[]) GROUP BY 1`;
  return new Map(rows.map(({ id, questions }) => [id, questions]));
}

async function lawsWhere(tx: Tx, where: Prisma.LawWhereInput): Promise<LawRead[]> {
  const rows = await tx.law.findMany({
    where,
    include: {
      versions: { orderBy: { version: "asc" } },
      amendments: { orderBy: [{ effectiveOn: "asc" }, { recordedAt: "asc" }] },
    },
  });
  return rows.map(({ id, name, title, versions, amendments }) => {
    const read = amendments.map((row) => amendmentFrom(row, versions));
    return {
      ...{ lawId: id, name, title, amendments: read },
      versions: versions.map((row) => ({
        versionId: row.id,
        version: fromDbDate(row.version),
        effectiveOn: fromDbDate(row.effectiveOn),
        articles: row.articles,
        source: row.source,
        shipped: row.shipped,
        amendments: amendments
          .filter(({ lawVersionId }) => lawVersionId === row.id)
          .map(({ withdrawnAt }) => ({ withdrawn: withdrawnAt !== null })),
      })),
      abolishedOn:
        read.find(({ kind, withdrawn }) => kind === "abolished" && withdrawn === null)?.effectiveOn ?? null,
    };
  });
}

function amendmentFrom(
  row: Prisma.LawAmendmentGetPayload<object>,
  versions: readonly { id: string; version: Date }[],
): AmendmentRead {
  const reached = versions.find(({ id }) => id === row.lawVersionId);
  return {
    ...{ amendmentId: row.id, kind: row.kind as AmendmentKind, whole: row.whole, articles: row.articles },
    ...{ note: row.note, recordedById: row.recordedById, recordedAt: row.recordedAt },
    version: reached ? fromDbDate(reached.version) : null,
    effectiveOn: fromDbDate(row.effectiveOn),
    withdrawn: row.withdrawnAt && {
      at: row.withdrawnAt,
      byId: row.withdrawnById,
      reason: row.withdrawalReason ?? "",
    },
  };
}
