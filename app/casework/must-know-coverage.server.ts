/**
 * Whom a must-know list concerns, and which of its laws they studied or were examined in, law by law and person by person: an
 * accepted entry that names the law, on a day on which the listed version was in force. An exam counts as such through the
 * entry it earns. Posts are the register's: a list of study and a post of the register meet here.
 */
import { type DateOn, startOfDay, toDbDate, yearRange } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { EMPLOYMENT_STATUSES, hasLeft } from "~/personnel/identity";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";

type Asked = { listId: string; year: number; on: DateOn };

/** Titles are typed by people: spaces in them say nothing. */
const plain = (column: string) => Prisma.raw(`regexp_replace(${column}, '[[:space:]]+', '', 'g')`);

/**
 * People whom lists concern on a day: who works under the list's unit, in its category, and where it names posts, whose
 * title it is or who holds such a post. Everything the list says has to hold; `post_id`: the post through which it does.
 */
const concerned = (on: DateOn) => Prisma.sql`
  SELECT m.id AS list_id, e.person_id, e.unit_id, held.id AS post_id, held.title AS post_title
  FROM must_know_list m JOIN ${unitsOn(on)} top ON top.unit_id = m.unit_id
  JOIN ${unitsOn(on)} u ON starts_with(u.path, top.path)
  JOIN employment e ON e.unit_id = u.unit_id AND e.superseded_at IS NULL AND e.relation = 'home'
    AND e.status <> ALL(${EMPLOYMENT_STATUSES.filter(hasLeft)}::text[]) AND daterange(e.from_on, e.to_on) @> ${toDbDate(on)}::date
  LEFT JOIN study_category c ON c.person_id = e.person_id AND c.superseded_at IS NULL
    AND daterange(c.from_on, c.to_on) @> ${toDbDate(on)}::date
  LEFT JOIN LATERAL (
    SELECT p.id, p.title FROM assignment a JOIN position p ON p.id = a.position_id
    WHERE a.person_id = e.person_id AND a.superseded_at IS NULL AND daterange(a.from_on, a.to_on) @> ${toDbDate(on)}::date
      AND (m.post IS NULL OR ${plain("m.post")} IN (${plain("p.title")}, ${plain("e.title")}))
      AND (m.post_family IS NULL OR m.post_family = p.family) AND (m.field IS NULL OR m.field = p.field)
    ORDER BY p.title, p.id LIMIT 1) held ON coalesce(m.post, m.post_family, m.field) IS NOT NULL
  WHERE m.approved_at IS NOT NULL AND (m.study_group IS NULL OR m.study_group = coalesce(c.category, 'other'))
    AND (coalesce(m.post, m.post_family, m.field) IS NULL OR held.id IS NOT NULL
      OR (m.post_family IS NULL AND m.field IS NULL AND ${plain("m.post")} = ${plain("e.title")}))`;

/** Of each law of a list and each person, that it was done; `examined` where one of the entries is an exam's. */
const done = (year: number) => {
  const { fromOn, toOn } = yearRange(year);
  return Prisma.sql`
  SELECT s.list_id, s.person_id, k.law_version_id, bool_or(r.mode = 'exam') AS examined
  FROM scope s JOIN must_know_law k ON k.list_id = s.list_id
  JOIN law_version v ON v.id = k.law_version_id JOIN law l ON l.id = v.law_id
  JOIN study_record r ON r.person_id = s.person_id AND (l.name = ANY(r.laws) OR l.title = ANY(r.laws)) AND r.reverses_id IS NULL
    AND r.start_at >= ${startOfDay(fromOn)}::timestamptz AND r.start_at < ${startOfDay(toOn)}::timestamptz
    AND r.start_at >= (v.effective_on::timestamp AT TIME ZONE 'Asia/Shanghai')
    AND 'accepted' = (SELECT t.step FROM study_record_step t WHERE t.record_id = r.id ORDER BY t.id DESC LIMIT 1)
    AND NOT EXISTS (SELECT 1 FROM study_record u JOIN study_record_step t ON t.record_id = u.id
      WHERE u.reverses_id = r.id AND t.step = 'accepted')
  GROUP BY s.list_id, s.person_id, k.law_version_id`;
};

const ofList = ({ listId, year, on }: Asked) => Prisma.sql`
  WITH scope AS (SELECT * FROM (${concerned(on)}) c WHERE c.list_id = ${listId}::uuid), done AS (${done(year)})`;

export type LawCoverage = { lawVersionId: string; covered: number; examined: number };
export type UnitCoverage = { unitId: string; people: number; complete: number };

/** Of a list: how many people did each law, and of each unit how many did all. */
export async function listCoverage(
  tx: Tx,
  asked: Asked,
): Promise<{ people: number; laws: LawCoverage[]; units: UnitCoverage[] }> {
  const laws = await tx.$queryRaw<LawCoverage[]>`${ofList(asked)}
    SELECT k.law_version_id::text AS "lawVersionId", count(d.person_id)::int AS covered,
      count(*) FILTER (WHERE d.examined)::int AS examined
    FROM must_know_law k LEFT JOIN done d ON d.law_version_id = k.law_version_id
    WHERE k.list_id = ${asked.listId}::uuid GROUP BY k.law_version_id`;
  const units = await tx.$queryRaw<UnitCoverage[]>`${ofList(asked)}
    SELECT s.unit_id::text AS "unitId", count(*)::int AS people,
      count(*) FILTER (WHERE (SELECT count(*) FROM done d WHERE d.person_id = s.person_id)
        = (SELECT count(*) FROM must_know_law k WHERE k.list_id = ${asked.listId}::uuid))::int AS complete
    FROM scope s GROUP BY s.unit_id ORDER BY 1`;
  return { people: units.reduce((sum, unit) => sum + unit.people, 0), laws, units };
}

export type PersonCoverage = {
  personId: string;
  name: string;
  unitId: string;
  missing: string[];
  covered: number;
  /** Through which post of the register the list concerns them; null: through their title, or as everybody. */
  postTitle: string | null;
};

/** People of a list, who has most to do first; pages turn at a person. */
export async function coveragePage(
  tx: Tx,
  asked: Asked & { unitIds: readonly string[] },
  place: PageAsked,
): Promise<PageTurned & { rows: PersonCoverage[] }> {
  const tally = Prisma.sql`SELECT s.person_id, s.unit_id, s.post_title, count(d.law_version_id)::int AS covered
    FROM scope s LEFT JOIN done d ON d.person_id = s.person_id WHERE s.unit_id = ANY(${[...asked.unitIds]}::uuid[])
    GROUP BY s.person_id, s.unit_id, s.post_title`;
  const at = place.before ?? place.after;
  const backwards = place.before !== undefined;
  const turn = at
    ? Prisma.sql`WHERE (t.covered, t.person_id) ${backwards ? Prisma.sql`<` : Prisma.sql`>`}
        (SELECT k.covered, k.person_id FROM tally k WHERE k.person_id = ${at}::uuid)`
    : Prisma.empty;
  const order = backwards ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const [size] = await tx.$queryRaw<{ total: number }[]>`${ofList(asked)}, tally AS (${tally})
    SELECT count(*)::int AS total FROM (SELECT 1 FROM tally LIMIT ${COUNTED + 1}) found`;
  const rows = await tx.$queryRaw<PersonCoverage[]>`${ofList(asked)}, tally AS (${tally})
    SELECT t.person_id::text AS "personId", t.unit_id::text AS "unitId", t.covered, t.post_title AS "postTitle",
      coalesce((SELECT n.name FROM person_name n WHERE n.person_id = t.person_id AND n.superseded_at IS NULL
        AND daterange(n.from_on, n.to_on) @> ${toDbDate(asked.on)}::date LIMIT 1), '') AS name,
      coalesce((SELECT array_agg(l.title ORDER BY l.title) FROM must_know_law k JOIN law_version v ON v.id = k.law_version_id
        JOIN law l ON l.id = v.law_id WHERE k.list_id = ${asked.listId}::uuid AND NOT EXISTS (
          SELECT 1 FROM done d WHERE d.person_id = t.person_id AND d.law_version_id = k.law_version_id)), '{}') AS missing
    FROM tally t ${turn} ORDER BY t.covered ${order}, t.person_id ${order} LIMIT ${PAGE_SIZE + 1}`;
  const { found, page } = turned(rows, place, size?.total ?? 0);
  return { ...page, rows: found };
}

/** The lists that concern somebody on a day, each with what they have done of it in the year. */
export async function coverageOf(
  tx: Tx,
  { personId, year, on }: { personId: string; year: number; on: DateOn },
): Promise<{ listId: string; done: { lawVersionId: string; examined: boolean }[] }[]> {
  const rows = await tx.$queryRaw<
    { listId: string; lawVersionId: string | null; examined: boolean | null }[]
  >`
    WITH scope AS (SELECT c.* FROM (${concerned(on)}) c JOIN must_know_list m ON m.id = c.list_id AND m.withdrawn_at IS NULL
      WHERE c.person_id = ${personId}::uuid), done AS (${done(year)})
    SELECT s.list_id::text AS "listId", d.law_version_id::text AS "lawVersionId", d.examined
    FROM scope s LEFT JOIN done d ON d.list_id = s.list_id ORDER BY s.list_id`;
  const of = new Map<string, { lawVersionId: string; examined: boolean }[]>();
  for (const { listId, lawVersionId, examined } of rows) {
    const own = of.get(listId) ?? [];
    if (lawVersionId !== null) own.push({ lawVersionId, examined: examined === true });
    of.set(listId, own);
  }
  return [...of].map(([listId, done]) => ({ listId, done }));
}
