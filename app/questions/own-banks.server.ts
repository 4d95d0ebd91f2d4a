/** Banks that are made here, beside those that come with the program. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import type { BankKind } from "./bank-kinds";
import type { Title } from "./blueprints.server";

export type NewBank = { code: string; title: Title; kind: BankKind; field: string | null };
export type BankMade = { ok: true; bankId: string } | { ok: false; refusals: Refusal[] };

const LONGEST_TITLE = 60;

/**
 * An empty bank; questions enter it when they are published. Refusals: bank.code-malformed, bank.code-taken,
 * bank.title-missing, bank.title-long { most }, bank.field-missing.
 */
export async function createBank(tx: Tx, bank: NewBank, actorId: string, now: Date): Promise<BankMade> {
  const refusals = refusalsOf(bank);
  if (refusals.length > 0) return { ok: false, refusals };
  const bankId = newId();
  const { code, title, kind, field } = bank;
  const made = await tx.questionBank.createMany({
    data: {
      id: bankId,
      code,
      title,
      kind,
      field: kind === "special" ? field : null,
      origin: "own",
      createdById: actorId,
      createdAt: now,
    },
    skipDuplicates: true,
  });
  if (made.count === 0) return { ok: false, refusals: [refusal("bank.code-taken", { code })] };
  await record(tx, { type: "bank.created", at: now, actorId, subjectId: bankId, data: { code } });
  return { ok: true, bankId };
}

function refusalsOf({ code, title, kind, field }: NewBank): Refusal[] {
  const titles = Object.values(title);
  return [
    // Codes of questions begin with it, and blueprints name it.
    ...(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(code) && code.length <= 40
      ? []
      : [refusal("bank.code-malformed")]),
    ...(titles.some((one) => one.trim() === "") ? [refusal("bank.title-missing")] : []),
    ...(titles.some((one) => one.length > LONGEST_TITLE)
      ? [refusal("bank.title-long", { most: LONGEST_TITLE })]
      : []),
    ...(kind === "special" && !field ? [refusal("bank.field-missing")] : []),
  ];
}
