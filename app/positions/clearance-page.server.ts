/** A case or a campaign that an address names, the forms about them, and what several of their routes share. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn, fromDbDate } from "~/calendar";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { uploadsFrom } from "~/components/upload.server";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import type { UnitFacts } from "~/organisation/unit";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { requirePosted } from "~/posted.server";
import { MOST_FILE_BYTES, MOST_FILES, tooLarge, tooMany } from "~/study/evidence-file";
import { clearanceText } from "~/text/clearance";
import { localeFrom } from "~/text/text";
import type { Verdict } from "~/verdict";
import { CASES_WAITING, CLEARANCE_MEASURES, endsAssignment } from "./clearance";
import type { NewCampaign } from "./clearance-campaigns.server";
import type { ProposedClosure } from "./clearance-closure.server";
import { type CaseFacts, type CaseFilters, findCase } from "./clearance-list.server";

export const CLEARANCE = "/clearance";
export const CAMPAIGNS = "/clearance-campaigns";
const LONGEST = 200;
const LONGEST_STATEMENT = 1000;

const notFound = () => new Response(null, { status: 404 });

/** The case, its unit and who asks; 404 outside their subtrees. */
export async function requireCase(
  request: Request,
  { caseId }: { caseId?: string },
  permission: Permission,
  now: Date,
): Promise<{ actor: Actor; found: CaseFacts; unit: UnitFacts }> {
  const actor = await requirePermission(request, permission);
  const today = chinaDateOf(now);
  const found = isUuid(caseId) ? await findCase(prisma, caseId, today) : null;
  // A unit may have been dissolved since: the case stays with whoever was above it.
  const unit =
    found &&
    ((await findUnit(prisma, found.unitId, today)) ??
      (await findUnit(prisma, found.unitId, chinaDateOf(found.openedAt))));
  if (!found || !unit || !can(actor, permission, { path: unit.path })) throw notFound();
  return { actor, found, unit };
}

/** For the page of an act: whom it is about. */
export async function caseActPage({ request, params }: LoaderFunctionArgs, permission: Permission) {
  const { found } = await requireCase(request, params, permission, new Date());
  return { caseId: found.caseId, name: found.name };
}

/** For an act without fields, which the case's own page offers. */
export async function casePostedPage(args: LoaderFunctionArgs, permission: Permission) {
  const about = await caseActPage(args, permission);
  requirePosted(args.request, `${CLEARANCE}/${about.caseId}`);
  return about;
}

/** An act on a case: done, or the refusals and what was typed. */
export async function caseAct<Typed extends object>(
  { request, params }: ActionFunctionArgs,
  { permission, done }: { permission: Permission; done: string },
  read: (request: Request) => Promise<Typed>,
  act: (tx: Tx, named: Typed & { caseId: string }, actor: Actor, now: Date) => Promise<Verdict>,
) {
  const now = new Date();
  const { actor, found } = await requireCase(request, params, permission, now);
  const typed = await read(request);
  const { caseId } = found;
  const verdict = await inTransaction((tx) => act(tx, { ...typed, caseId }, actor, now));
  if (verdict.ok) throw redirect(`${CLEARANCE}/${caseId}?done=${done}`, { status: 303 });
  return data({ refusals: verdict.refusals, typed }, { status: 422 });
}

/** What was typed and sent, and the proposal when it can be read; an empty order or day is the rule's to refuse. */
export async function proposalTyped(request: Request, caseId: string) {
  const locale = localeFrom(request);
  const t = clearanceText[locale];
  const sent = await uploadsFrom(request, { mostBytes: MOST_FILE_BYTES, mostFiles: MOST_FILES });
  const typed = typedFrom(sent.form);
  const read = readerOf(typed, locale);
  const refusals = [
    ...(sent.isTooLarge ? [tooLarge()] : []),
    ...(sent.uploads.length > MOST_FILES ? [tooMany()] : []),
  ];
  const measure = sent.isTooLarge ? null : read.choice("measure", t.measure, CLEARANCE_MEASURES);
  const orderNumber = read.optionalText("orderNumber", t.orderNumber, LONGEST) ?? "";
  const orderOn = read.optionalDate("orderOn", t.orderOn);
  const movedOn = read.optionalDate("movedOn", t.left);
  const statement = read.optionalText("statement", t.statement, LONGEST_STATEMENT) ?? "";
  const { problems } = read;
  if (!measure || problems.length > 0 || refusals.length > 0)
    return { typed, problems, refusals, proposal: null };
  const proposal: ProposedClosure = {
    ...{ caseId, measure, orderNumber, orderOn, statement, uploads: sent.uploads },
    movedOn: endsAssignment(measure) ? movedOn : null,
  };
  return { typed, problems, refusals, proposal };
}

export type CampaignShown = {
  campaignId: string;
  name: string;
  instructionNumber: string;
  unitId: string;
  dueOn: DateOn;
  openedAt: Date;
  looked: number;
  scannedAt: Date | null;
  closedAt: Date | null;
};

/**
 * The campaign, and the units of it that the reader may see: the authority all, a bureau below its own. 404 where there are
 * none, or the permission is not held for the campaign's own unit and `whole` is asked for.
 */
export async function requireCampaign(
  request: Request,
  { campaignId }: { campaignId?: string },
  permission: Permission,
  now: Date,
  { whole = false }: { whole?: boolean } = {},
): Promise<{ actor: Actor; campaign: CampaignShown; units: UnitFacts[]; path: string }> {
  const actor = await requirePermission(request, permission);
  const today = chinaDateOf(now);
  const row = isUuid(campaignId)
    ? await prisma.clearanceCampaign.findUnique({ where: { id: campaignId } })
    : null;
  const unit = row && (await findUnit(prisma, row.unitId, today));
  if (!row || !unit || (whole && !can(actor, permission, { path: unit.path }))) throw notFound();
  const all = await unitsUnder(prisma, [unit.path], today);
  const units = all.filter(({ path }) => can(actor, permission, { path }));
  if (units.length === 0) throw notFound();
  const { id, dueOn, ...facts } = row;
  return {
    ...{ actor, units, path: unit.path },
    campaign: { ...facts, campaignId: id, dueOn: fromDbDate(dueOn) },
  };
}

/** The filters of the list of cases, from its address. */
export async function caseFilters(tx: Tx, actor: Actor, search: URLSearchParams, today: DateOn) {
  const units = await unitsUnder(tx, pathsFor(actor, "clearance:read"), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const shown = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const asked = search.get("campaign");
  const campaign = isUuid(asked)
    ? await tx.clearanceCampaign.findUnique({ where: { id: asked }, select: { id: true, name: true } })
    : null;
  const state = CASES_WAITING.find((one) => one === search.get("state"));
  const person = search.get("person");
  const filters: CaseFilters = {
    unitIds: shown.map(({ unitId }) => unitId),
    campaignId: campaign?.id,
    state,
    personId: isUuid(person) ? person : undefined,
  };
  return { units, unit, campaign, state, filters };
}

/** What was typed, and the campaign when it can be read. */
export async function campaignTyped(request: Request, actor: Actor, now: Date) {
  const locale = localeFrom(request);
  const t = clearanceText[locale];
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const offered = (await unitsForCampaign(actor, now)).map(({ value }) => value);
  const unitId = read.choice("unitId", t.scope, offered);
  const name = read.text("name", t.name, 60);
  const instructionNumber = read.text("instructionNumber", t.instruction, LONGEST);
  const dueOn = read.date("dueOn", t.dueOn);
  const { problems } = read;
  if (!unitId || !name || !instructionNumber || !dueOn) return { typed, problems, campaign: null };
  const campaign: NewCampaign = { unitId, name, instructionNumber, dueOn };
  return { typed, problems, campaign };
}

export async function unitsForCampaign(actor: Actor, now: Date) {
  const paths = pathsFor(actor, "clearance-campaign:open");
  const units = await unitsUnder(prisma, paths, chinaDateOf(now));
  return units.map(({ unitId, name }) => ({ value: unitId, text: name }));
}
