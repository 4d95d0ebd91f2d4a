/** A filing that an address names, the form that makes one, and what several of its routes share. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn, fromDbDate } from "~/calendar";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { uploadFrom } from "~/components/upload.server";
import { inTransaction, prisma, rowsOf, type Tx } from "~/db.server";
import { textIn } from "~/form-text";
import { isUuid } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { MOST_FILE_BYTES, tooLarge } from "~/study/evidence-file";
import { fieldCodes } from "~/text/fields";
import { ministryCardsText } from "~/text/ministry-cards";
import { localeFrom } from "~/text/text";
import { Prisma } from "../../prisma/generated/client";
import { type FiledCard, type MinistryCardState, ministryCardState } from "./ministry-card";
import { decideMinistryCard } from "./ministry-cards.server";

export const CARDS = "/ministry-cards";
const LONGEST = 100;

export type CardRow = {
  id: string;
  personId: string;
  name: string;
  unitName: string;
  ministry: string;
  kind: string;
  number: string;
  fields: string[];
  validToOn: DateOn;
  state: MinistryCardState;
  acceptedOn: DateOn | null;
  opinion: string | null;
  hasScan: boolean;
  filedById: string;
};

type Row = Omit<CardRow, "state" | "acceptedOn"> & FiledCard;

/** Filings of these units, the newest first; `open`: only those that wait. A page turns at a filing's id. */
export async function cardPage(
  tx: Tx,
  { unitIds, open }: { unitIds: readonly string[]; open: boolean },
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: CardRow[] }> {
  const where = Prisma.sql`m.unit_id = ANY(${[...unitIds]}::uuid[]) ${open ? Prisma.sql`AND m.decision IS NULL` : Prisma.empty}`;
  const back = asked.before !== undefined;
  const cursor = asked.before ?? asked.after;
  const place = cursor ? Prisma.sql`AND m.id ${Prisma.raw(back ? ">" : "<")} ${cursor}::uuid` : Prisma.empty;
  const [size] = await rowsOf<{ total: number }>(
    tx,
    Prisma.sql`SELECT count(*)::int AS total FROM ministry_card m WHERE ${where}`,
  );
  const rows = await rowsOf<Row>(
    tx,
    Prisma.sql`
    SELECT m.id::text, m.person_id::text AS "personId", n.name, u.name AS "unitName", m.ministry, m.kind, m.number, m.fields,
      m.valid_to_on::text AS "validToOn", m.decision, m.decided_at AS "decidedAt", m.ended_on::text AS "endedOn",
      coalesce(m.end_reason, m.opinion) AS opinion, m.file_hash IS NOT NULL AS "hasScan", m.filed_by_id::text AS "filedById"
    FROM ministry_card m
    JOIN person_name n ON n.person_id = m.person_id AND n.superseded_at IS NULL AND n.to_on IS NULL
    JOIN unit_version u ON u.unit_id = m.unit_id AND u.superseded_at IS NULL AND u.from_on <= ${today}::date
      AND (u.to_on IS NULL OR u.to_on > ${today}::date)
    WHERE ${where} ${place} ORDER BY m.id ${Prisma.raw(back ? "ASC" : "DESC")} LIMIT ${PAGE_SIZE + 1}`,
  );
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { rows: found.map((row) => shown(row, today)), ...page };
}

function shown(row: Row, today: DateOn): CardRow {
  const { decision, decidedAt, endedOn: _, ...card } = row;
  const state = ministryCardState(row, today);
  return { ...card, state, acceptedOn: decision === "accepted" && decidedAt ? chinaDateOf(decidedAt) : null };
}

/** A filing within the actor's scope, or 404. */
export async function requireCard(
  request: Request,
  { cardId }: { cardId?: string },
  permission: Permission,
  now: Date,
): Promise<{ actor: Actor; card: { id: string; number: string; ministry: string; validToOn: DateOn } }> {
  const actor = await requirePermission(request, permission);
  const row = isUuid(cardId) ? await prisma.ministryCard.findUnique({ where: { id: cardId } }) : null;
  const unit = row && (await findUnit(prisma, row.unitId, chinaDateOf(now)));
  if (!row || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  const { id, number, ministry } = row;
  return { actor, card: { id, number, ministry, validToOn: fromDbDate(row.validToOn) } };
}

/** What the form of an act shows of the filing it is about. */
export async function cardActPage({ request, params }: LoaderFunctionArgs, permission: Permission) {
  return (await requireCard(request, params, permission, new Date())).card;
}

/** The second of two people decides: done, or the refusals beside what was typed. */
export const decidingAct = (decision: "accepted" | "refused") => async (args: ActionFunctionArgs) => {
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
  const validToOn = read.date("validToOn", t.validToOn);
  const named = (typed.fields ?? "").split(",");
  const fields = fieldCodes.filter((code) => named.includes(code));
  const { problems } = read;
  if (!unitId || !ministry || !kind || !number || !validToOn || problems.length > 0)
    return { typed, problems, refusals: [], card: null };
  const scan = sent.bytes.length > 0 ? sent.bytes : null;
  return {
    ...{ typed, problems, refusals: [] },
    card: { unitId, ministry, kind, number, fields, validToOn, scan },
  };
}
