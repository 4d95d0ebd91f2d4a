/** The register entry of a certificate of training about to be issued, from the facts of the day. */
import { randomBytes } from "node:crypto";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { env } from "~/env.server";
import { newId } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import type { RulePack } from "~/rulebook/schema";
import { VERIFICATION_CODE_BYTES, verificationCode } from "./number";
import { authorityOver } from "./register-entry.server";
import { holdsUntilOn, type TrainingWanted } from "./training";
import { type Achievement, TRAINING_TEMPLATE, type TrainingEntry } from "./training-entry";

export async function trainingEntryFor(
  tx: Tx,
  about: {
    wanted: TrainingWanted;
    achievement: Achievement;
    unitId: string;
    number: string;
    corrects: TrainingEntry | null;
  },
  pack: RulePack,
  now: Date,
): Promise<TrainingEntry> {
  const { wanted, achievement, unitId, number, corrects } = about;
  const { kind, personId } = wanted;
  const on = chinaDateOf(now);
  const unit = await findUnit(tx, unitId, on);
  const name = (await namesOn(tx, [personId], on)).get(personId);
  if (!unit || !name) throw new Error("A certificate needs a unit and a name on the day of issue");
  const rules = pack.training[kind];
  const issuer = rules.issuer.value;
  const above = await authorityOver(tx, unit, issuer === "unit" ? "legal-affairs" : issuer, on);
  const code = verificationCode(randomBytes(VERIFICATION_CODE_BYTES));
  return {
    ...{ schema: "chizheng-training-entry/1", certificateId: newId(), kind, number, achievement },
    ...{ holderName: name, jurisdiction: above.jurisdiction, unitName: unit.name },
    issuer: issuer === "unit" ? unit.name : above.name,
    issuedOn: on,
    issuedAt: now.toISOString(),
    validToOn: holdsUntilOn(on, rules.validMonths.value),
    corrects: corrects?.number ?? null,
    verifyUrl: `${env().publicUrl}/v/${code}`,
    verificationCode: code,
    template: { ...TRAINING_TEMPLATE },
  };
}
