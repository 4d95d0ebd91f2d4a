import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { findUnitByCode } from "~/organisation/units.server";
import { type Refusal, refusal, refusalsOf, type Verdict } from "~/verdict";
import { decideEnforcement } from "./gate.server";
import { mayActAsTeam, type TeamAct } from "./team";

export type Check = { eligible: boolean; until: Date | null; refusals: Refusal[]; warnings: Refusal[] };

const NUMBER_UNKNOWN = refusal(
  "certificate.number-unknown",
  { cure: "check-number" },
  { title: "中华人民共和国行政处罚法", article: "第七十六条", rule: "K01" },
);

type Asked = { unitCode: string; field: string | null; at: Date; caseNumber?: string | null };
type Client = { clientId: string; path: string };

/**
 * Answers another system and keeps that it asked: the check is written before the reply leaves. null when the unit is
 * not in the system's scope. An unknown number is a "no" with its reason, not an error.
 */
export async function answerCheck(
  tx: Tx,
  asked: Asked & { certificateNumber: string },
  client: Client,
  now: Date,
): Promise<Check | null> {
  const unitId = await unitInScope(tx, asked, client);
  if (!unitId) return null;
  return (await answerOne(tx, { ...asked, unitId, teamId: null }, client, now)).check;
}

/** The same for several who would act together, at one instant: each one's answer, and whether they are enough (K19). */
export async function answerTeamCheck(
  tx: Tx,
  { certificateNumbers, act, ...asked }: Asked & { certificateNumbers: readonly string[]; act: TeamAct },
  client: Client,
  now: Date,
): Promise<{ verdict: Verdict; members: { certificateNumber: string; check: Check }[] } | null> {
  const unitId = await unitInScope(tx, asked, client);
  if (!unitId) return null;
  const teamId = newId();
  const members = [];
  for (const certificateNumber of new Set(certificateNumbers))
    members.push(await answerOne(tx, { ...asked, certificateNumber, unitId, teamId }, client, now));
  const standing = members.map(({ personId, check }) => ({ personId, eligible: check.eligible }));
  return { verdict: mayActAsTeam(standing, act), members };
}

async function unitInScope(tx: Tx, asked: Asked, client: Client): Promise<string | null> {
  const unit = await findUnitByCode(tx, asked.unitCode, chinaDateOf(asked.at));
  return unit?.path.startsWith(client.path) ? unit.unitId : null;
}

async function answerOne(
  tx: Tx,
  asked: Asked & { certificateNumber: string; unitId: string; teamId: string | null },
  client: Client,
  now: Date,
) {
  const { certificateNumber, unitId, teamId, field, at } = asked;
  const certificate = await tx.certificate.findUnique({ where: { number: certificateNumber } });
  const personId = certificate?.personId ?? null;
  const check = personId
    ? await decide(tx, { personId, unitId, field, at })
    : { eligible: false, until: null, refusals: [NUMBER_UNKNOWN], warnings: [] };
  await tx.eligibilityCheck.create({
    data: {
      ...{ clientId: client.clientId, personId, unitId, teamId, caseNumber: asked.caseNumber ?? null },
      certificateNumber: certificate ? certificateNumber : null,
      askedAbout: at,
      checkedAt: now,
      eligible: check.eligible,
      codes: check.refusals.map(({ code }) => code),
    },
  });
  return { certificateNumber, personId, check };
}

async function decide(tx: Tx, question: Parameters<typeof decideEnforcement>[1]): Promise<Check> {
  const answer = await decideEnforcement(tx, question);
  return {
    eligible: answer.ok,
    until: answer.until,
    refusals: refusalsOf(answer),
    warnings: answer.warnings,
  };
}
