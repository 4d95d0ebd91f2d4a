import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { findUnitByCode } from "~/organisation/units.server";
import { type Refusal, refusal, refusalsOf } from "~/verdict";
import { decideEnforcement } from "./gate.server";

export type Check = { eligible: boolean; until: Date | null; refusals: Refusal[]; warnings: Refusal[] };

const NUMBER_UNKNOWN = refusal(
  "certificate.number-unknown",
  { cure: "check-number" },
  { title: "中华人民共和国行政处罚法", article: "第七十六条", rule: "K01" },
);

/**
 * Answers another system and keeps that it asked: the check is written before the reply leaves. null when the unit is
 * not in the system's scope. An unknown number is a "no" with its reason, not an error.
 */
export async function answerCheck(
  tx: Tx,
  asked: { certificateNumber: string; unitCode: string; field: string | null; at: Date },
  client: { clientId: string; path: string },
  now: Date,
): Promise<Check | null> {
  const unit = await findUnitByCode(tx, asked.unitCode, chinaDateOf(asked.at));
  if (!unit?.path.startsWith(client.path)) return null;
  const certificate = await tx.certificate.findUnique({ where: { number: asked.certificateNumber } });
  const check = certificate
    ? await decide(tx, {
        personId: certificate.personId,
        unitId: unit.unitId,
        field: asked.field,
        at: asked.at,
      })
    : { eligible: false, until: null, refusals: [NUMBER_UNKNOWN], warnings: [] };
  await tx.eligibilityCheck.create({
    data: {
      clientId: client.clientId,
      personId: certificate?.personId ?? null,
      certificateNumber: certificate ? asked.certificateNumber : null,
      unitId: unit.unitId,
      askedAbout: asked.at,
      checkedAt: now,
      eligible: check.eligible,
      codes: check.refusals.map(({ code }) => code),
    },
  });
  return check;
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
