/** Whom the lines of a table mean, and whose things they are: by identity number, or by name and unit. For all lines at once. */
import { lockPeople, rowsOf, type Tx } from "~/db.server";
import { maskedName } from "~/personnel/person";
import { isSameName, normalisePersonName } from "~/personnel/person-name";
import type { UnitIndex } from "~/personnel/roster";
import { foldWord } from "~/personnel/roster-cell";
import { numberKey, peopleByNumber } from "~/personnel/roster-row.server";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import type { OpeningFault, OpeningLine, OpeningWho } from "./item-opening";
import type { OpeningColumn } from "./item-opening-columns";

export type Holder = { personId: string; unitId: string };
/** `worked`: units in which they were ever at home, the newest first. */
type Known = { personId: string; name: string; names: string[]; worked: string[] };
type Refused = [column: OpeningColumn, refusal: Refusal];

/**
 * Holders by the place of their line; null where a fault says why. They need not work there still: who has left is asked for
 * it. Refusals: roster.unit-unknown, .unit-ambiguous, person.exists-under-another-name { hint }, item-opening.person-unknown,
 * .nobody-of-name, .name-ambiguous, .never-there, .out-of-scope. Everybody meant is locked.
 */
export async function holdersOf(
  tx: Tx,
  lines: readonly OpeningLine[],
  units: UnitIndex,
): Promise<{ holders: (Holder | null)[]; faults: OpeningFault[] }> {
  const unitIds = new Set([...units.values()].flat().map(({ unitId }) => unitId));
  const keys = new Map<string, string>();
  const names = new Set<string>();
  for (const { who } of lines)
    if (who.identityNumber !== null) keys.set(who.identityNumber, numberKey(who.identityNumber));
    else if (who.name !== "") names.add(normalisePersonName(who.name));
  const byNumber = await peopleByNumber(tx, [...keys.values()]);
  const namesakes = await namesakesIn(tx, [...names], [...unitIds]);
  const personIds = [...new Set([...byNumber.values(), ...namesakes])].sort();
  await lockPeople(tx, ...personIds);
  const known = await knownOf(tx, personIds);
  const faults: OpeningFault[] = [];
  const holders = lines.map(({ row, who, faults: own }) => {
    // What hides who is meant has been said.
    if (own.some(({ column }) => WHO.includes(column))) return null;
    const person = who.identityNumber === null ? null : (byNumber.get(keys.get(who.identityNumber)!) ?? "");
    const found = holderOf(
      who,
      person === null ? [...known.values()] : known.has(person) ? [known.get(person)!] : [],
      {
        units,
        unitIds,
      },
    );
    if (!Array.isArray(found)) return found;
    faults.push({ row, column: found[0], refusal: found[1] });
    return null;
  });
  return { holders, faults };
}

const WHO: readonly OpeningColumn[] = ["identityNumber", "name", "unit"];

function holderOf(
  who: OpeningWho,
  meant: readonly Known[],
  { units, unitIds }: { units: UnitIndex; unitIds: ReadonlySet<string> },
): Holder | Refused {
  const named = who.unit === "" ? null : (units.get(foldWord(who.unit)) ?? []);
  if (named?.length === 0) return ["unit", refusal("roster.unit-unknown")];
  if (named && named.length > 1) return ["unit", refusal("roster.unit-ambiguous")];
  const unitId = named?.[0]?.unitId ?? null;
  if (who.identityNumber === null) {
    const wanted = normalisePersonName(who.name);
    const there = meant.filter(
      ({ names, worked }) => names.includes(wanted) && worked.includes(unitId ?? ""),
    );
    if (there.length > 1) return ["name", refusal("item-opening.name-ambiguous")];
    const [person] = there;
    return person && unitId
      ? { personId: person.personId, unitId }
      : ["name", refusal("item-opening.nobody-of-name")];
  }
  const [person] = meant;
  if (!person) return ["identityNumber", refusal("item-opening.person-unknown")];
  const { personId, name, worked } = person;
  if (who.name !== "" && !isSameName(name, who.name))
    return ["name", refusal("person.exists-under-another-name", { hint: maskedName(name) })];
  if (unitId !== null)
    return worked.includes(unitId) ? { personId, unitId } : ["unit", refusal("item-opening.never-there")];
  const [newest] = worked;
  if (!newest) return ["identityNumber", refusal("item-opening.never-there")];
  return unitIds.has(newest)
    ? { personId, unitId: newest }
    : ["identityNumber", refusal("item-opening.out-of-scope")];
}

/** People who bear or bore one of these names and were ever at home in one of these units. */
async function namesakesIn(tx: Tx, names: readonly string[], unitIds: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const rows = await rowsOf<{ personId: string }>(
    tx,
    Prisma.sql`SELECT DISTINCT n.person_id::text AS "personId" FROM person_name n
      WHERE n.superseded_at IS NULL AND n.name = ANY(${[...names]}::text[]) AND EXISTS (
        SELECT FROM employment e WHERE e.person_id = n.person_id AND e.superseded_at IS NULL AND e.relation = 'home'
          AND e.unit_id = ANY(${[...unitIds]}::uuid[]))`,
  );
  return rows.map(({ personId }) => personId);
}

async function knownOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, Known>> {
  const rows = await rowsOf<Known>(
    tx,
    Prisma.sql`SELECT p.id::text AS "personId",
        coalesce((SELECT n.name FROM person_name n WHERE n.person_id = p.id AND n.superseded_at IS NULL AND n.to_on IS NULL), '') AS name,
        (SELECT coalesce(array_agg(n.name), '{}') FROM person_name n WHERE n.person_id = p.id AND n.superseded_at IS NULL) AS names,
        (SELECT coalesce(array_agg(e.unit_id::text ORDER BY e.from_on DESC), '{}') FROM employment e
          WHERE e.person_id = p.id AND e.superseded_at IS NULL AND e.relation = 'home') AS worked
      FROM person p WHERE p.id = ANY(${[...personIds]}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.personId, row]));
}
