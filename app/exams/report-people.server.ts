/** The people behind a figure of a report, by name, a page at a time. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { ExemptionWord } from "~/rulebook/words";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";
import type { ReportGroup } from "./exam-report";
import { candidateSql, GROUPS, type ReportScope } from "./exam-report.server";
import type { ViolationCode } from "./violation";

export type ReportFilter = ReportScope & {
  examId: string;
  group: ReportGroup | null;
  code: ViolationCode | null;
};

export type ReportPerson = {
  personId: string;
  name: string;
  unit: string;
  /** Entered, and not only required to sit. */
  isEntered: boolean;
  ground: ExemptionWord | null;
  papers: number;
  /** Any paper passes, and the result is not void; null: nothing is marked. */
  passed: boolean | null;
  isVoid: boolean;
  late: boolean;
  /** The best paper. */
  mark: number | null;
  fullMark: number | null;
  codes: ViolationCode[];
};

/** Pages turn at a person's id. `on`: the day whose names and units are told. */
export async function reportPeople(
  tx: Tx,
  filter: ReportFilter,
  asked: PageAsked,
  on: DateOn,
  size = PAGE_SIZE,
): Promise<PageTurned & { people: ReportPerson[] }> {
  const { after, before } = asked;
  const cursor = before ?? after;
  const order = Prisma.raw(before === undefined ? "ASC" : "DESC");
  const beyond = Prisma.raw(before === undefined ? ">" : "<");
  const found = Prisma.sql`
    SELECT c.*, coalesce(n.name::text, '') AS name FROM candidate c
    LEFT JOIN person_name n ON n.person_id = c.person_id AND n.superseded_at IS NULL
      AND daterange(n.from_on, n.to_on) @> ${on}::date
    WHERE ${filter.group ? GROUPS[filter.group] : Prisma.sql`true`} AND ${codeSql(filter)}`;
  const place = cursor
    ? Prisma.sql`(f.name, f.person_id) ${beyond} (SELECT k.name, k.person_id FROM found k WHERE k.person_id = ${cursor}::uuid)`
    : Prisma.sql`true`;
  const rows = await tx.$queryRaw<(ReportPerson & { total: number })[]>`
    WITH ${candidateSql([filter.examId], filter)},
    found AS MATERIALIZED (${found}),
    page AS (
      SELECT f.* FROM found f WHERE ${place} ORDER BY f.name ${order}, f.person_id ${order} LIMIT ${size + 1}
    )
    SELECT f.person_id::text AS "personId", f.name, coalesce(u.short_name, '') AS unit,
      f.registration_id IS NOT NULL AS "isEntered", f.ground, f.papers, f.passed AND NOT f.is_void AS passed,
      f.is_void AS "isVoid", f.late, b.mark, b.full_mark AS "fullMark",
      ARRAY(SELECT DISTINCT v.code FROM violation v WHERE v.registration_id = f.registration_id
        AND v.effective_at IS NOT NULL AND v.withdrawn_at IS NULL ORDER BY 1) AS codes,
      (SELECT count(*) FROM found)::int AS total
    FROM page f LEFT JOIN ${unitsOn(on)} u ON u.unit_id = f.unit_id
    LEFT JOIN LATERAL (
      SELECT m.mark, m.full_mark FROM attempt a JOIN marking m ON m.attempt_id = a.id AND m.superseded_at IS NULL
      WHERE a.registration_id = f.registration_id ORDER BY m.mark::float8 / m.full_mark DESC, a.number LIMIT 1
    ) b ON true
    ORDER BY f.name ${order}, f.person_id ${order}`;
  const { found: people, page } = turned(rows, asked, rows[0]?.total ?? 0, size);
  return { ...page, people: people.map(({ total: _, ...person }) => person) };
}

const codeSql = ({ code }: ReportFilter): Prisma.Sql =>
  code === null
    ? Prisma.sql`true`
    : Prisma.sql`EXISTS (SELECT FROM violation v WHERE v.registration_id = c.registration_id AND v.code = ${code}
        AND v.effective_at IS NOT NULL AND v.withdrawn_at IS NULL)`;

/** Everyone a filter finds, in the order of the list: ten thousand at a time, for each page counts the exam anew. */
export async function* reportPeopleMatching(
  tx: Tx,
  filter: ReportFilter,
  on: DateOn,
): AsyncGenerator<ReportPerson> {
  let asked: PageAsked = {};
  for (;;) {
    const { people, hasNext } = await reportPeople(tx, filter, asked, on, COUNTED);
    yield* people;
    const last = people.at(-1);
    if (!hasNext || !last) return;
    asked = { after: last.personId };
  }
}
