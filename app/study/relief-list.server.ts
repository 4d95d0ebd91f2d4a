/** Requests for relief as lists: those that wait first, the longest waiting at the top; and all of one person. */
import { accountNames } from "~/access/account-names.server";
import { type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import { Prisma } from "../../prisma/generated/client";
import {
  type ReliefDecision,
  type ReliefGround,
  type ReliefOffice,
  type ReliefState,
  reliefStateOf,
} from "./relief";

export type ReliefListed = {
  reliefId: string;
  personId: string;
  name: string;
  unitId: string;
  year: number;
  ground: ReliefGround;
  fromOn: DateOn;
  toOn: DateOn;
  retiresOn: DateOn | null;
  evidence: string;
  note: string;
  state: ReliefState;
  askedById: string;
  askedBy: string;
  askedAt: Date;
  /** Whose agreement is needed. */
  offices: ReliefOffice[];
  decisions: {
    office: ReliefOffice;
    decision: ReliefDecision;
    reason: string | null;
    byId: string;
    by: string;
  }[];
  revokeReason: string | null;
};

export type ReliefFilter = { unitIds: readonly string[]; state?: ReliefState | undefined };

const SETTLED = `(x.withdrawn_at IS NOT NULL OR x.revoked_at IS NOT NULL
  OR EXISTS (SELECT 1 FROM study_relief_decision d WHERE d.relief_id = x.id AND d.decision = 'refused')
  OR cardinality(x.offices) = (SELECT count(*) FROM study_relief_decision d WHERE d.relief_id = x.id AND d.decision = 'approved'))`;

function stateSql(state: ReliefState): Prisma.Sql {
  const count = (decision: string) =>
    Prisma.sql`(SELECT count(*) FROM study_relief_decision d WHERE d.relief_id = x.id AND d.decision = ${decision})`;
  if (state === "withdrawn") return Prisma.sql`x.withdrawn_at IS NOT NULL`;
  if (state === "revoked") return Prisma.sql`x.revoked_at IS NOT NULL`;
  const stands = Prisma.sql`x.withdrawn_at IS NULL AND x.revoked_at IS NULL`;
  if (state === "refused") return Prisma.sql`${stands} AND ${count("refused")} > 0`;
  if (state === "granted") return Prisma.sql`${stands} AND ${count("approved")} = cardinality(x.offices)`;
  return Prisma.sql`NOT ${Prisma.raw(SETTLED)}`;
}

/** Pages turn at a request. */
export async function reliefPage(
  tx: Tx,
  { unitIds, state }: ReliefFilter,
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: ReliefListed[] }> {
  const where = Prisma.join(
    [Prisma.sql`x.unit_id = ANY(${[...unitIds]}::uuid[])`, ...(state ? [stateSql(state)] : [])],
    " AND ",
  );
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM study_relief x WHERE ${where} LIMIT ${COUNTED + 1}) found`;
  const cursor = asked.before ?? asked.after;
  const backwards = asked.before !== undefined;
  const place = Prisma.raw(`${SETTLED}, x.asked_at, x.id`);
  const turn = cursor
    ? Prisma.sql`AND (${place}) ${backwards ? Prisma.sql`<` : Prisma.sql`>`}
        (SELECT ${place} FROM study_relief x WHERE x.id = ${cursor}::uuid)`
    : Prisma.empty;
  const order = Prisma.raw(backwards ? "DESC" : "ASC");
  const ids = await tx.$queryRaw<{ id: string }[]>`
    SELECT x.id::text AS id FROM study_relief x WHERE ${where} ${turn}
    ORDER BY ${Prisma.raw(SETTLED)} ${order}, x.asked_at ${order}, x.id ${order} LIMIT ${PAGE_SIZE + 1}`;
  const { found, page } = turned(ids, asked, size?.total ?? 0);
  const rows = await reliefs(tx, { id: { in: found.map(({ id }) => id) } }, today);
  const byId = new Map(rows.map((row) => [row.reliefId, row]));
  return { ...page, rows: found.map(({ id }) => byId.get(id)!) };
}

/** How many of a year wait for an answer. */
export async function openReliefs(tx: Tx, unitIds: readonly string[], year: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ open: number }[]>`
    SELECT count(*)::int AS open FROM study_relief x
    WHERE x.unit_id = ANY(${[...unitIds]}::uuid[]) AND x.year = ${year} AND ${stateSql("open")}`;
  return row!.open;
}

/** Newest first. */
export const reliefsOf = (tx: Tx, personId: string, today: DateOn): Promise<ReliefListed[]> =>
  reliefs(tx, { personId }, today);

export async function findRelief(tx: Tx, reliefId: string, today: DateOn): Promise<ReliefListed | null> {
  return (await reliefs(tx, { id: reliefId }, today))[0] ?? null;
}

async function reliefs(tx: Tx, where: Prisma.StudyReliefWhereInput, today: DateOn): Promise<ReliefListed[]> {
  const rows = await tx.studyRelief.findMany({
    where,
    include: { decisions: { orderBy: { at: "asc" } } },
    orderBy: [{ askedAt: "desc" }, { id: "asc" }],
  });
  const names = await namesOn(
    tx,
    rows.map(({ personId }) => personId),
    today,
  );
  const accounts = await accountNames(
    tx,
    rows.flatMap(({ askedById, decisions }) => [askedById, ...decisions.map(({ byId }) => byId)]),
  );
  return rows.map(({ id, decisions, ...row }) => ({
    ...{ reliefId: id, personId: row.personId, name: names.get(row.personId) ?? "", unitId: row.unitId },
    ...{ year: row.year, ground: row.ground as ReliefGround, evidence: row.evidence, note: row.note },
    ...{ fromOn: fromDbDate(row.fromOn), toOn: fromDbDate(row.toOn) },
    retiresOn: row.retiresOn && fromDbDate(row.retiresOn),
    state: reliefStateOf({ ...row, decisions }),
    ...{ askedById: row.askedById, askedBy: accounts[row.askedById] ?? "", askedAt: row.askedAt },
    offices: row.offices as ReliefOffice[],
    decisions: decisions.map(({ office, decision, reason, byId }) => ({
      ...{ office: office as ReliefOffice, decision: decision as ReliefDecision, reason },
      ...{ byId, by: accounts[byId] ?? "" },
    })),
    revokeReason: row.revokeReason,
  }));
}
