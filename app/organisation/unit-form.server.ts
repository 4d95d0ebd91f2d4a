/** The unit an address names and what a form says of one: for the pages that change the tree. Throws responses. */
import { type Actor, can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import type { FormReader } from "~/components/typed-form.server";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { organisationText } from "~/text/organisation";
import type { Locale } from "~/text/text";
import type { UnitContent } from "./tree";
import { UNIT_KINDS, type UnitFacts } from "./unit";
import { findUnit, unitsUnder } from "./units.server";

export type UnitPage = { actor: Actor; unit: UnitFacts; today: DateOn };

/** The unit, if the caller may change it; 404 for one outside the caller's scope or that is none. */
export async function requireUnitToChange(
  request: Request,
  unitId: string | undefined,
  now: Date,
): Promise<UnitPage> {
  const actor = await requirePermission(request, "unit:write");
  const today = chinaDateOf(now);
  const unit = isUuid(unitId) ? await findUnit(prisma, unitId, today) : null;
  if (!unit || !can(actor, "unit:write", { path: unit.path })) throw new Response(null, { status: 404 });
  return { actor, unit, today };
}

/** Units a changed or new one may be put below, as the caller may write there. */
export async function unitsToChoose(
  actor: Actor,
  today: DateOn,
): Promise<{ value: string; text: string; path: string }[]> {
  const units = await unitsUnder(prisma, pathsFor(actor, "unit:write"), today);
  return units.map(({ unitId, name, path }) => ({ value: unitId, text: name, path }));
}

/** What was typed about a unit, or null with the problems in `read`. `isRoot`: it stands below none. */
export function unitContentFrom(
  read: FormReader,
  typed: Record<string, string>,
  locale: Locale,
  { units, isRoot }: { units: readonly { value: string }[]; isRoot: boolean },
): (UnitContent & { fromOn: DateOn }) | null {
  const { form: t } = organisationText[locale];
  const name = read.text("name", t.name, 60);
  const shortName = read.text("shortName", t.shortName, 20);
  const kind = read.choice("kind", t.kind, UNIT_KINDS);
  const parentIds = units.map(({ value }) => value);
  const parentId = isRoot ? null : read.choice("parentId", t.parent, parentIds);
  const establishment = read.count("establishment", t.establishment, 100_000);
  const fromOn = read.date("fromOn", t.fromOn);
  if (!name || !shortName || !kind || !fromOn || read.problems.length > 0) return null;
  const civilServantsOnly = typed.civilServantsOnly === "on";
  return { name, shortName, kind, parentId, establishment, civilServantsOnly, fromOn };
}

/** The field of the form that a refusal is about. */
export function unitFieldOf(code: string): string {
  if (code.startsWith("unit.code")) return "code";
  if (code === "unit.name-taken" || code === "unit.nothing-changed") return "name";
  return ["unit.parent-unknown", "unit.parent-ends", "unit.below-itself", "unit.root-stays"].includes(code)
    ? "parentId"
    : "fromOn";
}
