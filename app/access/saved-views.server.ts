/**
 * Lists as an account likes to see them: the filters of an address under a name. A convenience of one reader's, seen by
 * nobody else, so nothing of it is recorded in the audit. Deleted ones stay as withdrawn rows.
 */
import { type Tx, violates } from "~/db.server";
import { isUuid, newId } from "~/ids";

export const VIEWED_LISTS = [
  "people",
  "units",
  "certificates",
  "positions",
  "applications",
  "questions",
] as const;
export type ViewedList = (typeof VIEWED_LISTS)[number];
export type SavedView = { id: string; list: ViewedList; name: string; query: string };

/** What a name may be refused for; `digits`: the query may hold somebody's number. */
export type ViewProblem = "missing" | "long" | "garbled" | "taken" | "digits" | "broad" | "many";
export const NAME_LENGTH = 20;
const MOST = 20;
/** Where a page stands and what was just done are no part of a view. */
const PASSING = ["after", "before", "page", "done", "n"];

export async function viewsOf(tx: Tx, accountId: string, list: ViewedList): Promise<SavedView[]> {
  const rows = await tx.savedView.findMany({
    where: { accountId, list, withdrawnAt: null },
    orderBy: { createdAt: "asc" },
    select: { id: true, name: true, query: true },
  });
  return rows.map((row) => ({ ...row, list }));
}

/** The filters of an address as a view keeps them, always in the same order. */
export function viewQuery(search: string): string {
  const query = new URLSearchParams(search);
  for (const name of PASSING) query.delete(name);
  for (const [name, value] of [...query]) if (value === "") query.delete(name);
  query.sort();
  return query.toString();
}

export async function saveView(
  tx: Tx,
  view: { accountId: string; list: ViewedList; name: string; search: string },
  now: Date,
): Promise<{ ok: true; view: SavedView } | { ok: false; problem: ViewProblem }> {
  const { accountId, list } = view;
  const name = view.name.trim();
  const query = viewQuery(view.search);
  const standing = await viewsOf(tx, accountId, list);
  const problem =
    nameProblem(name) ??
    (query.length > 500 ? "broad" : null) ??
    (holdsNumber(query) ? "digits" : null) ??
    (standing.length >= MOST ? "many" : null) ??
    (standing.some((one) => one.name === name) ? "taken" : null);
  if (problem) return { ok: false, problem };
  const id = newId();
  await tx.savedView.create({ data: { id, accountId, list, name, query, createdAt: now } });
  return { ok: true, view: { id, list, name, query } };
}

/** Null when this account has no such view. */
export async function renameView(
  tx: Tx,
  view: { accountId: string; id: string; name: string },
): Promise<{ ok: true; view: SavedView } | { ok: false; problem: ViewProblem; view: SavedView } | null> {
  const name = view.name.trim();
  const found = await ownView(tx, view);
  if (!found) return null;
  const others = await viewsOf(tx, view.accountId, found.list);
  const problem =
    nameProblem(name) ?? (others.some((one) => one.id !== found.id && one.name === name) ? "taken" : null);
  if (problem) return { ok: false, problem, view: found };
  await tx.savedView.update({ where: { id: found.id }, data: { name } });
  return { ok: true, view: { ...found, name } };
}

/** Harmless to repeat. Null when this account has no such view. */
export async function withdrawView(
  tx: Tx,
  view: { accountId: string; id: string },
  now: Date,
): Promise<SavedView | null> {
  const found = await ownView(tx, view);
  if (found)
    await tx.savedView.updateMany({ where: { id: found.id, withdrawnAt: null }, data: { withdrawnAt: now } });
  return found;
}

async function ownView(
  tx: Tx,
  { accountId, id }: { accountId: string; id: string },
): Promise<SavedView | null> {
  if (!isUuid(id)) return null;
  const row = await tx.savedView.findFirst({ where: { id, accountId } });
  return row && { id: row.id, list: row.list as ViewedList, name: row.name, query: row.query };
}

function nameProblem(name: string): ViewProblem | null {
  if (name === "") return "missing";
  if (/[\p{Cc}\p{Cs}]/u.test(name)) return "garbled";
  return [...name].length > NAME_LENGTH ? "long" : null;
}

/** Under whatever name an address carries them. Ids of units are no numbers of people. */
function holdsNumber(query: string): boolean {
  return [...new URLSearchParams(query)].some(([name, value]) => {
    const said = isUuid(value) ? name : `${name} ${value}`;
    return /\d{4}/.test(said.normalize("NFKC"));
  });
}

/** Two that save the same name at once: the second is told as if it had come later. */
export const isTakenAtOnce = (error: unknown) => violates(error, "saved_view_live");
