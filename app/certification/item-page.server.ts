/** What the routes of things handed out share: units a reader answers for, filters, the holder an address names, forms. Throws responses. */
import { redirect } from "@remix-run/node";
import { type Permission, pathsFor } from "~/access/permissions";
import { type Caller, requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { uploadFrom } from "~/components/upload.server";
import { prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { unitsEver } from "~/organisation/past-units.server";
import { type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { survivorOf } from "~/personnel/alias.server";
import { isInScope, scopeOf } from "~/personnel/people.server";
import { namesOn } from "~/personnel/person.server";
import { MOST_FILE_BYTES, tooLarge } from "~/study/evidence-file";
import { itemsText } from "~/text/items";
import { localeFrom } from "~/text/text";
import type { Refusal } from "~/verdict";
import {
  HANDED_KINDS,
  HANDING_ROWS,
  ITEM_KINDS,
  type ItemOutcome,
  MOST_PIECES,
  type NewItem,
  serialFrom,
} from "./item";
import { ITEM_STATES, type ItemFilters } from "./item-ledger.server";

export const ITEMS = "/items";
export const holderPage = (personId: string) => `${ITEMS}/people/${personId}`;

/** What is not understood filters nothing. */
export async function itemFiltersFrom(
  tx: Tx,
  actor: Caller,
  search: URLSearchParams,
  today: DateOn,
): Promise<ItemFilters & { unit: UnitFacts | undefined; units: UnitFacts[] }> {
  const paths = pathsFor(actor, "item:read");
  const units = await unitsUnder(tx, paths, today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const kind = ITEM_KINDS.find((known) => known === search.get("kind"));
  const state = ITEM_STATES.find((known) => known === search.get("state"));
  const q = (search.get("q") ?? "").trim().slice(0, 60);
  return {
    ...{ unit, units, unitIds: await unitsEver(tx, unit ? [unit.path] : paths) },
    ...(kind ? { kind } : {}),
    ...(state ? { state } : {}),
    ...(q ? { q } : {}),
  };
}

export type HolderAsked = {
  actor: Caller;
  personId: string;
  name: string;
  unitIds: string[];
  /** Works or worked last in the reader's units, and not only holds something of theirs. */
  isColleague: boolean;
};

/** Somebody of the reader's units, or who holds or held something of theirs, or 404: who has moved on is still asked for it. */
export async function requireHolder(
  request: Request,
  { personId }: { personId?: string },
  permission: Permission,
  now: Date,
): Promise<HolderAsked> {
  const actor = await requirePermission(request, permission, personId ? { personId } : {});
  const today = chinaDateOf(now);
  const survivor = isUuid(personId) ? await survivorOf(prisma, personId) : null;
  if (!personId || survivor === null) throw new Response(null, { status: 404 });
  if (survivor !== personId) {
    const { pathname } = new URL(request.url);
    throw redirect(pathname.replace(personId, survivor), request.method === "GET" ? 302 : 303);
  }
  const paths = pathsFor(actor, permission);
  const unitIds = await unitsEver(prisma, paths);
  const isColleague = await isInScope(prisma, personId, await scopeOf(prisma, paths, today), today);
  if (!isColleague && !(await holdsOf(personId, unitIds))) throw new Response(null, { status: 404 });
  const name = (await namesOn(prisma, [personId], today)).get(personId) ?? "";
  return { actor, personId, name, unitIds, isColleague };
}

async function holdsOf(personId: string, unitIds: string[]): Promise<boolean> {
  const of = { personId, unitId: { in: unitIds } };
  return (
    (await prisma.issuedItem.findFirst({ where: of, select: { id: true } })) !== null ||
    (await prisma.certificate.findFirst({ where: of, select: { id: true } })) !== null
  );
}

/** Where the reader may hand something to this person: where they work at home today. */
export async function handingUnits(asked: HolderAsked, now: Date): Promise<UnitFacts[]> {
  const today = chinaDateOf(now);
  const units = await unitsUnder(prisma, pathsFor(asked.actor, "item:record"), today);
  const on = new Date(today);
  const jobs = await prisma.employment.findMany({
    where: {
      ...{ personId: asked.personId, relation: "home", supersededAt: null, fromOn: { lte: on } },
      OR: [{ toOn: null }, { toOn: { gt: on } }],
    },
    select: { unitId: true },
  });
  return units.filter(({ unitId }) => jobs.some((job) => job.unitId === unitId));
}

export function handingTyped(form: FormData, unitIds: readonly string[], request: Request) {
  const locale = localeFrom(request);
  const t = itemsText[locale].handing;
  const typed = typedFrom(form);
  const read = readerOf(typed, locale);
  const unitId = read.choice("unit", t.unit, unitIds);
  const handedOn = read.date("handedOn", t.handedOn);
  const note = read.optionalText("note", t.note, 500) ?? "";
  const items: NewItem[] = [];
  for (let row = 1; row <= HANDING_ROWS; row += 1) {
    const kind = read.optionalChoice(`kind-${row}`, HANDED_KINDS);
    if (!kind) continue;
    const number = serialFrom(read.optionalText(`number-${row}`, t.number, 60) ?? "");
    const quantity = read.amount(`quantity-${row}`, t.quantity, MOST_PIECES);
    if (quantity !== null) items.push({ kind, number, quantity });
  }
  const { problems } = read;
  if (!unitId || !handedOn || problems.length > 0) return { typed, problems, handing: null };
  return { typed, problems, handing: { unitId, handedOn, note, items } };
}

/** Of what is shown as held: which things, how many of each, and the day. `refusals`: the file could not be read. */
export async function backTyped<Outcome extends ItemOutcome>(
  request: Request,
  held: readonly { id: string; quantity: number }[],
  outcomes: readonly Outcome[],
) {
  const locale = localeFrom(request);
  const t = itemsText[locale].taking;
  const sent = await uploadFrom(request, MOST_FILE_BYTES);
  if (!sent) return { typed: {}, problems: [], refusals: [tooLarge()] as Refusal[], back: null };
  sent.form.delete("file");
  const typed = typedFrom(sent.form);
  const read = readerOf(typed, locale);
  const ids = read.several(
    "things",
    held.map(({ id }) => id),
  );
  const outcome =
    outcomes.length === 1 ? (outcomes[0] as Outcome) : read.choice("outcome", t.outcome, outcomes);
  const backOn = read.date("backOn", t.backOn);
  const note = read.optionalText("note", t.note, 500) ?? "";
  const things = ids.map((id) => {
    const out = held.find((one) => one.id === id)!.quantity;
    const asked = out === 1 ? out : read.amount(`quantity-${id}`, t.quantity(""), MOST_PIECES);
    return { id, quantity: asked ?? 0 };
  });
  const { problems } = read;
  const refusals: Refusal[] = [];
  if (!outcome || !backOn || problems.length > 0) return { typed, problems, refusals, back: null };
  const evidence = sent.bytes.length > 0 ? sent.bytes : null;
  return { typed, problems, refusals, back: { things, outcome, backOn, note, evidence } };
}
