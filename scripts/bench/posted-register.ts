import { openBenchDatabase } from "./bench-database.ts";

export type PostedRegister = {
  rootId: string;
  unitIds: string[];
  /** Code of the unit of the nth person. */
  unitOf(n: number): string;
  /** More rows, past the walls. */
  load(statements: readonly string[]): Promise<void>;
  close(): Promise<void>;
};

/**
 * A register of so many people, each on an enforcement post with a certificate, two parts and three years of grades; of a
 * hundred one is a contract worker and of two hundred one has lost the card. Of several assignments all but the last are over.
 */
export async function postedRegister(
  dataFolder: string,
  people: number,
  { units = 200, assignments = 1 } = {},
): Promise<PostedRegister> {
  const bench = await openBenchDatabase(dataFolder);
  const { inTransaction } = await import("../../app/db.server.ts");
  const { createUnit, recordEnforcementBody } = await import("../../app/organisation/organisation.server.ts");
  const { createPosition } = await import("../../app/positions/positions.server.ts");
  const { loadPacks } = await import("../../app/rulebook/packs.server.ts");
  const now = new Date();
  const fromOn = "2015-01-01" as const;
  const { rootId, unitIds } = await inTransaction(
    async (tx) => {
      await loadPacks(tx, null, now);
      const unit = (code: string, parentId: string | null) => {
        const kind = parentId ? ("enforcement-bureau" as const) : ("jurisdiction" as const);
        return createUnit(tx, { code, parentId, name: code, shortName: code, kind, fromOn }, null, now);
      };
      const root = await unit("bench", null);
      const made: string[] = [];
      for (let n = 1; n <= units; n += 1) {
        const unitId = await unit(`u${n}`, root);
        const body = { unitId, basis: "statutory" as const, fields: ["urban-management"], document: "1" };
        await recordEnforcementBody(tx, { ...body, publishedOn: fromOn, fromOn }, null, now);
        const post = { unitId, title: "执法岗", family: "enforcement" as const, field: "urban-management" };
        await createPosition(tx, post, null, now);
        made.push(unitId);
      }
      return { rootId: root, unitIds: made };
    },
    undefined,
    600_000,
  );
  const { superuser } = bench;
  // The walls are not what is measured; rows are loaded past them.
  await superuser.query("SET session_replication_role = replica");
  await superuser.query(`CREATE TEMP TABLE one AS
    SELECT n, gen_random_uuid() AS person, gen_random_uuid() AS certificate, p.id AS post, p.unit_id AS unit
    FROM generate_series(1, ${people}) n
    JOIN (SELECT p.id, p.unit_id, substr(u.code, 2)::int AS k FROM position p JOIN unit u ON u.id = p.unit_id) p
      ON p.k = 1 + n % ${units}`);
  const each = (statement: string) => superuser.query(statement);
  await each("INSERT INTO person (id, created_at) SELECT person, now() FROM one");
  await each(`INSERT INTO person_name (id, fact_id, person_id, name, from_on, recorded_at)
    SELECT gen_random_uuid(), gen_random_uuid(), person, '某' || n, '2015-01-01', now() FROM one`);
  await each(`INSERT INTO employment (id, fact_id, person_id, unit_id, relation, identity, status, from_on, recorded_at)
    SELECT gen_random_uuid(), gen_random_uuid(), person, unit, 'home', CASE WHEN n % 100 = 0 THEN 'contract' ELSE 'civil-servant' END,
      'in-post', '2015-01-01', now() FROM one`);
  await each(`INSERT INTO qualification_part (id, fact_id, person_id, part, field, origin, from_on, recorded_at)
    SELECT gen_random_uuid(), gen_random_uuid(), person, q.part, q.field, 'exam', '2024-01-01', now()
    FROM one, (VALUES ('special', 'urban-management'), ('general', NULL)) q (part, field)`);
  await each(`INSERT INTO annual_grade (id, fact_id, person_id, year, grade, recorded_at)
    SELECT gen_random_uuid(), gen_random_uuid(), person, y, 'competent', now() FROM one, generate_series(2023, 2025) y`);
  await each(`INSERT INTO certificate (id, person_id, unit_id, certificate_type, field, number, valid_from_on, valid_to_on,
      public_token, register_entry, template_id, template_version, pack_version_id, issued_at)
    SELECT certificate, person, unit, 'administrative-enforcement', 'urban-management', 'B' || n, '2024-02-01', '2039-01-31',
      'b' || n, '{}', 'bench', 1, gen_random_uuid(), '2024-02-01' FROM one`);
  await each(`INSERT INTO certificate_act (id, certificate_id, act, effective_at, recorded_at)
    SELECT gen_random_uuid(), certificate, a.act, a.at::timestamptz, now() FROM one,
      (VALUES ('issue', '2024-02-01', 1), ('collect', '2024-02-02', 1), ('lose', '2026-01-01', 200)) a (act, at, every)
    WHERE n % a.every = 0`);
  // A year each, one after the other; the last has no end.
  await each(`INSERT INTO assignment (id, fact_id, position_id, person_id, inherited, decision, from_on, to_on, recorded_at)
    SELECT gen_random_uuid(), gen_random_uuid(), post, person, false, '{}', make_date(2024 - k, 3, 1),
      CASE WHEN k > 0 THEN make_date(2025 - k, 3, 1) END, now() FROM one, generate_series(0, ${assignments - 1}) k`);
  await each("SET session_replication_role = DEFAULT");
  await each("VACUUM ANALYZE");
  // A register that has stood for years is not being written to the disk while it is asked.
  await each("CHECKPOINT");
  const load = async (statements: readonly string[]) => {
    await superuser.query("SET session_replication_role = replica");
    for (const statement of statements) await superuser.query(statement);
    await superuser.query("SET session_replication_role = DEFAULT");
  };
  return { rootId, unitIds, unitOf: (n) => `u${1 + (n % units)}`, load, close: () => bench.close() };
}
