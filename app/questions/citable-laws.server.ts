/** The law register as far as a question may cite it on a day. */
import { type DateOn, fromDbDate, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import type { Register } from "./draft-content";

/** Every law with its versions, and the amendments that are in force on that calendar date; by the name citations use. */
export async function citableLaws(tx: Tx, on: DateOn): Promise<Register> {
  const laws = await tx.law.findMany({
    orderBy: { name: "asc" },
    select: {
      name: true,
      versions: {
        orderBy: { version: "desc" },
        select: { version: true, effectiveOn: true, articles: true },
      },
      amendments: {
        where: { withdrawnAt: null, effectiveOn: { lte: toDbDate(on) } },
        orderBy: { effectiveOn: "asc" },
        select: { kind: true, effectiveOn: true, whole: true, articles: true },
      },
    },
  });
  return new Map(
    laws.map(({ name, versions, amendments }) => [
      name,
      {
        versions: versions.map(({ version, effectiveOn, articles }) => ({
          version: fromDbDate(version),
          effectiveOn: fromDbDate(effectiveOn),
          articles,
        })),
        amended: amendments.map(({ kind, effectiveOn, ...touched }) => ({
          ...touched,
          kind: kind as "amended" | "abolished",
          effectiveOn: fromDbDate(effectiveOn),
        })),
      },
    ]),
  );
}
