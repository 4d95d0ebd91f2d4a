import type pg from "pg";
import { openBenchDatabase } from "./bench-database.ts";
import { loadRegister } from "./register.ts";
import { measureStudyImport } from "./study-import.ts";

export type StudyFigure = {
  name: string;
  value: number;
  /** What it may be at most. */
  within?: number;
};
export type StudyFigures = { figures: StudyFigure[] };

const BUREAUS = 15;
const TEAMS_EACH = 130;
const RECORDS_EACH = 50;
const ALONE = 60;

/** A ledger of fifty records a person in a database of its own, and what its standings cost. */
export async function measureStudy(dataFolder: string, people: number): Promise<StudyFigures> {
  const bench = await openBenchDatabase(dataFolder);
  try {
    const { inTransaction, prisma } = await import("../../app/db.server.ts");
    const { chinaDateOf, yearOf } = await import("../../app/calendar.ts");
    const { compareStandings, rebuildStandings } = await import(
      "../../app/casework/study-standings.server.ts"
    );
    const { createUnit } = await import("../../app/organisation/organisation.server.ts");
    const { createPosition } = await import("../../app/positions/positions.server.ts");
    const { loadPacks } = await import("../../app/rulebook/packs.server.ts");
    const { acceptStudyRecord } = await import("../../app/study/checks.server.ts");
    const { standingPage, storedStandings, unitTallies } = await import(
      "../../app/study/standing-list.server.ts"
    );
    const { studyYear } = await import("../../app/study/standing.server.ts");
    const now = new Date();
    const today = chinaDateOf(now);
    const year = yearOf(today);
    const units: string[] = [];
    let rootId = "";
    const posts = new Map<string, string>();
    await inTransaction(
      async (tx) => {
        await loadPacks(tx, null, now);
        const unit = (code: string, kind: "jurisdiction" | "enforcement-bureau", parentId: string | null) =>
          createUnit(
            tx,
            { code, parentId, name: code, shortName: code, kind, fromOn: "2015-01-01" },
            null,
            now,
          );
        const root = await unit("bench", "jurisdiction", null);
        rootId = root;
        for (let bureau = 1; bureau <= BUREAUS; bureau += 1) {
          const bureauId = await unit(`b${bureau}`, "enforcement-bureau", root);
          for (let team = 1; team <= Math.min(TEAMS_EACH, people / 50 / BUREAUS + 1); team += 1) {
            const unitId = await unit(`b${bureau}t${team}`, "enforcement-bureau", bureauId);
            const post = { unitId, title: "执法岗", family: "enforcement" as const, field: null };
            posts.set(unitId, await createPosition(tx, post, null, now));
            units.push(unitId);
          }
        }
      },
      undefined,
      600_000,
    );
    await loadRegister(bench.superuserUrl, dataFolder, people, units, posts);
    await loadLedger(bench.superuser, year);
    const officer = await bench.signIn("legal-affairs", units[0]!);
    const waiting = await waitingRecords(bench.superuser);

    const figures: StudyFigure[] = [];
    const rebuilding = await took(() => rebuildStandings(year, now));
    figures.push({ name: "rebuilding every standing, s", value: rebuilding / 1000, within: 600 });
    await bench.superuser.query("ANALYZE study_standing");
    const compared = await took(async () => {
      const { differences } = await compareStandings(year, now);
      if (differences.length > 0) throw new Error(`${differences.length} standings differ from the ledger`);
    });
    figures.push({ name: "comparing every standing with the ledger, s", value: compared / 1000 });

    const { rows: somebody } = await bench.superuser.query<{ person_id: string }>(
      "SELECT person_id FROM study_standing WHERE applies ORDER BY person_id LIMIT $1",
      [ALONE],
    );
    const turn = (n: number) => somebody[n % somebody.length]!.person_id;
    const quotaId = "enforcement-15-days";
    const one = { unitIds: [units[0]!], year, quotaId };
    const all = { unitIds: units, year, quotaId };
    const ms = async (name: string, within: number | undefined, ask: (n: number) => Promise<unknown>) => {
      figures.push({
        name: `${name}, ms`,
        value: await p95(ask),
        ...(within === undefined ? {} : { within }),
      });
      console.error(`${people} ${name}: ${figures.at(-1)!.value.toFixed(1)} ms`);
    };
    await ms("one person, stored", 30, (n) => storedStandings(prisma, turn(n), year, today));
    await ms("one person, computed from the ledger", undefined, (n) =>
      studyYear(prisma, turn(n), year, today),
    );
    await ms("a unit's list of fifty", 150, () => standingPage(prisma, one, {}, today));
    await ms("the district's red list, first page", 2_000, () =>
      standingPage(prisma, { ...all, side: "behind" }, {}, today),
    );
    await ms("the district's red list by unit", 2_000, () => unitTallies(prisma, all, today));
    await ms("accepting one record, standings and all", undefined, (n) =>
      inTransaction((tx) => acceptStudyRecord(tx, { recordId: waiting[n]! }, officer.accountId, now)),
    );
    figures.push({ name: "rebuilding, ms a person", value: rebuilding / people });
    figures.push(...(await measureStudyImport(bench, rootId, year)));
    return { figures };
  } finally {
    await bench.close();
  }
}

/** Sessions of three hours on other days of the year; one in twenty waits, one in fifty was returned. */
async function loadLedger(superuser: pg.Client, year: number): Promise<void> {
  await superuser.query("SET session_replication_role = replica; SET synchronous_commit = off");
  await superuser.query(
    `WITH someone AS (SELECT person_id, unit_id, row_number() OVER (ORDER BY person_id) AS n
       FROM employment WHERE superseded_at IS NULL AND to_on IS NULL)
     INSERT INTO study_record (id, person_id, unit_id, title, mode, category, laws, organiser_level, start_at, end_at, minutes, evidence, recorded_at)
     SELECT gen_random_uuid(), s.person_id, s.unit_id, 'bench ' || k,
       (ARRAY['concentrated', 'meeting', 'self-study', 'online', 'case-teaching'])[1 + (k + s.n) % 5],
       (ARRAY['law', 'enforcement', 'ethics'])[1 + (k + s.n) % 3], ARRAY['行政处罚法'], 'county',
       make_date($1, 1, 1) + interval '1 hour' + ((k * 6 + s.n % 6)::text || ' days')::interval,
       make_date($1, 1, 1) + interval '1 hour' + ((k * 6 + s.n % 6)::text || ' days')::interval
         + interval '2 hours', 90 + (s.n % 30)::int,
       '[{"kind": "sign-in", "reference": "1"}, {"kind": "log", "reference": "1"}, {"kind": "quiz", "reference": "1"},
         {"kind": "notes", "reference": "1"}, {"kind": "minutes", "reference": "1"}]'::jsonb, now()
     FROM someone s, generate_series(0, $2 - 1) k`,
    [year, RECORDS_EACH],
  );
  await superuser.query(
    `INSERT INTO study_record_step (record_id, step, by_id, at)
     SELECT r.id, v.step, gen_random_uuid(), now() FROM study_record r
     CROSS JOIN (VALUES (1, 'submitted'), (2, 'confirmed'), (3, 'accepted'), (3, 'returned')) v(turn, step)
     WHERE v.turn < 3 OR v.step = CASE hashtext(r.id::text) & 63 WHEN 0 THEN 'returned' WHEN 1 THEN NULL WHEN 2 THEN NULL
       WHEN 3 THEN NULL ELSE 'accepted' END
     ORDER BY v.turn`,
  );
  await superuser.query("SET session_replication_role = DEFAULT");
  await superuser.query("VACUUM ANALYZE study_record");
  await superuser.query("VACUUM ANALYZE study_record_step");
}

async function waitingRecords(superuser: pg.Client): Promise<string[]> {
  const { rows } = await superuser.query<{ id: string }>(
    `SELECT r.id FROM study_record r WHERE NOT EXISTS (
       SELECT 1 FROM study_record_step s WHERE s.record_id = r.id AND s.step IN ('accepted', 'returned'))
     ORDER BY r.id LIMIT $1`,
    [ALONE + 20],
  );
  return rows.map(({ id }) => id);
}

async function took(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Of sixty, after ten that warm it up. */
async function p95(ask: (n: number) => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let n = 0; n < ALONE + 10; n += 1) {
    const began = performance.now();
    await ask(n);
    if (n >= 10) all.push(performance.now() - began);
  }
  return all.sort((a, b) => a - b)[Math.ceil(all.length * 0.95) - 1]!;
}
