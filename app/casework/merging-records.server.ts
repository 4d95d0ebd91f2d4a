/** Both records of a merge as they stand now, from every room. */
import type { Role } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { certificatesOf } from "~/certification/certificates.server";
import { stateAt } from "~/certification/status";
import type { Tx } from "~/db.server";
import { knownBy, rangeOf } from "~/organisation/history";
import { type PersonnelFacts, personnelFacts } from "~/personnel/facts.server";
import type { PositionFamily } from "~/positions/position";
import type { StudyGroupWord } from "~/rulebook/words";
import type { MergingRecord } from "./person-merge";

/** Null when nobody has this id, or the record has no name today. */
export async function mergingRecord(tx: Tx, personId: string, now: Date): Promise<MergingRecord | null> {
  const today = chinaDateOf(now);
  const facts = (await personnelFacts(tx, [personId], { trueOn: today })).get(personId);
  if (!facts) return null;
  const current = { personId, ...knownBy() };
  const categories = await tx.studyCategory.findMany({ where: current, orderBy: { fromOn: "asc" } });
  const applications = await tx.application.findMany({ where: { personId, closedAt: null } });
  return {
    ...ofPersonnel(facts),
    categories: categories.map((row) => ({ category: row.category as StudyGroupWord, ...rangeOf(row) })),
    seats: await seatsOf(tx, personId),
    certificates: await heldBy(tx, personId, now),
    openApplications: applications.map((row) => row.certificateType),
    registrations: await registrationsOf(tx, personId),
    sitsNow: (await tx.attempt.findFirst({ where: { personId, state: "open" } })) !== null,
    account: await accountOf(tx, personId),
  };
}

function ofPersonnel({ personId, name, employmentHistory, legalDuties, grades }: PersonnelFacts) {
  return { personId, name, employments: employmentHistory, duties: legalDuties, grades };
}

async function seatsOf(tx: Tx, personId: string): Promise<MergingRecord["seats"]> {
  const rows = await tx.assignment.findMany({
    where: { personId, ...knownBy() },
    include: { position: { select: { title: true, family: true } } },
    orderBy: { fromOn: "asc" },
  });
  return rows.map(({ positionId, position, inherited, ...row }) => ({
    positionId,
    title: position.title,
    family: position.family as PositionFamily,
    inherited,
    ...rangeOf(row),
  }));
}

async function heldBy(tx: Tx, personId: string, now: Date): Promise<MergingRecord["certificates"]> {
  const held = (await certificatesOf(tx, [personId])).get(personId) ?? [];
  return held.map((one) => ({ number: one.number, type: one.type, state: stateAt(one, one.acts, now) }));
}

async function registrationsOf(tx: Tx, personId: string): Promise<MergingRecord["registrations"]> {
  const rows = await tx.registration.findMany({
    where: { personId },
    include: { exam: { select: { title: true } }, _count: { select: { attempts: true } } },
    orderBy: { registeredAt: "asc" },
  });
  return rows.map((row) => ({
    examId: row.examId,
    title: row.exam.title,
    live: row.withdrawnAt === null,
    attempts: row._count.attempts,
  }));
}

async function accountOf(tx: Tx, personId: string): Promise<MergingRecord["account"]> {
  const account = await tx.account.findUnique({
    where: { personId },
    include: { grants: { where: { withdrawnAt: null } }, disablings: { where: { enabledAt: null } } },
  });
  return (
    account && {
      enabled: account.disablings.length === 0,
      roles: account.grants.map(({ role }) => role as Role),
    }
  );
}

export type MergingCounts = {
  studyRecords: number;
  qualifications: number;
  sanctions: number;
  examBans: number;
  registeredOn: string;
};

/** What else comes along and never stands in the way. */
export async function countsOf(tx: Tx, personId: string): Promise<MergingCounts> {
  const current = { personId, ...knownBy() };
  const { createdAt } = await tx.person.findUniqueOrThrow({ where: { id: personId } });
  return {
    studyRecords: await tx.studyRecord.count({ where: { personId } }),
    qualifications: await tx.qualificationPart.count({ where: current }),
    sanctions: await tx.sanction.count({ where: current }),
    examBans: await tx.examBan.count({ where: current }),
    registeredOn: chinaDateOf(createdAt),
  };
}
