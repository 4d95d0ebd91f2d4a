/** Who works in a unit, by name: for forms in which people are chosen. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { staffOf } from "./facts.server";
import { namesOn } from "./person.server";

export type NamedPerson = { personId: string; name: string };

/** Everyone who works in the unit itself on a day, by name. */
export const namedStaff = (tx: Tx, unitId: string, on: DateOn): Promise<NamedPerson[]> =>
  namedIn(tx, [unitId], on);

/** The same of several units; who works in two of them stands once. */
export async function namedIn(tx: Tx, unitIds: string[], on: DateOn): Promise<NamedPerson[]> {
  const ids = [...new Set((await staffOf(tx, unitIds, on)).map(({ personId }) => personId))];
  const names = await namesOn(tx, ids, on);
  return ids
    .map((personId) => ({ personId, name: names.get(personId) ?? "" }))
    .sort((a, b) => a.name.localeCompare(b.name, "zh-CN"));
}
