/** Changes of units as pages show them: the list, one of them with its figures, its lines, and the order they rest on. */
import { type Actor, can, pathsFor } from "~/access/permissions";
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { readFile } from "~/files.server";
import { isUuid } from "~/ids";
import { COUNTED, PAGE_SIZE, type PageAsked, turned } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import { fileEndingOf } from "~/study/evidence-file";
import type { Refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import type { LineKind, LineOutcome, Totals, UnitChangeKind } from "./unit-change";
import { askedFrom } from "./unit-change-asked";
import { figuresOf } from "./unit-change-run.server";

export const UNIT_CHANGE_STATES = [
  "proposed",
  "refused",
  "withdrawn",
  "waiting",
  "running",
  "finished",
] as const;
export type UnitChangeState = (typeof UNIT_CHANGE_STATES)[number];

type Decided = { decision: string | null; finishedAt: Date | null; switchOn: Date };

export function stateOf({ decision, finishedAt, switchOn }: Decided, today: DateOn): UnitChangeState {
  if (decision === null) return "proposed";
  if (decision !== "approved") return decision as "refused" | "withdrawn";
  if (finishedAt) return "finished";
  return fromDbDate(switchOn) > today ? "waiting" : "running";
}

/** Units by the names they had last, also those that are no more. */
async function lastNames(
  tx: Tx,
  unitIds: readonly string[],
): Promise<Map<string, { name: string; path: string }>> {
  const rows = await tx.$queryRaw<{ unitId: string; name: string; path: string }[]>`
    SELECT DISTINCT ON (unit_id) unit_id::text AS "unitId", name, path FROM unit_version
    WHERE unit_id = ANY(${[...new Set(unitIds)]}::uuid[]) AND superseded_at IS NULL ORDER BY unit_id, from_on DESC`;
  return new Map(rows.map(({ unitId, name, path }) => [unitId, { name, path }]));
}

/** Changes of which the actor administers a unit. */
const within = (paths: readonly string[]) => Prisma.sql`EXISTS (
  SELECT 1 FROM unit_change_unit u JOIN unit_version v ON v.unit_id = u.unit_id AND v.superseded_at IS NULL
  WHERE u.change_id = c.id AND v.path ^@ ANY(${[...paths]}::text[]))`;

export type ChangeRow = {
  id: string;
  kind: UnitChangeKind;
  orderNumber: string;
  switchOn: DateOn;
  state: UnitChangeState;
  first: string;
  units: number;
};

export async function changesPage(tx: Tx, actor: Actor, asked: PageAsked, today: DateOn) {
  const paths = pathsFor(actor, "unit-change:read");
  const turn = asked.before
    ? Prisma.sql`c.id > ${asked.before}::uuid`
    : asked.after
      ? Prisma.sql`c.id < ${asked.after}::uuid`
      : Prisma.sql`true`;
  const order = asked.before ? Prisma.sql`c.id` : Prisma.sql`c.id DESC`;
  const read = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id::text AS id FROM unit_change c WHERE ${within(paths)} AND ${turn} ORDER BY ${order} LIMIT ${PAGE_SIZE + 1}`;
  const [counted] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM unit_change c WHERE ${within(paths)} LIMIT ${COUNTED + 1}) counted`;
  const { found, page } = turned(read, asked, counted?.total ?? 0);
  const rows = await tx.unitChange.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: { id: "desc" },
    include: { units: true },
  });
  const names = await lastNames(
    tx,
    rows.flatMap(({ units }) => units.map(({ unitId }) => unitId)),
  );
  return {
    ...page,
    rows: rows.map(
      (row): ChangeRow => ({
        ...{ id: row.id, kind: row.kind as UnitChangeKind, orderNumber: row.orderNumber },
        ...{ switchOn: fromDbDate(row.switchOn), state: stateOf(row, today) },
        ...{ first: names.get(row.units[0]?.unitId ?? "")?.name ?? "", units: row.units.length },
      }),
    ),
  };
}

/** One change as its page shows it; null for one of units that the actor does not administer. */
export async function changeOf(tx: Tx, changeId: string | undefined, actor: Actor, now: Date) {
  if (!isUuid(changeId)) return null;
  const row = await tx.unitChange.findUnique({ where: { id: changeId }, include: { units: true } });
  if (!row) return null;
  const asked = askedFrom(row);
  const unitIds = asked.units.map(({ unitId }) => unitId);
  const names = await lastNames(tx, [...unitIds, ...(row.targetId ? [row.targetId] : [])]);
  const paths = unitIds.flatMap((unitId) => names.get(unitId)?.path ?? []);
  if (!paths.some((path) => can(actor, "unit-change:read", { path }))) return null;
  const accounts = await tx.account.findMany({
    where: { id: { in: [row.proposedById, ...(row.decidedById ? [row.decidedById] : [])] } },
    select: { id: true, displayName: true },
  });
  const nameOf = (id: string | null) => accounts.find((account) => account.id === id)?.displayName ?? "";
  const done = await tx.unitChangeLine.groupBy({
    by: ["kind", "outcome"],
    where: { changeId },
    _count: { _all: true },
  });
  const count = (keep: (line: { kind: string; outcome: string | null }) => boolean) =>
    done.filter(keep).reduce((sum, { _count }) => sum + _count._all, 0);
  const reaches = (permission: "unit-change:approve" | "unit-change:propose") =>
    paths.every((path) => can(actor, permission, { path }));
  return {
    asked,
    changeId,
    ...{ fileName: row.fileName, foreseen: row.foreseen as Totals, finishedAt: row.finishedAt },
    state: stateOf(row, chinaDateOf(now)),
    into: row.targetId ? (names.get(row.targetId)?.name ?? "") : (asked.newUnit?.name ?? ""),
    proposed: { by: nameOf(row.proposedById), at: row.proposedAt, own: row.proposedById === actor.accountId },
    decided: row.decidedAt ? { by: nameOf(row.decidedById), at: row.decidedAt } : null,
    units: row.units.map(({ unitId, closedAt, refusals }) => ({
      ...{ unitId, closed: closedAt !== null, refusals: (refusals ?? []) as Refusal[] },
      name: names.get(unitId)?.name ?? "",
    })),
    figures: await figuresOf(tx, { changeId, unitIds }),
    lines: { total: count(() => true), done: count(({ outcome }) => outcome !== null) },
    may: { approve: reaches("unit-change:approve"), goOn: reaches("unit-change:propose") },
  };
}
export type ChangeShown = NonNullable<Awaited<ReturnType<typeof changeOf>>>;

export type LineShown = {
  place: number;
  kind: LineKind;
  /** Whose, what or which: a person's name, a number, a title. */
  subject: string;
  outcome: LineOutcome | null;
  refusals: Refusal[];
};

export const LINES_AT_ONCE = 50;
export const LINES_SHOWN = ["all", "open", "certificates"] as const;
export type LinesAsked = { after: number; show: (typeof LINES_SHOWN)[number]; most?: number };

/** Lines after a place. */
export async function linesOf(
  tx: Tx,
  changeId: string,
  { after, show, most = LINES_AT_ONCE }: LinesAsked,
  now: Date,
): Promise<{ lines: LineShown[]; hasNext: boolean }> {
  const found = await tx.unitChangeLine.findMany({
    where: {
      ...{ changeId, place: { gt: after } },
      ...(show === "open" ? { decidedAt: null } : show === "certificates" ? { kind: "certificate" } : {}),
    },
    orderBy: { place: "asc" },
    take: most + 1,
  });
  const lines = found.slice(0, most);
  const subjects = await subjectsOf(tx, lines, now);
  return {
    hasNext: found.length > most,
    lines: lines.map(({ place, kind, subjectId, outcome, refusals }) => ({
      ...{ place, kind: kind as LineKind, subject: subjects.get(subjectId) ?? "" },
      ...{ outcome: outcome as LineOutcome | null, refusals: (refusals ?? []) as Refusal[] },
    })),
  };
}

async function subjectsOf(tx: Tx, lines: readonly { kind: string; subjectId: string }[], now: Date) {
  const idsOf = (kind: LineKind) =>
    lines.filter((one) => one.kind === kind).map(({ subjectId }) => subjectId);
  const certificates = await tx.certificate.findMany({
    where: { id: { in: idsOf("certificate") } },
    select: { id: true, number: true, personId: true },
  });
  const applications = await tx.application.findMany({
    where: { id: { in: idsOf("application") } },
    select: { id: true, personId: true },
  });
  const posts = await tx.position.findMany({
    where: { id: { in: idsOf("post") } },
    select: { id: true, title: true },
  });
  const grants = await tx.roleGrant.findMany({
    where: { id: { in: idsOf("role") } },
    select: { id: true, account: { select: { displayName: true } } },
  });
  const people = [...idsOf("person"), ...[...certificates, ...applications].map(({ personId }) => personId)];
  const names = await namesOn(tx, [...new Set(people)], chinaDateOf(now));
  const units = await lastNames(tx, idsOf("subordinate"));
  return new Map<string, string>([
    ...idsOf("person").map((id): [string, string] => [id, names.get(id) ?? ""]),
    ...certificates.map(({ id, number, personId }): [string, string] => [
      id,
      `${number} ${names.get(personId) ?? ""}`,
    ]),
    ...applications.map(({ id, personId }): [string, string] => [id, names.get(personId) ?? ""]),
    ...posts.map(({ id, title }): [string, string] => [id, title]),
    ...grants.map(({ id, account }): [string, string] => [id, account.displayName]),
    ...[...units].map(([id, { name }]): [string, string] => [id, name]),
  ]);
}

/** The order behind a change; each look is an event. */
export async function lookAtOrder(tx: Tx, { changeId }: ChangeShown, actorId: string, now: Date) {
  const { fileHash, fileName } = await tx.unitChange.findUniqueOrThrow({ where: { id: changeId } });
  const { bytes, mediaType } = await readFile(tx, fileHash);
  await record(tx, {
    ...{ type: "unit-change.order-seen", at: now, actorId, subjectId: changeId },
    data: { changeId, fileHash },
  });
  return { bytes, mediaType, name: fileName, plainName: `order-${changeId}.${fileEndingOf(mediaType)}` };
}
