/**
 * What every entry of the ledger is asked before it is entered, one of a form or fifty thousand of a table: whoever adds
 * a rule of entering adds it here.
 */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { packsOver } from "~/rulebook/packs.server";
import type { RulePack } from "~/rulebook/schema";
import { allow, combine, type Verdict } from "~/verdict";
import { mayRestOn } from "./evidence";
import { mayEnter, type StudySession } from "./session";

/** Answers the verdict on any of these entries. Refusals: those of `mayEnter` and `mayRestOn`. */
export async function enteringRules(
  tx: Tx,
  entries: readonly { unitId: string; startAt: Date }[],
  now: Date,
): Promise<(session: StudySession, unitId: string) => Verdict> {
  const packOf = await packsOver(
    tx,
    entries.map(({ unitId, startAt }) => ({ unitId, on: chinaDateOf(startAt) })),
  );
  return (session, unitId) =>
    combine(mayEnter(session, now), restsOn(session, packOf(unitId, chinaDateOf(session.startAt)).pack));
}

function restsOn({ mode, evidence }: StudySession, pack: RulePack): Verdict {
  // Where nothing is named at all, `mayEnter` says so.
  const named = evidence.filter(({ reference }) => reference.trim() !== "");
  if (named.length === 0) return allow;
  return mayRestOn({ mode, evidenceKinds: named.map(({ kind }) => kind) }, pack);
}
