/** Finding people by the last four characters of their identity number: in scope only, and logged each time. */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { lastFourIndex } from "./identity-vault.server";
import { listPeople, type PeoplePage, type PeopleScope } from "./people.server";

/** What was typed as the last four of a number, or null when it cannot be. */
export function lastFourFrom(typed: string): string | null {
  const asked = typed.normalize("NFKC").trim().toUpperCase();
  return /^\d{3}[\dX]$/.test(asked) ? asked : null;
}

/** `lastFour` comes from `lastFourFrom`. At most a page of people, whether they left or not. The digits are not logged. */
export async function findByLastFour(
  tx: Tx,
  { lastFour, scope }: { lastFour: string; scope: PeopleScope },
  actorId: string | null,
  now: Date,
): Promise<PeoplePage> {
  const filters = { lastFourHash: lastFourIndex(lastFour), state: "all" as const };
  const page = await listPeople(tx, scope, filters, {}, chinaDateOf(now));
  await record(tx, {
    type: "person.looked-up-by-last-four",
    at: now,
    actorId,
    data: { found: page.total ?? page.people.length },
  });
  return page;
}
