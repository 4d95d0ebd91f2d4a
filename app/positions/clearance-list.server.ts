/** Cases of clearance as they are read: a list, one of them, and how far each unit of a campaign has come. */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { type DateOn, fromDbDate, toDbDate } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { plainFileName, readFile } from "~/files.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import { fileEndingOf } from "~/study/evidence-file";
import type { Refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { type CaseWaiting, type ClearanceMeasure, type ClearanceState, isOverdue } from "./clearance";

export type CaseFilters = {
  unitIds: readonly string[];
  campaignId?: string | undefined;
  state?: CaseWaiting | undefined;
  personId?: string | undefined;
};
export type ListedCase = {
  caseId: string;
  factId: string;
  personId: string;
  name: string;
  unitId: string;
  positionId: string;
  post: string;
  inherited: boolean;
  reasons: Refusal[];
  beganAt: Date;
  openedAt: Date;
  dueOn: DateOn;
  state: ClearanceState;
  isLate: boolean;
};
export type CaseStep = {
  step: ClearanceState;
  at: Date;
  by: string | null;
  measure: ClearanceMeasure | null;
  orderNumber: string | null;
  orderOn: DateOn | null;
  movedOn: DateOn | null;
  statement: string | null;
  files: { id: string; name: string; mediaType: string; bytes: number }[];
};
export type CaseFacts = ListedCase & {
  campaignId: string | null;
  campaign: string | null;
  steps: CaseStep[];
};

const AWAITING_UNIT: ClearanceState[] = ["opened", "returned", "reopened"];

function whereOf({ unitIds, campaignId, state, personId }: CaseFilters, today: DateOn) {
  return {
    unitId: { in: [...unitIds] },
    ...(campaignId ? { campaignId } : {}),
    ...(personId ? { personId } : {}),
    ...(state === "open" ? { state: { in: AWAITING_UNIT } } : {}),
    ...(state === "overdue" ? { state: { not: "closed" }, dueOn: { lt: toDbDate(today) } } : {}),
    ...(state === "proposed" || state === "closed" ? { state } : {}),
  };
}

const withPost = { position: { select: { title: true } } };
type Row = Prisma.ClearanceCaseGetPayload<{ include: typeof withPost }>;

function listedFrom(row: Row, names: ReadonlyMap<string, string>, today: DateOn): ListedCase {
  const { id, factId, personId, unitId, positionId, inherited, beganAt, openedAt } = row;
  const dueOn = fromDbDate(row.dueOn);
  const state = row.state as ClearanceState;
  return {
    ...{ caseId: id, factId, personId, name: names.get(personId) ?? "", unitId, positionId },
    ...{ post: row.position.title, inherited, beganAt, openedAt, dueOn, state },
    ...{ reasons: row.reasons as Refusal[], isLate: isOverdue(state, dueOn, today) },
  };
}

/** The latest first; a page turns at a case's id. */
export async function casePage(
  tx: Tx,
  filters: CaseFilters,
  asked: PageAsked,
  today: DateOn,
  size = PAGE_SIZE,
): Promise<PageTurned & { rows: ListedCase[] }> {
  const where = whereOf(filters, today);
  const { after, before } = asked;
  const rows = await tx.clearanceCase.findMany({
    where: { ...where, ...(before ? { id: { gt: before } } : after ? { id: { lt: after } } : {}) },
    include: withPost,
    orderBy: { id: before ? "asc" : "desc" },
    take: size + 1,
  });
  const names = await namesOn(
    tx,
    rows.map(({ personId }) => personId),
    today,
  );
  const total = await tx.clearanceCase.count({ where, take: COUNTED + 1 });
  const { found, page } = turned(rows, asked, total, size);
  return { ...page, rows: found.map((row) => listedFrom(row, names, today)) };
}

/** The last measure of each case and the order it rests on, by the case's id. */
export async function ordersOf(tx: Tx, caseIds: readonly string[]) {
  const rows = await tx.clearanceStep.findMany({
    where: { caseId: { in: [...caseIds] }, step: "proposed" },
    orderBy: { id: "asc" },
  });
  return new Map(
    rows.map(({ caseId, measure, orderNumber, orderOn }) => [
      caseId,
      { measure: measure as ClearanceMeasure, orderNumber: orderNumber!, orderOn: fromDbDate(orderOn!) },
    ]),
  );
}

/** Open cases by the assignment they are about. */
export async function openCasesOf(tx: Tx, factIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.clearanceCase.findMany({
    where: { factId: { in: [...factIds] }, state: { not: "closed" } },
    select: { id: true, factId: true },
  });
  return new Map(rows.map(({ id, factId }) => [factId, id]));
}

/** Open cases about somebody, the latest first. */
export async function openCasesAbout(tx: Tx, personId: string): Promise<string[]> {
  const where = { personId, state: { not: "closed" } };
  const rows = await tx.clearanceCase.findMany({ where, orderBy: { id: "desc" }, select: { id: true } });
  return rows.map(({ id }) => id);
}

export async function findCase(tx: Tx, caseId: string, today: DateOn): Promise<CaseFacts | null> {
  const row = await tx.clearanceCase.findUnique({
    where: { id: caseId },
    include: {
      ...withPost,
      campaign: { select: { name: true } },
      steps: { orderBy: { id: "asc" }, include: { files: { orderBy: { id: "asc" } } } },
    },
  });
  if (!row) return null;
  const by = await accountNames(
    tx,
    row.steps.map(({ byId }) => byId),
  );
  return {
    ...listedFrom(row, await namesOn(tx, [row.personId], today), today),
    ...{ campaignId: row.campaignId, campaign: row.campaign?.name ?? null },
    steps: row.steps.map(({ step, at, byId, measure, orderNumber, orderOn, movedOn, statement, files }) => ({
      ...{ step: step as ClearanceState, at, by: byId && (by[byId] ?? null), orderNumber, statement },
      measure: measure as ClearanceMeasure | null,
      ...{ orderOn: orderOn && fromDbDate(orderOn), movedOn: movedOn && fromDbDate(movedOn) },
      files: files.map(({ id, name, mediaType, bytes }) => ({ id, name, mediaType, bytes })),
    })),
  };
}

/** One file of a proposal, and the event of the look; null where the case has no such file. */
export async function lookAtClearanceFile(
  tx: Tx,
  { caseId, personId, unitId }: Pick<CaseFacts, "caseId" | "personId" | "unitId">,
  fileId: string,
  actorId: string,
  now: Date,
): Promise<{ bytes: Buffer; mediaType: string; name: string; plainName: string } | null> {
  const row = await tx.clearanceFile.findFirst({ where: { id: fileId, step: { caseId } } });
  if (!row) return null;
  const { bytes, mediaType } = await readFile(tx, row.fileHash);
  await record(tx, {
    ...{ type: "clearance.file-viewed", at: now, actorId, personId, unitId, subjectId: caseId },
    data: { caseId, fileId },
  });
  const plainName = `clearance-${fileId}.${fileEndingOf(mediaType)}`;
  return { bytes, mediaType, name: plainFileName(row.name, "evidence"), plainName };
}

export type CaseCounts = { cases: number; open: number; overdue: number; proposed: number; closed: number };

/** How far each of these units has come with its cases of a campaign; units without one are left out. */
export function boardOf(
  tx: Tx,
  campaignId: string,
  unitIds: readonly string[],
  today: DateOn,
): Promise<(CaseCounts & { unitId: string })[]> {
  return rowsOf(
    tx,
    Prisma.sql`
    SELECT c.unit_id::text AS "unitId", count(*)::int AS cases,
      count(*) FILTER (WHERE c.state IN ('opened', 'returned', 'reopened'))::int AS open,
      count(*) FILTER (WHERE c.state <> 'closed' AND c.due_on < ${today}::date)::int AS overdue,
      count(*) FILTER (WHERE c.state = 'proposed')::int AS proposed,
      count(*) FILTER (WHERE c.state = 'closed')::int AS closed
    FROM clearance_case c WHERE c.campaign_id = ${campaignId}::uuid AND c.unit_id = ANY(${[...unitIds]}::uuid[])
    GROUP BY c.unit_id`,
  );
}

export const sumOf = (counts: readonly CaseCounts[]): CaseCounts =>
  counts.reduce(
    (sum, one) => ({
      cases: sum.cases + one.cases,
      open: sum.open + one.open,
      overdue: sum.overdue + one.overdue,
      proposed: sum.proposed + one.proposed,
      closed: sum.closed + one.closed,
    }),
    { cases: 0, open: 0, overdue: 0, proposed: 0, closed: 0 },
  );
