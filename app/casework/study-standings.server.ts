/**
 * Keeps stored standings true to what other rooms change: employments, groups and rule packs are theirs, and they do not
 * tell. Everything can be computed again at any time, in batches that a crash does not lose; the comparison says whether
 * it needs to be.
 */
import { chinaDateOf, type DateOn, fromDbDate, toDbDate, yearRange } from "~/calendar";
import { inTransaction, prisma, type Tx, unlessElsewhere } from "~/db.server";
import type { Rest } from "~/rest.server";
import { computedYears } from "~/study/standing.server";
import { keepStandings, rowsFrom, type StandingRow } from "~/study/standing-store.server";
import { Prisma } from "../../prisma/generated/client";

/** Of what goes on beside requests: few enough that nobody waits long for a person's lock. */
const FOLLOWED_AT_ONCE = 50;
/** Of what an operator asks for and waits for. */
const REBUILT_AT_ONCE = 500;
/** Batches at once: while the rules reckon one, the database reads the other. */
const WORKERS = 2;
const BATCH_MS = 5 * 60_000;
/** A transaction may be recorded long after the instant it carries. */
const MARGIN_MS = 15 * 60_000;
const NOBODY = "00000000-0000-0000-0000-000000000000";
const FOLLOWER = 7_410_039;

/** People who worked in the year, a batch after an id. */
async function peopleOf(tx: Tx, year: number, after: string, most: number): Promise<string[]> {
  const { fromOn, toOn } = yearRange(year);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id::text AS id FROM person p
    WHERE p.id > ${after}::uuid AND (
      EXISTS (SELECT 1 FROM employment e WHERE e.person_id = p.id AND e.superseded_at IS NULL
        AND daterange(e.from_on, e.to_on) && daterange(${fromOn}::date, ${toOn}::date))
      OR EXISTS (SELECT 1 FROM study_standing s WHERE s.person_id = p.id AND s.year = ${year} AND s.applies))
    ORDER BY p.id LIMIT ${most}`;
  return rows.map(({ id }) => id);
}

/** Asks for everything of a year to be computed again; the batches are the job's. Asking twice begins again. */
export async function requestRebuild(tx: Tx, year: number, now: Date): Promise<void> {
  const today = chinaDateOf(now);
  const asked = {
    ...{ followedUntil: now, followedOn: toDbDate(today), rebuildFrom: NOBODY },
    packs: await rulesInForce(tx, today),
  };
  await tx.studyStandingYear.upsert({ where: { year }, create: { year, ...asked }, update: asked });
}

/**
 * The next batch of a rebuild that was asked for, or as many as there are workers, each in a transaction of its own; how
 * far it has come is written when they are done, so that a crash loses none. Answers whether more is left. Two processes
 * at once compute the same people and change nothing twice.
 */
async function rebuildNext(year: number, now: Date, size: number, workers: number): Promise<boolean> {
  const state = await prisma.studyStandingYear.findUnique({ where: { year } });
  if (!state?.rebuildFrom) return false;
  const most = size * workers;
  const people = await peopleOf(prisma, year, state.rebuildFrom, most);
  await Promise.all(
    Array.from({ length: Math.ceil(people.length / size) }, (_, at) =>
      keepBatch(people.slice(at * size, (at + 1) * size), year, now),
    ),
  );
  const last = people.length < most ? null : people.at(-1)!;
  await prisma.studyStandingYear.updateMany({
    // Asked for anew meanwhile, it begins anew.
    where: { year, rebuildFrom: state.rebuildFrom, followedUntil: state.followedUntil },
    data: { rebuildFrom: last },
  });
  return last !== null;
}

const keepBatch = (people: readonly string[], year: number, now: Date) =>
  inTransaction((tx) => keepStandings(tx, people, year, now), undefined, BATCH_MS);

/** Everything of a year, from the ledger, as fast as it goes: for who waits for it. */
export async function rebuildStandings(year: number, now: Date): Promise<void> {
  await inTransaction((tx) => requestRebuild(tx, year, now));
  while (await rebuildNext(year, now, REBUILT_AT_ONCE, WORKERS));
}

/**
 * Follows what was recorded elsewhere since the last time, and what the calendar brought: only whom it concerns, or
 * everybody where rule packs changed. The first call of a year builds it. In small batches, after each of which `rest`
 * lets requests go first and answers whether to go on; a rebuild that was stopped goes on where it was. One process at a
 * time: answers whether it was this one. Harmless to repeat.
 */
export async function followFacts(year: number, clock: () => Date, rest: Rest): Promise<boolean> {
  return unlessElsewhere(FOLLOWER, year, () => follow(year, clock, rest));
}

async function follow(year: number, clock: () => Date, rest: Rest): Promise<void> {
  const now = clock();
  const state = await prisma.studyStandingYear.findUnique({ where: { year } });
  const today = chinaDateOf(now);
  if (!state || state.packs !== (await rulesInForce(prisma, today))) {
    await inTransaction((tx) => requestRebuild(tx, year, now));
  } else {
    const changed = await peopleChanged(prisma, state.followedUntil, fromDbDate(state.followedOn), today);
    for (let from = 0; from < changed.length; from += FOLLOWED_AT_ONCE) {
      await keepBatch(changed.slice(from, from + FOLLOWED_AT_ONCE), year, clock());
      if (!(await rest())) return;
    }
    await prisma.studyStandingYear.updateMany({
      where: { year, followedUntil: state.followedUntil },
      data: { followedUntil: now, followedOn: toDbDate(today) },
    });
  }
  while ((await rebuildNext(year, clock(), FOLLOWED_AT_ONCE, 1)) && (await rest()));
}

/**
 * A fingerprint of the rules that some unit follows today. What is compared are rules, not instants: those of a version
 * that is a minute old would count as new for as long as a transaction may be late.
 */
export async function rulesInForce(tx: Tx, today: DateOn): Promise<string> {
  const on = Prisma.sql`${today}::date`;
  const [row] = await tx.$queryRaw<{ packs: string | null }[]>`
    SELECT md5(string_agg(line, ' ' ORDER BY line)) AS packs FROM (
      SELECT id::text AS line FROM rule_pack_version WHERE effective_on <= ${on}
      UNION ALL SELECT concat_ws('/', id, from_on <= ${on}, to_on <= ${on})
      FROM unit_rule_pack WHERE superseded_at IS NULL) rules`;
  return row!.packs ?? "";
}

async function peopleChanged(tx: Tx, until: Date, on: DateOn, today: DateOn): Promise<string[]> {
  const since = new Date(until.getTime() - MARGIN_MS);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT person_id::text AS id FROM employment
    WHERE recorded_at > ${since}::timestamptz OR superseded_at > ${since}::timestamptz
      OR (from_on > ${on}::date AND from_on <= ${today}::date) OR (to_on > ${on}::date AND to_on <= ${today}::date)
    UNION
    SELECT person_id::text FROM study_category
    WHERE recorded_at > ${since}::timestamptz OR superseded_at > ${since}::timestamptz
      OR (from_on > ${on}::date AND from_on <= ${today}::date) OR (to_on > ${on}::date AND to_on <= ${today}::date)
    ORDER BY 1`;
  return rows.map(({ id }) => id);
}

export type Difference = { personId: string; quotaId: string; stored: unknown; computed: unknown };
export type Comparison = { people: number; rows: number; differences: Difference[] };

const SHOWN = 100;

/** The doctor's look: what is stored beside what the ledger gives, everybody of a year. Changes nothing. */
export async function compareStandings(year: number, now: Date): Promise<Comparison> {
  const found: Comparison = { people: 0, rows: 0, differences: [] };
  const today = chinaDateOf(now);
  for (let after = NOBODY; ; ) {
    const people = await peopleOf(prisma, year, after, REBUILT_AT_ONCE);
    if (people.length > 0) await compareBatch(people, year, today, found);
    if (people.length < REBUILT_AT_ONCE) return found;
    after = people.at(-1)!;
  }
}

async function compareBatch(people: string[], year: number, today: DateOn, found: Comparison): Promise<void> {
  // One picture of the tables: whoever changes the ledger meanwhile keeps the rows with it.
  const [stored, computed] = await inTransaction(
    async (tx) => [
      await storedOf(tx, people, year),
      rowsFrom(await computedYears(tx, people, year, today), year),
    ],
    "RepeatableRead",
    BATCH_MS,
  );
  found.people += people.length;
  found.rows += computed.length;
  const keyOf = (row: StandingRow) => `${row.person_id} ${row.quota_id}`;
  const wanted = new Map(computed.map((row) => [keyOf(row), row]));
  const standing = new Map(stored.map((row) => [keyOf(row), row]));
  for (const key of new Set([...wanted.keys(), ...standing.keys()])) {
    const [is, should] = [standing.get(key) ?? null, wanted.get(key) ?? null];
    if (canonical(is) === canonical(should) || found.differences.length >= SHOWN) continue;
    const [personId, quotaId] = key.split(" ") as [string, string];
    found.differences.push({ personId, quotaId, stored: is, computed: should });
  }
}

async function storedOf(tx: Tx, people: readonly string[], year: number): Promise<StandingRow[]> {
  const rows = await tx.studyStanding.findMany({
    where: { personId: { in: [...people] }, year, applies: true },
  });
  return rows.map((row) => ({
    person_id: row.personId,
    year: row.year,
    quota_id: row.quotaId,
    unit_id: row.unitId,
    measure: row.measure,
    required: row.required,
    credited: row.credited,
    required_minutes: row.requiredMinutes,
    credited_minutes: row.creditedMinutes,
    pending_minutes: row.pendingMinutes,
    is_met: row.isMet,
    from_on: fromDbDate(row.fromOn),
    to_on: fromDbDate(row.toOn),
    cures: row.cures as StandingRow["cures"],
    categories: row.categories as StandingRow["categories"],
    pack_version_id: row.packVersionId,
  }));
}

/** Equal for equal content, whatever the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
