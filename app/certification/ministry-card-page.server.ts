/** A filing that an address names, the form that makes one, and what several of its routes share. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, fromDbDate } from "~/calendar";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { uploadFrom } from "~/components/upload.server";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { isUuid } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import { MOST_FILE_BYTES, tooLarge } from "~/study/evidence-file";
import { fieldCodes, fieldName } from "~/text/fields";
import { ministryCardsText } from "~/text/ministry-cards";
import { localeFrom } from "~/text/text";
import type { CardDecision } from "./ministry-card";
import { decideMinistryCard } from "./ministry-cards.server";

export const CARDS = "/ministry-cards";
const LONGEST = 100;

/** A filing within the actor's scope, or 404. */
export async function requireCard(
  request: Request,
  { cardId }: { cardId?: string },
  permission: Permission,
  now: Date,
) {
  const actor = await requirePermission(request, permission);
  const row = isUuid(cardId) ? await prisma.ministryCard.findUnique({ where: { id: cardId } }) : null;
  const unit = row && (await findUnit(prisma, row.unitId, chinaDateOf(now)));
  if (!row || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  const { id, personId, unitId, ministry, kind, number, fields, opinion, fileHash } = row;
  const validFromOn = row.validFromOn && fromDbDate(row.validFromOn);
  const days = { validFromOn, validToOn: fromDbDate(row.validToOn) };
  const hasScan = fileHash !== null;
  return { actor, card: { id, personId, unitId, ministry, kind, number, fields, ...days, opinion, hasScan } };
}

/** What the form of an act shows of the filing it is about. */
export async function cardActPage({ request, params }: LoaderFunctionArgs, permission: Permission) {
  const now = new Date();
  const { card } = await requireCard(request, params, permission, now);
  const name = (await namesOn(prisma, [card.personId], chinaDateOf(now))).get(card.personId) ?? "";
  const locale = localeFrom(request);
  return { ...card, name, fieldNames: card.fields.map((code) => fieldName(locale, code)) };
}

/** The second of two people decides: done, or the refusals beside what was typed. */
export const decidingAct = (decision: CardDecision) => async (args: ActionFunctionArgs) => {
  const now = new Date();
  const { actor, card } = await requireCard(args.request, args.params, "ministry-card:decide", now);
  const opinion = textIn(await args.request.formData(), "opinion", 500);
  const verdict = await inTransaction((tx) =>
    decideMinistryCard(tx, { cardId: card.id, decision, opinion }, actor, now),
  );
  if (verdict.ok) throw redirect(`${CARDS}?done=${decision}`, { status: 303 });
  return data({ refusals: verdict.refusals, typed: { opinion } }, { status: 422 });
};

/** Units in which the actor may file. */
export const filingUnits = (actor: Actor, now: Date) =>
  unitsUnder(prisma, pathsFor(actor, "ministry-card:file"), chinaDateOf(now));

/** What was typed, and the filing when it can be read; too large a file leaves nothing of the form. */
export async function cardTyped(request: Request, unitIds: readonly string[]) {
  const locale = localeFrom(request);
  const t = ministryCardsText[locale].form;
  const sent = await uploadFrom(request, MOST_FILE_BYTES);
  if (!sent) return { typed: {}, problems: [], refusals: [tooLarge()], card: null };
  sent.form.delete("file");
  const typed = typedFrom(sent.form);
  const read = readerOf(typed, locale);
  const unitId = read.choice("unit", t.unit, unitIds);
  const ministry = read.text("ministry", t.ministry, LONGEST);
  const kind = read.text("kind", t.kind, LONGEST);
  const number = read.text("number", t.number, LONGEST);
  const validFromOn = read.date("validFromOn", t.validFromOn);
  const validToOn = read.date("validToOn", t.validToOn);
  const named = (typed.fields ?? "").split(",");
  const fields = fieldCodes.filter((code) => named.includes(code));
  const { problems } = read;
  if (!unitId || !ministry || !kind || !number || !validFromOn || !validToOn || problems.length > 0)
    return { typed, problems, refusals: [], card: null };
  const scan = sent.bytes.length > 0 ? sent.bytes : null;
  return {
    ...{ typed, problems, refusals: [] },
    card: { unitId, ministry, kind, number, fields, validFromOn, validToOn, scan },
  };
}
