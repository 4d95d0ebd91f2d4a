/** What the office and the candidate read of violations. */
import { accountNames } from "~/access/account-names.server";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import type { Prisma } from "../../prisma/generated/client";
import type { SignatureRole, ViolationCode, ViolationKind } from "./violation";
import { voiding } from "./void.server";

const columns = {
  id: true,
  examId: true,
  registrationId: true,
  kind: true,
  code: true,
  description: true,
  evidenceHash: true,
  recordedAt: true,
  decisionNumber: true,
  effectiveAt: true,
  banFactId: true,
  withdrawnAt: true,
  registration: { select: { personId: true, unitId: true } },
  signatures: {
    orderBy: { signedAt: "asc" },
    select: { role: true, signedAt: true, accountId: true },
  },
  withdrawals: { orderBy: { proposedAt: "desc" }, take: 1 },
} as const;

export type ViolationFacts = {
  violationId: string;
  examId: string;
  registrationId: string;
  personId: string;
  name: string;
  unit: { id: string; name: string; path: string };
  kind: ViolationKind;
  code: ViolationCode;
  description: string;
  hasEvidence: boolean;
  recordedAt: Date;
  decisionNumber: string | null;
  effectiveAt: Date | null;
  withdrawnAt: Date | null;
  signatures: { role: SignatureRole; signedAt: Date; accountId: string; by: string }[];
  /** The latest request to take it back. */
  withdrawal: { reason: string; proposedById: string; decision: string | null } | null;
};

export type ViolationPage = PageTurned & { violations: ViolationFacts[] };

/** Entries of people of these units, of those seated in these rooms; without either, of all. */
export type RegisterScope = { unitIds?: readonly string[]; roomIds?: readonly string[] };

const within = ({ unitIds, roomIds }: RegisterScope): Prisma.ViolationWhereInput => ({
  registration: {
    ...(unitIds ? { unitId: { in: [...unitIds] } } : {}),
    ...(roomIds ? { seats: { some: { supersededAt: null, roomId: { in: [...roomIds] } } } } : {}),
  },
});

/** The violations of an exam. Their ids carry their time: newest first. */
export async function violationPage(
  tx: Tx,
  { examId, ...scope }: RegisterScope & { examId: string },
  asked: PageAsked,
  now: Date,
): Promise<ViolationPage> {
  const { after, before } = asked;
  const where = { examId, ...within(scope) };
  const place = before ? { id: { gt: before } } : after ? { id: { lt: after } } : {};
  const read = await tx.violation.findMany({
    where: { AND: [where, place] },
    orderBy: { id: before ? "asc" : "desc" },
    take: PAGE_SIZE + 1,
    select: columns,
  });
  const { found, page } = turned(read, asked, await tx.violation.count({ where }));
  return { ...page, violations: await factsOf(tx, found, now) };
}

/** One of them; null: there is none within the scope. */
export async function findViolation(
  tx: Tx,
  { examId, violationId, ...scope }: RegisterScope & { examId: string; violationId: string },
  now: Date,
): Promise<ViolationFacts | null> {
  const row = await tx.violation.findFirst({
    where: { examId, id: violationId, ...within(scope) },
    select: columns,
  });
  return row && (await factsOf(tx, [row], now))[0]!;
}

type Row = Prisma.ViolationGetPayload<{ select: typeof columns }>;

async function factsOf(tx: Tx, rows: readonly Row[], now: Date): Promise<ViolationFacts[]> {
  const on = chinaDateOf(now);
  const people = rows.map(({ registration }) => registration);
  const names = await namesOn(
    tx,
    people.map((one) => one.personId),
    on,
  );
  const accounts = await accountNames(
    tx,
    rows.flatMap(({ signatures }) => signatures.map(({ accountId }) => accountId)),
  );
  const units = await unitsById(
    tx,
    people.map((one) => one.unitId),
    on,
  );
  return rows.map(({ id, registration, evidenceHash, signatures, withdrawals, banFactId: _, ...row }) => {
    const [latest] = withdrawals;
    const unit = units.get(registration.unitId);
    return {
      ...row,
      violationId: id,
      personId: registration.personId,
      name: names.get(registration.personId) ?? "",
      unit: { id: registration.unitId, name: unit?.shortName ?? "", path: unit?.path ?? "" },
      kind: row.kind as ViolationKind,
      code: row.code as ViolationCode,
      hasEvidence: evidenceHash !== null,
      signatures: signatures.map(({ role, signedAt, accountId }) => ({
        role: role as SignatureRole,
        signedAt,
        accountId,
        by: accounts[accountId] ?? "",
      })),
      withdrawal: latest
        ? { reason: latest.reason, proposedById: latest.proposedById, decision: latest.decision }
        : null,
    };
  });
}

export async function evidenceOf(
  tx: Tx,
  where: { examId: string; violationId: string },
): Promise<string | null> {
  const row = await tx.violation.findFirst({
    where: { id: where.violationId, examId: where.examId },
    select: { evidenceHash: true },
  });
  return row?.evidenceHash ?? null;
}

export type VoidReason = {
  kind: ViolationKind;
  code: ViolationCode;
  decisionNumber: string;
  effectiveAt: Date;
};

/** Why the results of a registration are void, as its candidate is told; empty: they are not. */
export async function voidReasons(tx: Tx, registrationId: string): Promise<VoidReason[]> {
  const rows = await tx.violation.findMany({
    where: { registrationId, ...voiding },
    orderBy: { effectiveAt: "asc" },
    select: { kind: true, code: true, decisionNumber: true, effectiveAt: true },
  });
  return rows.map((row) => ({
    kind: row.kind as ViolationKind,
    code: row.code as ViolationCode,
    decisionNumber: row.decisionNumber!,
    effectiveAt: row.effectiveAt!,
  }));
}
