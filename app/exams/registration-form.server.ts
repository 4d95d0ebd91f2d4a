/** The registration form: people ticked, names pasted. */
import { z } from "zod";
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { normalisePersonName } from "~/personnel/person-name";
import { peopleByName } from "./office.server";

export const REGISTERED_AT_ONCE = 500;

export type RegistrationForm = {
  personIds: string[];
  names: string;
  problem: "nothing" | "too-many" | null;
  limit: number;
};

/** `owing`: people entered beside those chosen, because the exam is required of them. */
export function registrationFormFrom(form: FormData, owing: readonly string[] = []): RegistrationForm {
  const id = z.uuid();
  const chosen = form.getAll("personId").flatMap((value) => id.safeParse(value).data ?? []);
  const personIds = [...new Set([...chosen, ...owing])];
  const names = String(form.get("names") ?? "").slice(0, 40 * REGISTERED_AT_ONCE);
  const wanted = personIds.length + linesOf(names).length;
  const problem = wanted === 0 ? "nothing" : wanted > REGISTERED_AT_ONCE ? "too-many" : null;
  return { personIds, names, problem, limit: REGISTERED_AT_ONCE };
}

/** Ids for everything chosen; a pasted name that is nobody's or several people's is left for a person to decide. */
export async function resolved(
  tx: Tx,
  { personIds, names }: RegistrationForm,
  paths: readonly string[],
  on: DateOn,
): Promise<{ personIds: string[]; unresolved: { line: string; units: string[] }[] }> {
  const lines = await peopleByName(tx, { lines: linesOf(names), paths, on });
  return {
    personIds: [
      ...new Set([
        ...personIds,
        ...lines.flatMap(({ found }) => (found.length === 1 ? found[0]!.personId : [])),
      ]),
    ],
    unresolved: lines
      .filter(({ found }) => found.length !== 1)
      .map(({ line, found }) => ({ line, units: found.map(({ unit }) => unit) })),
  };
}

function linesOf(names: string): string[] {
  const lines = names.split(/[\r\n、，,;；\t]+/).map(normalisePersonName);
  return [...new Set(lines.filter((line) => line !== ""))];
}
