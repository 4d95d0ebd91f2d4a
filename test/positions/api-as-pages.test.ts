/** Five hundred people with everything that can stand against somebody: other systems are told what the pages say. */
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { createApiClient } from "~/access/api-client.server";
import { openSession } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { personnelFacts } from "~/personnel/facts.server";
import { createPosition } from "~/positions/positions.server";
import { rulesCited } from "~/positions/rules-cited";
import { loader as postPage } from "~/routes/_staff.positions.$positionId._index";
import { action as askOne } from "~/routes/api.v1.eligibility";
import { enforcementOf } from "~/routes/my._index/enforcement.server";
import type { Refusal } from "~/verdict";
import { FIELD, NOW, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const PEOPLE = 500;
/** One in nine has no post. */
const SEATED = "n % 9 > 0";
/** One in seven of the others has two. */
const TWO = "n % 9 > 0 AND n % 7 = 0";

let scene: Scene;
let positionId: string;
let people: { personId: string; number: string; seated: boolean; hasTwo: boolean }[];

beforeAll(async () => {
  scene = await setScene();
  const post = { unitId: scene.urban, title: "巡查岗", family: "enforcement" as const, field: FIELD };
  positionId = await inTransaction((tx) => createPosition(tx, post, null, NOW));
  const other = { ...post, title: "协助岗", field: null };
  const otherId = await inTransaction((tx) => createPosition(tx, other, null, NOW));
  people = await seeded(otherId);
});
afterEach(() => vi.useRealTimers());

/** Written past the verbs, which would refuse most of it: identities, statuses, duties, sanctions, grades, parts, bans, cards. */
async function seeded(otherId: string) {
  const run = (sql: string, values: string[] = []) => database.ownerQuery(sql, values);
  const guarded = ["assignment", "legal_duty", "employment", "certificate_act"];
  for (const table of guarded) await run(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await run(
    `CREATE TABLE one AS SELECT n, gen_random_uuid() AS person, gen_random_uuid() AS card FROM generate_series(1, ${PEOPLE}) n`,
  );
  // The nth person's throw of a die with k sides.
  const die = (of: string, k: number) => `(('x' || substr(md5(n || '${of}'), 1, 7))::bit(28)::int % ${k})`;
  const pick = (of: string, words: string[]) =>
    `(ARRAY[${words.map((word) => `'${word}'`).join(", ")}])[1 + ${die(of, words.length)}]`;
  const ids = "gen_random_uuid(), gen_random_uuid(), person";
  const often = Array.from({ length: 12 }, () => "civil-servant");
  const identities = [...often, "civil-servant-equivalent", "public-institution", "contract", "auxiliary"];
  const statuses = [...Array.from({ length: 16 }, () => "in-post"), "retired", "resigned", "transferred-out"];
  await run("INSERT INTO person (id, created_at) SELECT person, '2020-01-01' FROM one");
  await run(`INSERT INTO person_name (id, fact_id, person_id, name, from_on, recorded_at)
    SELECT ${ids}, '某' || n, '1990-01-01', '2020-01-01' FROM one`);
  await run(
    `INSERT INTO employment (id, fact_id, person_id, unit_id, relation, identity, status, from_on, recorded_at)
     SELECT ${ids}, $1, 'home', ${pick("identity", identities)}, ${pick("status", statuses)}, '2020-01-01', '2020-01-01' FROM one`,
    [scene.urban],
  );
  await run(`INSERT INTO qualification_part (id, fact_id, person_id, part, field, origin, from_on, recorded_at)
    SELECT ${ids}, q.part, CASE WHEN q.part = 'special' THEN CASE WHEN ${die("field", 12)} = 0 THEN 'transport' ELSE '${FIELD}' END END,
      'exam', '2024-01-01', '2024-01-01'
    FROM one, (VALUES ('special'), ('general')) q (part) WHERE ${die("parts", 10)} > 0 OR q.part = 'general'`);
  await run(`INSERT INTO annual_grade (id, fact_id, person_id, year, grade, recorded_at)
    SELECT ${ids}, y, ${pick("grade", [...Array.from({ length: 9 }, () => "competent"), "basically-competent", "incompetent"])}, '2026-01-05'
    FROM one, generate_series(2023, 2025) y WHERE ${die("graded", 8)} > 0`);
  await run(
    `INSERT INTO legal_duty (id, fact_id, person_id, unit_id, kind, full_time, from_on, recorded_at)
     SELECT ${ids}, $1, 'legal-review', ${die("full", 2)} = 0, '2025-01-01', '2025-01-01' FROM one WHERE ${die("duty", 10)} = 0`,
    [scene.urban],
  );
  await run(`INSERT INTO sanction (id, fact_id, person_id, kind, authority, decision_number, from_on, to_on, recorded_at)
    SELECT ${ids}, ${pick("sanction", ["warning", "demerit"])}, '监委', '1号', '2026-05-01',
      CASE WHEN ${die("over", 2)} = 0 THEN '2026-11-01'::date ELSE '2027-05-01' END, '2026-05-01' FROM one WHERE ${die("sanctioned", 8)} = 0`);
  await run(`INSERT INTO exam_ban (id, fact_id, person_id, reason, decision_number, from_on, to_on, recorded_at)
    SELECT ${ids}, 'cheated', '2号', '2026-06-01', '2028-06-01', '2026-06-01' FROM one WHERE ${die("banned", 15)} = 0`);
  await run(
    `INSERT INTO certificate (id, person_id, unit_id, certificate_type, field, number, valid_from_on, valid_to_on, public_token,
       register_entry, template_id, template_version, pack_version_id, issued_at)
     SELECT card, person, CASE WHEN ${die("elsewhere", 15)} = 0 THEN $1::uuid ELSE $2::uuid END, 'administrative-enforcement',
       CASE WHEN ${die("other", 15)} = 0 THEN 'transport' ELSE '${FIELD}' END, 'S' || lpad(n::text, 6, '0'), '2024-02-01',
       CASE WHEN ${die("expired", 10)} = 0 THEN '2026-10-31'::date ELSE '2029-01-31' END, 'seeded-' || n, '{}', 'x', 1,
       (SELECT id FROM rule_pack_version ORDER BY created_at LIMIT 1), '2024-02-01' FROM one`,
    [scene.market, scene.urban],
  );
  await run(
    `INSERT INTO certificate_act (id, certificate_id, act, ground, decision_number, proposed_by_id, approved_by_id, effective_at, recorded_at)
    SELECT gen_random_uuid(), card, a.act, CASE WHEN a.act IN ('issue', 'collect', 'lose') THEN NULL ELSE 'x' END, '5号',
      CASE WHEN a.act IN ('issue', 'collect', 'lose') THEN NULL ELSE $1::uuid END,
      CASE WHEN a.act IN ('issue', 'collect', 'lose') THEN NULL ELSE $2::uuid END, a.at::timestamptz, a.at::timestamptz FROM one,
      (VALUES ('issue', '2024-02-01', 'i', 1), ('collect', '2024-02-02', 'c', 1), ('lose', '2026-01-01', 'lose', 12),
        ('suspend', '2026-03-01', 'hold', 9), ('restore', '2026-08-01', 'back', 3), ('cancel', '2026-09-01', 'cancel', 14),
        ('revoke', '2026-09-02', 'revoke', 18), ('annul', '2026-09-03', 'annul', 25)) a (act, at, die, sides)
    WHERE ('x' || substr(md5(n || a.die), 1, 7))::bit(28)::int % a.sides = 0
      AND (a.act <> 'collect' OR ${die("collected", 15)} > 0) AND (a.act <> 'restore' OR ${die("hold", 9)} = 0)`,
    [scene.issuer, scene.secondIssuer],
  );
  await run(
    `INSERT INTO ministry_card (id, person_id, unit_id, ministry, kind, number, fields, valid_to_on, filed_by_id, filed_at,
      decision, decided_by_id, decided_at)
    SELECT gen_random_uuid(), person, $1, '某部', '执法证', 'M' || n, ARRAY['${FIELD}'], '2028-01-01', $2, '2026-01-01',
      CASE WHEN ${die("accepted", 3)} > 0 THEN 'accepted' END, CASE WHEN ${die("accepted", 3)} > 0 THEN $3::uuid END,
      CASE WHEN ${die("accepted", 3)} > 0 THEN '2026-01-02'::timestamptz END FROM one WHERE ${die("ministry", 8)} = 0`,
    [...[scene.urban, scene.submitter, scene.legalAffairs]],
  );
  await run(
    `INSERT INTO assignment (id, fact_id, position_id, person_id, inherited, decision, from_on, recorded_at)
     SELECT gen_random_uuid(), gen_random_uuid(), $1, person, ${die("inherited", 15)} = 0, '{}', '2024-03-01', '2024-03-01'
     FROM one WHERE ${SEATED}`,
    [positionId],
  );
  await run(
    `INSERT INTO assignment (id, fact_id, position_id, person_id, inherited, decision, from_on, recorded_at)
     SELECT gen_random_uuid(), gen_random_uuid(), $1, person, false, '{}', '2025-03-01', '2025-03-01' FROM one WHERE ${TWO}`,
    [otherId],
  );
  for (const table of guarded) await run(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  return database.ownerQuery<(typeof people)[number]>(
    `SELECT person::text AS "personId", 'S' || lpad(n::text, 6, '0') AS number, ${SEATED} AS seated, ${TWO} AS "hasTwo" FROM one ORDER BY n`,
  );
}

type Told = { eligible: boolean; reasons: { code: string; source: Refusal["source"] }[] };

/** As many at once as a district's case system would ask. */
async function toldOfAll(key: string, field?: string): Promise<Map<string, Told>> {
  const ask = async (number: string) => {
    const question = { certificateNumber: number, unit: "urban", ...(field ? { field } : {}) };
    const request = new Request("http://localhost/api/v1/eligibility", {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: JSON.stringify(question),
    });
    const response = await askOne({ request, params: {}, context: {} } as never);
    expect(response.status).toBe(200);
    return (await response.json()) as Told;
  };
  const told = await Promise.all(
    people.map(async ({ personId, number }) => [personId, await ask(number)] as const),
  );
  return new Map(told);
}

it("verdict and reasons are those of the pages for the same instant, for each of them", async () => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  const client = { name: "办案系统", unitId: scene.district, perMinute: 10_000 };
  const key = await inTransaction((tx) => createApiClient(tx, client, null, NOW));
  const cookie = await inTransaction((tx) => openSession(tx, { id: scene.personnelOfficer }, "test", NOW));

  // What each of them reads on their own first page.
  const told = await toldOfAll(key);
  const facts = await personnelFacts(
    prisma,
    people.map(({ personId }) => personId),
    { trueOn: chinaDateOf(NOW) },
  );
  const codes = new Map<string, number>();
  for (const { personId } of people) {
    const person = facts.get(personId)!;
    const own = await enforcementOf(prisma, person, person.employments[0]!, NOW);
    const { eligible, reasons } = told.get(personId)!;
    expect([personId, eligible, reasons.map(({ code }) => code)]).toEqual([
      ...[personId, own.eligible, own.refusals.map(({ code }) => code)],
    ]);
    for (const { code } of reasons) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  // What their unit reads on the page of the post.
  const request = new Request(`http://localhost/positions/${positionId}`, {
    headers: { Cookie: cookie.split(";")[0]! },
  });
  const page = await postPage({ request, params: { positionId }, context: {} } as never);
  const ofPost = await toldOfAll(key, FIELD);
  expect(page.holders).toHaveLength(people.filter(({ seated }) => seated).length);
  // Who has another post there may be carried by that one.
  const withTwo = new Set(people.flatMap(({ personId, hasTwo }) => (hasTwo ? [personId] : [])));
  for (const { personId, verdict } of page.holders) {
    if (withTwo.has(personId)) continue;
    const { eligible, reasons } = ofPost.get(personId)!;
    expect([personId, eligible, rulesCited(reasons as Refusal[])]).toEqual([
      personId,
      verdict!.eligible,
      verdict!.rules,
    ]);
  }
  // They are mixed: some may, and there are many different reasons why others may not.
  const eligible = [...told.values()].filter((one) => one.eligible).length;
  expect(eligible).toBeGreaterThan(PEOPLE / 20);
  expect(eligible).toBeLessThan(PEOPLE / 2);
  expect(codes.size).toBeGreaterThanOrEqual(12);
  expect(await prisma.eligibilityCheck.count()).toBe(2 * PEOPLE);
});
