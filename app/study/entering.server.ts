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
import { frozenOver, type Studied } from "./frozen.server";
import { mayEnter, type StudySession } from "./session";

/** Answers the verdict on any of these entries. Refusals: those of `mayEnter`, `mayRestOn` and `frozenOver`. */
export async function enteringRules(
  tx: Tx,
  entries: readonly Studied[],
  now: Date,
): Promise<(session: StudySession, whose: Pick<Studied, "personIds" | "unitId">) => Verdict> {
  const packOf = await packsOver(
    tx,
    entries.map(({ unitId, startAt }) => ({ unitId, on: chinaDateOf(startAt) })),
  );
  const isOpen = await frozenOver(tx, entries);
  return (session, whose) =>
    combine(
      mayEnter(session, now),
      isOpen({ ...session, ...whose }),
      restsOn(session, packOf(whose.unitId, chinaDateOf(session.startAt)).pack),
    );
}

function restsOn({ mode, evidence }: StudySession, pack: RulePack): Verdict {
  // Where nothing is named at all, `mayEnter` says so.
  const named = evidence.filter(({ reference }) => reference.trim() !== "");
  if (named.length === 0) return allow;
  return mayRestOn({ mode, evidenceKinds: named.map(({ kind }) => kind) }, pack);
}
