/** An application as stored: its steps replayed under its locks, the account that asks, and the one way a step is written. */
import type { Role } from "~/access/permissions";
import type { DateOn } from "~/calendar";
import { lockApplication, lockPeople, lockUnitToRead, type Tx } from "~/db.server";
import { findUnit, unitsById } from "~/organisation/units.server";
import type { IssuingRoute } from "~/rulebook/schema";
import { type ApplicationStep, type Reviewer, type Standing, type StepFact, standingOf } from "./application";

export type ApplicationFacts = {
  id: string;
  personId: string;
  unitId: string;
  kind: string;
  field: string;
  packVersionId: string;
  route: IssuingRoute;
  steps: StepFact[];
  standing: Standing;
};

/** The application with its steps replayed. Locks unit (shared), person and application, in that order. */
export async function applicationLocked(tx: Tx, applicationId: string): Promise<ApplicationFacts> {
  const { unitId, personId } = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    select: { unitId: true, personId: true },
  });
  await lockUnitToRead(tx, unitId);
  await lockPeople(tx, personId);
  await lockApplication(tx, applicationId);
  const row = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    include: { steps: { orderBy: { id: "asc" } } },
  });
  return applicationFrom(row);
}

export function applicationFrom(row: {
  id: string;
  personId: string;
  unitId: string;
  kind: string;
  field: string;
  packVersionId: string;
  reviews: unknown;
  steps: { step: string; byId: string; at: Date }[];
}): ApplicationFacts {
  const { id, personId, unitId, kind, field, packVersionId } = row;
  const route = row.reviews as IssuingRoute;
  const steps = row.steps.map(({ step, byId, at }) => ({ step: step as ApplicationStep, byId, at }));
  return {
    id,
    personId,
    unitId,
    kind,
    field,
    packVersionId,
    route,
    steps,
    standing: standingOf(route, steps),
  };
}

/** Who an account is to a unit: the person behind it and the roles it holds there, by today's tree. */
export async function reviewerFrom(tx: Tx, accountId: string, unitId: string, on: DateOn): Promise<Reviewer> {
  const { personId, grants } = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { personId: true, grants: { where: { withdrawnAt: null } } },
  });
  const unit = await findUnit(tx, unitId, on);
  const holders = await unitsById(
    tx,
    grants.map((grant) => grant.unitId),
    on,
  );
  const reaches = (grant: { unitId: string }) => {
    const path = holders.get(grant.unitId)?.path;
    return path !== undefined && (unit?.path.startsWith(path) ?? false);
  };
  return { accountId, personId, roles: grants.filter(reaches).map((grant) => grant.role as Role) };
}

type NewStep = StepFact & { round: number; review: number | null; opinion?: string; refusals?: string[] };

export async function addStep(
  tx: Tx,
  applicationId: string,
  { opinion, refusals, ...step }: NewStep,
): Promise<void> {
  await tx.applicationStep.create({
    data: { applicationId, ...step, opinion: opinion?.trim() || null, ...(refusals ? { refusals } : {}) },
  });
}

/** Ends it: the person may apply again. */
export async function close(tx: Tx, applicationId: string, now: Date): Promise<void> {
  await tx.application.update({ where: { id: applicationId }, data: { closedAt: now } });
}

export function eventOf(
  application: { id: string; personId: string; unitId: string },
  actorId: string,
  at: Date,
) {
  const { id, personId, unitId } = application;
  return { at, actorId, personId, unitId, subjectId: id };
}
