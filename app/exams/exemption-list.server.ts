/** Requests to be let off an exam: those that wait, longest first, then those decided; and all of one requirement. */
import { accountNames } from "~/access/account-names.server";
import { type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import type { ExemptionWord, PartWord, RegimeWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import type { ExamKind } from "./exam";
import { type ExemptionState, exemptionStateOf } from "./requirement";

export type ExemptionListed = {
  exemptionId: string;
  requirementId: string;
  personId: string;
  name: string;
  kind: ExamKind;
  part: PartWord | null;
  field: string | null;
  regime: RegimeWord | null;
  dueOn: DateOn;
  ground: ExemptionWord;
  note: string;
  evidenceName: string;
  state: ExemptionState;
  askedById: string;
  askedBy: string;
  askedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
  /** The latest proposal to take it back that was not refused. */
  revocation: { reason: string; proposedById: string; proposedBy: string } | null;
};

export type ExemptionFilters = {
  unitIds: readonly string[];
  state?: ExemptionState;
  /** Whether the reader may know who is proposed for a post. */
  withProposals: boolean;
};

/** Pages turn at an exemption's id. */
export async function exemptionPage(
  tx: Tx,
  { unitIds, state, withProposals }: ExemptionFilters,
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: ExemptionListed[] }> {
  const where = Prisma.join(
    [
      Prisma.sql`r.unit_id = ANY(${[...unitIds]}::uuid[])`,
      ...(state ? [stateSql(state)] : []),
      ...(withProposals ? [] : [Prisma.sql`r.source <> 'proposal'`]),
    ],
    " AND ",
  );
  const from = Prisma.sql`exam_exemption x JOIN exam_requirement r ON r.id = x.requirement_id`;
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ${COUNTED + 1}) found`;
  const { after, before } = asked;
  const cursor = before ?? after;
  const order = Prisma.raw(before === undefined ? "ASC" : "DESC");
  const beyond = Prisma.raw(before === undefined ? ">" : "<");
  const place = (table: "x" | "k") => Prisma.raw(`${isSettled(table)}, ${table}.asked_at, ${table}.id`);
  const place0 = cursor
    ? Prisma.sql`(${place("x")}) ${beyond} (SELECT ${place("k")} FROM exam_exemption k WHERE k.id = ${cursor}::uuid)`
    : Prisma.sql`true`;
  const ids = await tx.$queryRaw<{ id: string }[]>`
    SELECT x.id::text FROM ${from} WHERE ${where} AND ${place0}
    ORDER BY ${Prisma.raw(isSettled("x"))} ${order}, x.asked_at ${order}, x.id ${order} LIMIT ${PAGE_SIZE + 1}`;
  const { found, page } = turned(ids, asked, size?.total ?? 0);
  return {
    rows: await listed(
      tx,
      found.map(({ id }) => id),
      today,
    ),
    ...page,
  };
}

/** Nobody has to decide on it any more: such rows come last. */
const isSettled = (table: "x" | "k") =>
  `(${table}.decided_at IS NOT NULL AND NOT EXISTS (SELECT FROM exam_exemption_revocation v
    WHERE v.exemption_id = ${table}.id AND v.decision IS NULL))`;

const REVOKING = Prisma.sql`EXISTS (SELECT FROM exam_exemption_revocation v WHERE v.exemption_id = x.id AND v.decision IS NULL)`;

function stateSql(state: ExemptionState): Prisma.Sql {
  if (state === "open") return Prisma.sql`x.decided_at IS NULL`;
  if (state === "revoked") return Prisma.sql`x.revoked_at IS NOT NULL`;
  if (state === "revoking") return REVOKING;
  const stands = Prisma.sql`x.decision = ${state} AND x.revoked_at IS NULL`;
  return state === "granted" ? Prisma.sql`${stands} AND NOT ${REVOKING}` : stands;
}

/** How many wait for a second person: to be granted, or to be taken back. */
export const openExemptions = (
  tx: Tx,
  { unitIds, withProposals }: Omit<ExemptionFilters, "state">,
): Promise<number> =>
  tx.examExemption.count({
    where: {
      OR: [{ decidedAt: null }, { revocations: { some: { decision: null } } }],
      requirement: {
        unitId: { in: [...unitIds] },
        ...(withProposals ? {} : { source: { not: "proposal" } }),
      },
    },
  });

/** Newest first. */
export async function exemptionsOf(tx: Tx, requirementId: string, today: DateOn): Promise<ExemptionListed[]> {
  const rows = await tx.examExemption.findMany({
    where: { requirementId },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  return listed(
    tx,
    rows.map(({ id }) => id),
    today,
  );
}

/** In the order of the ids. */
async function listed(tx: Tx, ids: readonly string[], today: DateOn): Promise<ExemptionListed[]> {
  const rows = await tx.examExemption.findMany({
    where: { id: { in: [...ids] } },
    include: {
      requirement: true,
      revocations: {
        where: { OR: [{ decision: null }, { decision: "approved" }] },
        orderBy: { proposedAt: "desc" },
        take: 1,
      },
    },
  });
  const names = await namesOn(
    tx,
    rows.map(({ requirement }) => requirement.personId),
    today,
  );
  const accounts = await accountNames(
    tx,
    rows.flatMap(({ askedById, decidedById, revocations }) => [
      ...[askedById, decidedById],
      ...revocations.map(({ proposedById }) => proposedById),
    ]),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const { requirement, revocations, ...row } = byId.get(id)!;
    const [revocation] = revocations;
    const { personId, kind, part, field, regime, dueOn } = requirement;
    return {
      ...{ exemptionId: id, requirementId: requirement.id, personId, name: names.get(personId) ?? "", field },
      ...({ kind, part, regime } as Pick<ExemptionListed, "kind" | "part" | "regime">),
      dueOn: fromDbDate(dueOn),
      ground: row.ground as ExemptionWord,
      note: row.note,
      evidenceName: row.evidenceName,
      state: exemptionStateOf({ ...row, isRevoking: revocation?.decision === null }),
      ...{ askedById: row.askedById, askedBy: accounts[row.askedById] ?? "", askedAt: row.askedAt },
      decidedBy: row.decidedById && (accounts[row.decidedById] ?? ""),
      ...{ decidedAt: row.decidedAt, decisionReason: row.decisionReason },
      revocation: revocation
        ? {
            ...{ reason: revocation.reason, proposedById: revocation.proposedById },
            proposedBy: accounts[revocation.proposedById] ?? "",
          }
        : null,
    };
  });
}
