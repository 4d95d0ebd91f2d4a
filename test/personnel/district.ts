import { inTransaction, type Tx } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { registerPerson } from "~/personnel/person.server";
import { loadPacks } from "~/rulebook/packs.server";

/** A small district for the tests of this room: a root, two bureaus, the packs. */
export async function smallDistrict(now = new Date("2026-01-05T02:00:00Z")) {
  return inTransaction(async (tx) => {
    await loadPacks(tx, null, now);
    const unit = (
      code: string,
      name: string,
      kind: "jurisdiction" | "enforcement-bureau",
      parentId: string | null,
    ) => createUnit(tx, { code, parentId, name, shortName: name, kind, fromOn: "2020-01-01" }, null, now);
    const root = await unit("linhu", "临湖区", "jurisdiction", null);
    const urban = await unit("urban", "城市管理局", "enforcement-bureau", root);
    const market = await unit("market", "市场监督管理局", "enforcement-bureau", root);
    return { root, urban, market };
  });
}

let made = 0;

/** Someone new, known since `now`. */
export function someone(name: string, now = new Date("2026-01-05T03:00:00Z")): Promise<string> {
  return inTransaction((tx) => someoneIn(tx, name, now));
}

export async function someoneIn(
  tx: Tx,
  name: string,
  now = new Date("2026-01-05T03:00:00Z"),
): Promise<string> {
  made += 1;
  const identityNumber = fictitiousIdentityNumber(made, "1990-01-01", "female");
  const answer = await registerPerson(tx, { name, identityNumber, origin: "form" }, null, now);
  if (!answer.ok) throw new Error(answer.refusals.map((refusal) => refusal.code).join());
  return answer.personId;
}
