/** A request for relief that an address names, the form that asks for one, and the offices that decide. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission, rolesAt } from "~/access/permissions";
import { requirePermission, requirePerson } from "~/access/session.server";
import { chinaDateOf, type DateOn, yearOf, yearRange } from "~/calendar";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { requirePosted } from "~/posted.server";
import { RELIEF_OFFICE_WORDS } from "~/rulebook/words";
import { studyReliefsText } from "~/text/study-reliefs";
import { localeFrom } from "~/text/text";
import type { Verdict } from "~/verdict";
import { type AskedRelief, RELIEF_GROUNDS, RELIEF_ROLES, type ReliefOffice } from "./relief";
import { findRelief, type ReliefListed } from "./relief-list.server";

export const LONGEST_EVIDENCE = 200;
export const LONGEST_RELIEF_NOTE = 400;
export const RELIEFS = "/study-reliefs";

export type AtRelief = { actor: Actor; relief: ReliefListed; path: string };

/** In the reader's subtrees (404). */
export async function requireRelief(
  request: Request,
  { reliefId }: { reliefId?: string },
  permission: Permission,
): Promise<AtRelief> {
  const actor = await requirePermission(request, permission);
  const today = chinaDateOf(new Date());
  const relief = isUuid(reliefId) ? await findRelief(prisma, reliefId, today) : null;
  const unit = relief && (await findUnit(prisma, relief.unitId, today));
  if (!relief || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  return { actor, relief, path: unit.path };
}

/** For which of the offices asked somebody decides there; who answers for several decides for one that has not. */
export function officeOf(actor: Actor, { relief, path }: Pick<AtRelief, "relief" | "path">): ReliefOffice {
  const decided = relief.decisions.map(({ office }) => office);
  const own = officesAt(actor, path);
  const asked = own.filter((office) => relief.offices.includes(office));
  return asked.find((office) => !decided.includes(office)) ?? asked[0] ?? own[0] ?? "personnel";
}

/** The offices that somebody speaks for in a unit. */
export const officesAt = (actor: Actor, path: string): ReliefOffice[] =>
  RELIEF_OFFICE_WORDS.filter((office) => rolesAt(actor, path).includes(RELIEF_ROLES[office]));

/** The loader of an act that is a form without fields: the list offers it. */
export async function reliefActPage({ request, params }: LoaderFunctionArgs, permission: Permission) {
  await requireRelief(request, params, permission);
  requirePosted(request, RELIEFS);
  return null;
}

export function reliefAnswered(done: string, verdict: Verdict, back = RELIEFS) {
  if (verdict.ok) throw redirect(`${back}?done=${done}`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

/** One's own request that an address names, or 404. */
export async function requireOwnRelief({ request, params }: ActionFunctionArgs | LoaderFunctionArgs) {
  const actor = await requirePerson(request);
  const { reliefId } = params;
  const relief = isUuid(reliefId) ? await findRelief(prisma, reliefId, chinaDateOf(new Date())) : null;
  if (relief?.personId !== actor.personId) throw new Response(null, { status: 404 });
  return { actor, relief };
}

/** This year and the one before it, until that is frozen. */
export const reliefYears = (today: DateOn): number[] => [yearOf(today), yearOf(today) - 1];

/** What was typed, and the request when it can be read. */
export async function reliefTyped(request: Request, today: DateOn) {
  const locale = localeFrom(request);
  const t = studyReliefsText[locale];
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const year = read.choice("year", t.year, reliefYears(today).map(String));
  const ground = read.choice("ground", t.ground, RELIEF_GROUNDS);
  const retires = ground === "retiring";
  const fromOn = retires ? null : read.date("fromOn", t.fromOn);
  const toOn = retires ? undefined : read.dayAfterLast("lastOn", t.lastOn, fromOn);
  if (!retires && (typed.lastOn ?? "") === "") read.date("lastOn", t.lastOn);
  const retiresOn = retires ? read.date("retiresOn", t.retiresOn) : null;
  const evidence = read.text("evidence", t.evidence, LONGEST_EVIDENCE);
  const note = read.optionalText("note", t.note, LONGEST_RELIEF_NOTE) ?? "";
  const { problems } = read;
  if (!year || !ground || evidence === null || problems.length > 0)
    return { typed, problems, asked: null, locale };
  const range = fromOn ? { fromOn, toOn: toOn ?? yearRange(Number(year)).toOn } : null;
  const asked: AskedRelief & { note: string } = {
    ...{ year: Number(year), ground, range, retiresOn, evidence, note },
  };
  return { typed, problems, asked, locale };
}
