/**
 * People the register knows who come to a unit, written many at a time. Only where nothing is in the way: what ended, or
 * says that they had left, makes room as in `recordEmployment`; every other past is left to the verbs, row by row.
 */
import { recordAll } from "~/audit/audit.server";
import type { AuditEntry } from "~/audit/event";
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { supersede, writeAgain } from "~/organisation/versions.server";
import { Prisma } from "../../prisma/generated/client";
import { type EmploymentStatus, hasLeft } from "./identity";
import type { RosterEntry } from "./roster";
import type { Made } from "./roster-batch.server";

export type JoiningRow = { row: number; entry: RosterEntry; personId: string };
type Before = { personId: string; id: string; word: string; fromOn: DateOn; toOn: DateOn | null };
/** A version that gives way, and the one that keeps what of it came before `toOn`. */
type Shortened = { id: string; fresh: string; toOn: DateOn };

/** Whom it gave an employment, and what that made; rows it left alone are not in the answer. People are locked by callers. */
export async function joinPeople(
  tx: Tx,
  rows: readonly JoiningRow[],
  actorId: string,
  now: Date,
): Promise<Map<number, { personId: string; made: Made }>> {
  const jobs = await touching(
    tx,
    "employment",
    Prisma.sql`t.status`,
    Prisma.sql`AND t.relation = 'home'`,
    rows,
  );
  const categories = await touching(tx, "study_category", Prisma.sql`t.category`, Prisma.empty, rows);
  const merged = await tx.person.findMany({
    where: { id: { in: rows.map(({ personId }) => personId) }, mergedIntoId: { not: null } },
    select: { id: true },
  });
  const goneElsewhere = new Set(merged.map(({ id }) => id));
  const plans = rows.flatMap((joining) => {
    const { entry, personId } = joining;
    const before = jobs.get(personId) ?? [];
    const free = before.every(
      ({ word, fromOn }) =>
        hasLeft(word as EmploymentStatus) && word !== "deceased" && fromOn < entry.startedOn,
    );
    const categoryNow = categories.get(personId) ?? [];
    const same = categoryNow.length === 1 && categoryNow[0]?.word === entry.category;
    const takesCategory = entry.category !== null && !(same && categoryNow.every(open(entry.startedOn)));
    const room = !takesCategory || categoryNow.every(({ fromOn }) => fromOn < entry.startedOn);
    // A death ends more than employment, and nobody joins after it: the verbs know.
    const dies = entry.status === "deceased";
    if (!free || dies || !room || entry.legalDuty || goneElsewhere.has(personId)) return [];
    const shorten = (old: readonly Before[]): Shortened[] =>
      old.map(({ id }) => ({ id, fresh: newId(), toOn: entry.startedOn }));
    return [
      {
        ...joining,
        employmentId: newId(),
        categoryId: takesCategory ? newId() : null,
        jobs: shorten(before),
        categories: takesCategory ? shorten(categoryNow) : [],
      },
    ];
  });
  const giveWay = async (table: "employment" | "study_category", shortened: readonly Shortened[]) => {
    await supersede(
      tx,
      table,
      shortened.map(({ id }) => id),
      now,
    );
    await writeAgain(tx, table, shortened, actorId, now);
  };
  await giveWay(
    "employment",
    plans.flatMap((plan) => plan.jobs),
  );
  await giveWay(
    "study_category",
    plans.flatMap((plan) => plan.categories),
  );
  const fresh = plans.map(({ personId, entry, employmentId, categoryId }) => ({
    personId,
    employmentId,
    categoryId,
    factIds: [newId(), newId()],
    unitId: entry.unitId,
    identity: entry.identity,
    status: entry.status,
    title: entry.title,
    fromOn: entry.startedOn,
    category: entry.category,
  }));
  await tx.$executeRaw`
    WITH r AS (
      SELECT *, ${now}::timestamptz AS at, ${actorId}::uuid AS by FROM jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) AS r (
        "personId" uuid, "employmentId" uuid, "categoryId" uuid, "factIds" uuid[], "unitId" uuid, identity text, status text,
        title text, "fromOn" date, category text)
    ), categories AS (
      INSERT INTO study_category (id, fact_id, person_id, category, from_on, recorded_at, recorded_by_id)
      SELECT "categoryId", "factIds"[2], "personId", category, "fromOn", at, by FROM r WHERE "categoryId" IS NOT NULL
    )
    INSERT INTO employment (id, fact_id, person_id, unit_id, relation, identity, status, title, from_on, recorded_at, recorded_by_id)
    SELECT "employmentId", "factIds"[1], "personId", "unitId", 'home', identity, status, title, "fromOn", at, by FROM r`;
  await recordAll(
    tx,
    fresh.flatMap(({ personId, unitId, identity, status, fromOn, category, categoryId }): AuditEntry[] => [
      {
        type: "employment.recorded" as const,
        at: now,
        actorId,
        personId,
        unitId,
        data: { identity, status, fromOn, toOn: null },
      },
      ...(categoryId && category
        ? [
            {
              type: "study-category.recorded" as const,
              at: now,
              actorId,
              personId,
              data: { category, fromOn },
            },
          ]
        : []),
    ]),
  );
  return new Map(plans.map((plan) => [plan.row, { personId: plan.personId, made: madeBy(plan) }]));
}

const open =
  (startedOn: DateOn) =>
  ({ fromOn, toOn }: Before) =>
    fromOn <= startedOn && toOn === null;

type Plan = { employmentId: string; categoryId: string | null; jobs: Shortened[]; categories: Shortened[] };

function madeBy({ employmentId, categoryId, jobs, categories }: Plan): Made {
  const ids = (all: readonly Shortened[]) => all.map(({ id }) => id);
  const freshIds = (all: readonly Shortened[]) => all.map(({ fresh }) => fresh);
  return {
    employment: [employmentId, ...freshIds(jobs)],
    ...(categoryId ? { study_category: [categoryId, ...freshIds(categories)] } : {}),
    gaveWay: {
      ...(jobs.length > 0 ? { employment: ids(jobs) } : {}),
      ...(categories.length > 0 ? { study_category: ids(categories) } : {}),
    },
  };
}

/** What is recorded of each person from the day of their row on. */
async function touching(
  tx: Tx,
  table: "employment" | "study_category",
  word: Prisma.Sql,
  also: Prisma.Sql,
  rows: readonly JoiningRow[],
): Promise<Map<string, Before[]>> {
  const found = await tx.$queryRaw<Before[]>`
    SELECT t.person_id::text AS "personId", t.id::text, ${word} AS word, t.from_on::text AS "fromOn", t.to_on::text AS "toOn"
    FROM unnest(${rows.map(({ personId }) => personId)}::uuid[], ${rows.map(({ entry }) => entry.startedOn)}::date[])
      AS r (person_id, from_on)
    JOIN ${Prisma.raw(table)} t ON t.person_id = r.person_id AND t.superseded_at IS NULL ${also}
      AND daterange(t.from_on, t.to_on) && daterange(r.from_on, NULL)`;
  const byPerson = new Map<string, Before[]>();
  for (const one of found) byPerson.set(one.personId, [...(byPerson.get(one.personId) ?? []), one]);
  return byPerson;
}
