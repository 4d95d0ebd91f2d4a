/** What a person sees of their own: certificates, newest first, and the applications made for them. */

import type { Actor } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { findUnit, unitsById } from "~/organisation/units.server";
import type { ReviewerWord } from "~/rulebook/words";
import { type ApplicationKind, type ApplicationState, isReturned, turnOf } from "./application";
import { limitAt, type RunningLimit } from "./application-clock";
import { type DefectShown, defectsOf } from "./application-defects.server";
import { applicationFrom } from "./application-steps.server";
import { holdersOf } from "./application-turn.server";
import { type CertificateFile, certificateFile } from "./register.server";

export type Own = {
  certificates: CertificateFile[];
  applications: OwnApplication[];
};
export type OwnApplication = {
  id: string;
  kind: ApplicationKind;
  state: ApplicationState;
  sinceAt: Date;
  turn: ReviewerWord | null;
  unitName: string;
  /** Names of those who can take the step whose turn it is. */
  holders: string[];
  limit: RunningLimit | null;
  /** What the last return named, while it is to be mended. */
  defects: DefectShown[];
};

export async function ownCertification(tx: Tx, actor: Actor & { personId: string }, now: Date): Promise<Own> {
  const rows = await tx.certificate.findMany({
    where: { personId: actor.personId },
    orderBy: { issuedAt: "desc" },
    select: { id: true, unitId: true },
  });
  const certificates: CertificateFile[] = [];
  for (const { id, unitId } of rows) {
    const unit = await findUnit(tx, unitId, chinaDateOf(now));
    if (unit) certificates.push(asHolder(await certificateFile(tx, { certificateId: id, unit }, actor, now)));
  }
  return { certificates, applications: await ownApplications(tx, actor.personId, now) };
}

/** Newest first: where each is, who has it and for how long yet. */
async function ownApplications(tx: Tx, personId: string, now: Date): Promise<OwnApplication[]> {
  const rows = await tx.application.findMany({
    where: { personId },
    orderBy: { createdAt: "desc" },
    include: { steps: { orderBy: { id: "asc" } } },
  });
  const today = chinaDateOf(now);
  const found = rows.map(applicationFrom);
  const units = await unitsById(
    tx,
    found.map(({ unitId }) => unitId),
    today,
  );
  const turns = found.map((facts) => ({ ...facts, path: units.get(facts.unitId)?.path ?? "" }));
  const holders = await holdersOf(tx, turns, today);
  const own: OwnApplication[] = [];
  for (const { id, kind, unitId, route, standing } of found) {
    const named = isReturned(standing.state) ? await defectsOf(tx, id) : [];
    own.push({
      ...{ id, kind: kind as ApplicationKind, state: standing.state, sinceAt: standing.sinceAt },
      turn: turnOf(route, standing)?.role ?? null,
      unitName: units.get(unitId)?.name ?? "",
      holders: holders.get(id) ?? [],
      limit: limitAt(route, standing, today),
      defects: named.filter(({ round }) => round === standing.round),
    });
  }
  return own;
}

/** What nobody has decided yet, and what a decision rests on, stays with the offices. */
const asHolder = (file: CertificateFile): CertificateFile => ({
  ...file,
  proposal: null,
  acts: file.acts.map((act) => ({ ...act, files: [] })),
});

export async function latestCertificateId(tx: Tx, personId: string): Promise<string | null> {
  const row = await tx.certificate.findFirst({
    where: { personId },
    orderBy: { issuedAt: "desc" },
    select: { id: true },
  });
  return row?.id ?? null;
}
