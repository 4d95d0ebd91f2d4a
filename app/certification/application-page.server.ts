/** One application as its page shows it: steps with names, conditions as they are now, what this actor may do. */
import { accountNames } from "~/access/account-names.server";
import { recordDenied } from "~/access/denials.server";
import { type Actor, can, type Permission, rolesAt } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { bodyAt, findUnit, type UnitFacts } from "~/organisation/units.server";
import { maskedNumbers, namesOn } from "~/personnel/person.server";
import { portraitsOf } from "~/personnel/portraits.server";
import { packVersion } from "~/rulebook/packs.server";
import { type Refusal, refusalsOf } from "~/verdict";
import {
  type ApplicationKind,
  type ApplicationStep,
  canStep,
  isClosed,
  isReturned,
  mayReview,
  type Standing,
  turnOf,
} from "./application";
import { limitAt, type RunningLimit } from "./application-clock";
import { decideApplication } from "./application-decision.server";
import { type DefectShown, defectsOf } from "./application-defects.server";
import { type ApplicationFileKind, expectedFiles } from "./application-file";
import { type FileShown, filesOf } from "./application-files.server";
import { type ApplicationFacts, applicationFrom, eventOf } from "./application-steps.server";
import { holdersOf } from "./application-turn.server";

export type ApplicationPage = { application: ApplicationFacts; unit: UnitFacts; name: string };

/** The application named by the address; 404 outside the actor's scope. Throws responses. */
export async function applicationOf(
  params: { applicationId?: string },
  actor: Actor,
  permission: Permission,
  now: Date,
): Promise<ApplicationPage> {
  const id = params.applicationId ?? "";
  const row = isUuid(id)
    ? await prisma.application.findUnique({ where: { id }, include: { steps: { orderBy: { id: "asc" } } } })
    : null;
  const today = chinaDateOf(now);
  const unit = row && (await findUnit(prisma, row.unitId, today));
  if (row && unit && !can(actor, permission, { path: unit.path }))
    await recordDenied(prisma, { ...eventOf(row, actor.accountId, now), permission });
  if (!row || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  const name = (await namesOn(prisma, [row.personId], today)).get(row.personId) ?? "";
  return { application: applicationFrom(row), unit, name };
}

export type StepShown = {
  step: ApplicationStep;
  /** The review it was taken at; null for the unit's own steps and the issue. */
  review: number | null;
  round: number;
  by: string;
  at: Date;
  opinion: string | null;
  /** Defects of a return, the citation of a refusal. */
  points: string[];
};

export type Checks = { refusals: Refusal[]; warnings: Refusal[]; at: Date };

export type ApplicationFile = {
  id: string;
  personId: string;
  name: string;
  maskedNumber: string;
  unitName: string;
  kind: ApplicationKind;
  field: string;
  standing: Standing;
  turn: ReturnType<typeof turnOf>;
  /** The time limit that runs now; null: none does. */
  limit: RunningLimit | null;
  reviews: ApplicationFacts["route"]["reviews"];
  issuer: ApplicationFacts["route"]["issuer"];
  steps: StepShown[];
  /** Names of those who can take the step whose turn it is. */
  holders: string[];
  /** What the last return named; empty when there was none. */
  defects: DefectShown[];
  files: FileShown[];
  hasPhoto: boolean;
  expected: ApplicationFileKind[];
  packTitle: string;
  certificate: { id: string; number: string; collectedAt: Date | null } | null;
  /** What stands against it now; null once it is closed. */
  checks: Checks | null;
  may: { review: boolean; issue: boolean; withdraw: boolean; resubmit: boolean; add: boolean };
};

export async function applicationFile(
  tx: Tx,
  { application, unit, name }: ApplicationPage,
  actor: Actor,
  now: Date,
): Promise<ApplicationFile> {
  const { id, personId, standing, route } = application;
  const { kind, field } = application;
  const scope = { path: unit.path };
  const mayNow = mayReview(application, { ...actor, roles: rolesAt(actor, unit.path) }).ok;
  const mine = can(actor, "application:submit", scope);
  const today = chinaDateOf(now);
  const body = await bodyAt(tx, unit.unitId, { trueOn: today });
  const defects = await defectsOf(tx, id);
  return {
    id,
    personId,
    name,
    maskedNumber: (await maskedNumbers(tx, [personId])).get(personId) ?? "",
    unitName: unit.name,
    kind: kind as ApplicationKind,
    field,
    standing,
    turn: turnOf(route, standing),
    limit: limitAt(route, standing, today),
    holders: (await holdersOf(tx, [{ ...application, path: unit.path }], today)).get(id) ?? [],
    defects: defects.filter(({ round }) => round === defects.at(-1)!.round),
    files: await filesOf(tx, id),
    hasPhoto: (await portraitsOf(tx, personId)).length > 0,
    expected: expectedFiles(kind as ApplicationKind, body?.basis === "entrusted"),
    reviews: route.reviews,
    issuer: route.issuer,
    steps: await stepsShown(tx, id),
    packTitle: (await packVersion(tx, application.packVersionId)).pack.title,
    certificate: await certificateOf(tx, id),
    checks: isClosed(standing.state) ? null : await checksOf(tx, application, now),
    may: {
      review: mayNow && canStep(standing.state, "returned"),
      issue:
        mayNow &&
        canStep(standing.state, "issued") &&
        can(actor, "certificate:issue", { ...scope, personId }),
      withdraw: mine && canStep(standing.state, "withdrawn"),
      resubmit: mine && isReturned(standing.state),
      add: mine && !isClosed(standing.state),
    },
  };
}

async function checksOf(tx: Tx, application: ApplicationFacts, now: Date): Promise<Checks> {
  const wanted = { ...application, kind: application.kind as ApplicationKind };
  const decision = await decideApplication(tx, wanted, now, application.id);
  return { refusals: refusalsOf(decision), warnings: decision.warnings, at: now };
}

async function stepsShown(tx: Tx, applicationId: string): Promise<StepShown[]> {
  const rows = await tx.applicationStep.findMany({ where: { applicationId }, orderBy: { id: "asc" } });
  const names = await accountNames(
    tx,
    rows.map(({ byId }) => byId),
  );
  return rows.map(({ step, review, round, byId, at, opinion, refusals }) => ({
    step: step as ApplicationStep,
    review,
    round,
    by: names[byId] ?? "",
    at,
    opinion,
    points: Array.isArray(refusals) ? refusals.map(String) : [],
  }));
}

async function certificateOf(tx: Tx, applicationId: string) {
  const row = await tx.certificate.findUnique({
    where: { applicationId },
    select: {
      id: true,
      number: true,
      acts: { where: { act: "collect", supersededAt: null }, select: { effectiveAt: true } },
    },
  });
  return row && { id: row.id, number: row.number, collectedAt: row.acts[0]?.effectiveAt ?? null };
}
