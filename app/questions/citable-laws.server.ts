/** The law register as far as a question may cite it on a day. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import type { Register } from "./draft-content";
import { standingVersions } from "./law";
import { listLaws } from "./laws.server";

/**
 * Every law with the versions that count, newest first, and the changes of it that are in force on that calendar date; by
 * the name citations use.
 */
export async function citableLaws(tx: Tx, on: DateOn): Promise<Register> {
  const laws = await listLaws(tx);
  return new Map(
    laws.map((law) => [
      law.name,
      {
        versions: standingVersions(law).reverse(),
        amended: law.amendments.filter(
          ({ withdrawn, effectiveOn }) => withdrawn === null && effectiveOn <= on,
        ),
      },
    ]),
  );
}
