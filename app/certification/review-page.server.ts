/** What the pages of the yearly review share: filters as an address or a form has them, and whom a form names. */
import { type Actor, type Permission, pathsFor } from "~/access/permissions";
import { chinaDateOf, yearOf } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { packsFor } from "~/rulebook/packs.server";
import type { RulePack } from "~/rulebook/schema";
import { Prisma } from "../../prisma/generated/client";
import { hasReviews, REVIEW_STATES, type ReviewState } from "./periodic-review";
import { type ReviewRow, reviewRows } from "./review-list.server";

export type ReviewsAsked = {
  units: UnitFacts[];
  unit: UnitFacts | null;
  year: number;
  state: ReviewState | null;
  q: string;
  /** What the filters find. */
  rows: ReviewRow[];
  /** The rules of the first unit that has reviews; null where none has. */
  pack: RulePack | null;
};

/** Within the units in which the actor has the permission. What is not understood filters nothing. */
export async function reviewsAsked(
  tx: Tx,
  actor: Actor,
  search: { get(name: string): unknown },
  now: Date,
  permission: Permission = "certificate-review:read",
): Promise<ReviewsAsked> {
  const today = chinaDateOf(now);
  const units = await unitsUnder(tx, pathsFor(actor, permission), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit")) ?? null;
  const inside = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const unitIds = inside.map(({ unitId }) => unitId);
  const asked = String(search.get("year") ?? "");
  const year = /^20\d\d$/.test(asked) ? Number(asked) : yearOf(today);
  const state = REVIEW_STATES.find((known) => known === search.get("state")) ?? null;
  const q = String(search.get("q") ?? "")
    .trim()
    .slice(0, 60);
  const packs = await packsFor(tx, unitIds, today);
  const reviewed = [...packs.values()].find(({ pack }) => hasReviews(pack));
  const rows = (await reviewRows(tx, { unitIds, year }, now)).filter(
    (row) =>
      (state === null || row.state === state) && (q === "" || row.number === q || row.holderName.includes(q)),
  );
  return { units, unit, year, state, q, rows, pack: reviewed?.pack ?? null };
}

/** Those a form names within the actor's units; `whole`: all that the filters find. */
export async function chosenReviews(
  tx: Tx,
  actor: Actor,
  form: FormData,
  now: Date,
  permission: Permission,
): Promise<{ year: number; rows: ReviewRow[] }> {
  const whole = form.get("whole") === "1";
  const filters = new Map(["unit", "year", ...(whole ? ["state", "q"] : [])].map((n) => [n, form.get(n)]));
  const { rows, year } = await reviewsAsked(tx, actor, filters, now, permission);
  const named = new Set(form.getAll("certificate").map(String).filter(isUuid));
  return { year, rows: whole ? rows : rows.filter(({ certificateId }) => named.has(certificateId)) };
}

/** Whether any unit of the actor is reviewed: where none is, nothing of it appears. */
export async function reviewsConcern(tx: Tx, actor: Actor, now: Date): Promise<boolean> {
  const paths = pathsFor(actor, "certificate-review:read");
  if (paths.length === 0) return false;
  const today = chinaDateOf(now);
  // Packs are inherited: those of the actor's own units, and of units below that have one of their own.
  const rows = await rowsOf<{ unitId: string }>(
    tx,
    Prisma.sql`
    /* prepared as reviews-concern */
    SELECT v.unit_id::text AS "unitId" FROM unit_version v
    WHERE v.superseded_at IS NULL AND v.to_on IS NULL AND v.path = ANY(${paths}::text[])
    UNION SELECT v.unit_id::text FROM unit_rule_pack r JOIN unit_version v ON v.unit_id = r.unit_id
    WHERE r.superseded_at IS NULL AND v.superseded_at IS NULL AND v.to_on IS NULL AND v.path ^@ ANY(${paths}::text[])`,
  );
  const packs = await packsFor(
    tx,
    rows.map(({ unitId }) => unitId),
    today,
  );
  return [...packs.values()].some(({ pack }) => hasReviews(pack));
}
