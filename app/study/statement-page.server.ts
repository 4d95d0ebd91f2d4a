/** Statements on law that an address names. Throws responses. */
import { type Actor, can, type Permission } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn, yearOf } from "~/calendar";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import { findStatement, type StatementWhole } from "./statements.server";

/** This year's is written before it is over, last year's as long as it lacks. */
export const statementYears = (today: DateOn): number[] => [
  yearOf(today),
  yearOf(today) - 1,
  yearOf(today) - 2,
];

export function yearAsked(request: Request, today: DateOn): number {
  const asked = new URL(request.url).searchParams.get("year");
  return statementYears(today).find((known) => String(known) === asked) ?? yearOf(today);
}

export type AtStatement = { actor: Actor; statement: StatementWhole; name: string; unitName: string };

/** Handed in at least once, and in the reader's subtrees: what is only being written is its author's alone. */
export async function requireStatement(
  request: Request,
  { statementId }: { statementId?: string },
  permission: Permission,
): Promise<AtStatement> {
  const actor = await requirePermission(request, permission);
  const today = chinaDateOf(new Date());
  const statement = isUuid(statementId) ? await findStatement(prisma, { id: statementId }) : null;
  const unit = statement && (await findUnit(prisma, statement.unitId, today));
  if (!statement?.facts || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  const name = (await namesOn(prisma, [statement.personId], today)).get(statement.personId) ?? "";
  return { actor, statement, name, unitName: unit.name };
}
