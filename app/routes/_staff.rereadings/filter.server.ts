/** What the list may be narrowed to: banks and laws in which something waits, or one amendment that an address names. */
import { fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { type UnreadFilter, unreadByBank, unreadLaws } from "~/questions/rereadings.server";

export type Choices = Awaited<ReturnType<typeof choicesFor>>;

/** What an address says that nobody offers is left out. */
export async function choicesFor(tx: Tx, search: URLSearchParams) {
  const banks = await unreadByBank(tx);
  const laws = await unreadLaws(tx);
  const id = search.get("amendment");
  const amendment = isUuid(id)
    ? await tx.lawAmendment.findUnique({ where: { id }, include: { law: { select: { name: true } } } })
    : null;
  return {
    banks,
    laws,
    amendment: amendment && {
      name: amendment.law.name,
      kind: amendment.kind as "amended" | "abolished",
      effectiveOn: fromDbDate(amendment.effectiveOn),
    },
    chosen: {
      bank: banks.find(({ bankId }) => bankId === search.get("bank"))?.bankId ?? "",
      law: laws.find(({ lawId }) => lawId === search.get("law"))?.lawId ?? "",
      amendment: amendment?.id ?? "",
    },
  };
}

export const filterFrom = ({ chosen }: Choices): UnreadFilter => ({
  ...(chosen.bank ? { bankId: chosen.bank } : {}),
  ...(chosen.law ? { lawId: chosen.law } : {}),
  ...(chosen.amendment ? { amendmentId: chosen.amendment } : {}),
});
