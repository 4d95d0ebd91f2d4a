/** The banks, and the papers they offer. */
import type { Tx } from "~/db.server";
import { loadBanksInto } from "~/questions/question-banks.server";
import { ago, officeHour } from "./days.ts";
import { actor, type District } from "./district.ts";

/** Ids of the shipped blueprints' versions by their code, once the banks are loaded. */
export type Papers = Map<string, string>;

/** Fields with a bank of their own; the others are examined on the law that all of them apply. */
const OWN_BANK = ["ecology", "emergency", "market-regulation", "transport", "urban-management"];
export const specialPaper = (field: string): string =>
  OWN_BANK.includes(field) ? `special-${field}` : "special-common";

export function tellPapers(district: District): Papers {
  const papers: Papers = new Map();
  district.chronicle.on(officeHour(ago(district.today, { months: 15 }), "09:00"), async (tx: Tx, now) => {
    await loadBanksInto(tx, actor(district, "legal"), now);
    for (const { code, versions } of await tx.blueprint.findMany({ include: { versions: true } }))
      papers.set(code, versions[0]!.id);
  });
  return papers;
}
