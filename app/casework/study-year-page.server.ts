/** A frozen or proposed year that an address names, as far as the reader answers for it: of a bureau's people only their own. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { addDays, chinaDateOf, type DateOn, yearOf, yearRange } from "~/calendar";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import type { UnitFacts } from "~/organisation/unit";
import { findUnit } from "~/organisation/units.server";
import { requirePosted } from "~/posted.server";
import type { FreezeDecision } from "~/study/freeze";
import type { UnitFigures } from "~/study/year-figures";
import type { Verdict } from "~/verdict";
import { decideFreeze } from "./study-freeze.server";
import { type Amended, type FreezeFacts, findFreeze, unitsFrozen } from "./study-frozen.server";

type Params = { freezeId?: string };
export type AtFreeze = { actor: Actor; freeze: FreezeFacts; unit: UnitFacts };

/** The district as it stands today, or stood at the end of the year. */
async function districtAt(tx: Tx, { unitId, year }: FreezeFacts, today: DateOn): Promise<UnitFacts | null> {
  return (await findUnit(tx, unitId, today)) ?? findUnit(tx, unitId, addDays(yearRange(year).toOn, -1));
}

async function freezeAt({ freezeId }: Params, now: Date): Promise<Omit<AtFreeze, "actor">> {
  const freeze = isUuid(freezeId) ? await findFreeze(prisma, freezeId) : null;
  const unit = freeze && (await districtAt(prisma, freeze, chinaDateOf(now)));
  if (!freeze || !unit) throw new Response(null, { status: 404 });
  return { freeze, unit };
}

/** For an act on the year of the whole district. */
export async function requireFreeze(
  request: Request,
  params: Params,
  permission: Permission,
  now: Date,
): Promise<AtFreeze> {
  const actor = await requirePermission(request, permission);
  const at = await freezeAt(params, now);
  if (!can(actor, permission, { path: at.unit.path })) throw new Response(null, { status: 404 });
  return { actor, ...at };
}

export type FrozenView = AtFreeze & {
  /** What of the district the reader answers for. */
  units: Amended<UnitFigures>[];
  /** The unit asked for in the address, with all below it; null: all of them. */
  chosen: UnitFigures | null;
  /** Of the units shown. */
  unitIds: string[];
  /** Whether that is all of it, so that its totals may be told. */
  isWhole: boolean;
};

export async function requireFrozen(request: Request, params: Params, now: Date): Promise<FrozenView> {
  const actor = await requirePermission(request, "study-year:read");
  const at = await freezeAt(params, now);
  const isWhole = can(actor, "study-year:read", { path: at.unit.path });
  const all = await unitsFrozen(prisma, at.freeze.freezeId);
  const units = all.filter(({ latest }) => can(actor, "study-year:read", { path: latest.path }));
  if (!isWhole && units.length === 0) throw new Response(null, { status: 404 });
  const asked = new URL(request.url).searchParams.get("unit");
  const chosen = units.find(({ latest }) => latest.unitId === asked)?.latest ?? null;
  const shown = chosen ? units.filter(({ latest }) => latest.path.startsWith(chosen.path)) : units;
  return { actor, ...at, units, chosen, unitIds: shown.map(({ latest }) => latest.unitId), isWhole };
}

/** For parts of a year that exist only once it was signed: before, the year itself says so. */
export async function requireSigned(request: Request, params: Params, now: Date): Promise<FrozenView> {
  const view = await requireFrozen(request, params, now);
  if (!view.freeze.signed) throw redirect(`/study-years/${view.freeze.freezeId}`);
  return view;
}

/** The loader of an act that is a form without fields: the page of the year offers it. */
export async function freezeActPage({ request, params }: LoaderFunctionArgs, permission: Permission) {
  const { freeze } = await requireFreeze(request, params, permission, new Date());
  const back = `/study-years/${freeze.freezeId}`;
  requirePosted(request, back);
  return { back };
}

export async function decideFrom({ request, params }: ActionFunctionArgs, decision: FreezeDecision) {
  const now = new Date();
  const { actor, freeze } = await requireFreeze(request, params, "study-year:freeze", now);
  const { freezeId } = freeze;
  return answered(
    freezeId,
    decision,
    await inTransaction(
      (tx) => decideFreeze(tx, { freezeId, decision }, actor.accountId, now),
      undefined,
      FREEZE_MS,
    ),
  );
}

const YEARS_BACK = 3;

/** Latest first: this year, and those of which something may still be asked. */
export const yearsShown = (today: DateOn): number[] =>
  Array.from({ length: YEARS_BACK + 1 }, (_, back) => yearOf(today) - back);

/** A district of twenty thousand is computed and stored in one go. */
export const FREEZE_MS = 10 * 60_000;

export function answered(freezeId: string, done: string, verdict: Verdict) {
  if (verdict.ok) throw redirect(`/study-years/${freezeId}?done=${done}`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}
