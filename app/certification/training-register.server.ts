/** The register of certificates of training as staff and holders read it: the list, and one with everything that happened to it. */
import { accountNames } from "~/access/account-names.server";
import { type Actor, can, type Permission } from "~/access/permissions";
import { chinaDateOf, type DateOn, fromDbDate } from "~/calendar";
import { prisma, rowsOf, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { idsOf } from "~/personnel/alias.server";
import type { TrainingWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import { type AnnulmentGround, type TrainingState, trainingStateOn } from "./training";
import type { TrainingEntry } from "./training-entry";

export type TrainingFilters = {
  /** Null: every unit there is. */
  unitIds: readonly string[] | null;
  kind?: TrainingWord;
  state?: TrainingState;
  /** Of issue. */
  year?: number;
  /** The holder's name as printed, or the whole number. */
  q?: string;
};
export type TrainingRow = {
  id: string;
  kind: TrainingWord;
  number: string;
  holderName: string;
  unitName: string;
  issuer: string;
  issuedOn: DateOn;
  validToOn: DateOn | null;
  state: TrainingState;
};
export type TrainingPage = PageTurned & { rows: TrainingRow[] };

const stateSql = (today: DateOn) =>
  Prisma.sql`(CASE WHEN c.ended_as IS NOT NULL THEN c.ended_as WHEN c.valid_to_on < ${today}::date THEN 'expired' ELSE 'issued' END)`;

function conditionsOf({ unitIds, kind, state, year, q }: TrainingFilters, today: DateOn): Prisma.Sql {
  const parts: Prisma.Sql[] = [Prisma.sql`true`];
  if (unitIds) parts.push(Prisma.sql`c.unit_id = ANY(${[...unitIds]}::uuid[])`);
  if (kind) parts.push(Prisma.sql`c.kind = ${kind}`);
  if (state) parts.push(Prisma.sql`${stateSql(today)} = ${state}`);
  if (year) parts.push(Prisma.sql`extract(year FROM c.issued_at AT TIME ZONE 'Asia/Shanghai') = ${year}`);
  if (q) parts.push(Prisma.sql`(c.number = ${q} OR c.register_entry->>'holderName' = ${q})`);
  return Prisma.join(parts, " AND ");
}

const columns = (
  today: DateOn,
) => Prisma.sql`c.id::text, c.kind, c.number, c.register_entry->>'holderName' AS "holderName",
  c.register_entry->>'unitName' AS "unitName", c.register_entry->>'issuer' AS issuer,
  c.register_entry->>'issuedOn' AS "issuedOn", c.valid_to_on::text AS "validToOn", ${stateSql(today)} AS state`;

/** Newest first; a page turns at a certificate's id. */
export async function trainingPage(
  tx: Tx,
  filters: TrainingFilters,
  asked: PageAsked,
  today: DateOn,
): Promise<TrainingPage> {
  const where = conditionsOf(filters, today);
  const [size] = await rowsOf<{ total: number }>(
    tx,
    Prisma.sql`SELECT count(*)::int AS total FROM (SELECT 1 FROM training_certificate c WHERE ${where} LIMIT ${COUNTED + 1}) f`,
  );
  const at = asked.before ?? asked.after;
  const back = asked.before !== undefined;
  const place = at ? Prisma.sql`AND c.id ${Prisma.raw(back ? ">" : "<")} ${at}::uuid` : Prisma.empty;
  const rows = await rowsOf<TrainingRow>(
    tx,
    Prisma.sql`SELECT ${columns(today)} FROM training_certificate c WHERE ${where} ${place}
      ORDER BY c.id ${Prisma.raw(back ? "ASC" : "DESC")} LIMIT ${PAGE_SIZE + 1}`,
  );
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { rows: found, ...page };
}

const AT_ONCE = 1_000;

/** Everything a filter finds, a thousand at a time. */
export async function* trainingsMatching(
  tx: Tx,
  filters: TrainingFilters,
  today: DateOn,
): AsyncGenerator<TrainingRow> {
  const where = conditionsOf(filters, today);
  let place = Prisma.empty;
  for (;;) {
    const rows: TrainingRow[] = await rowsOf<TrainingRow>(
      tx,
      Prisma.sql`SELECT ${columns(today)} FROM training_certificate c WHERE ${where} ${place} ORDER BY c.id DESC LIMIT ${AT_ONCE}`,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    place = Prisma.sql`AND c.id < ${last.id}::uuid`;
  }
}

/** Of one person, whichever of their records it was issued under; newest first. */
export async function trainingsOf(tx: Tx, personId: string, today: DateOn): Promise<TrainingRow[]> {
  const ids = await idsOf(tx, personId);
  return rowsOf<TrainingRow>(
    tx,
    Prisma.sql`SELECT ${columns(today)} FROM training_certificate c WHERE c.person_id = ANY(${ids}::uuid[]) ORDER BY c.id DESC`,
  );
}

export type TrainingFile = {
  id: string;
  personId: string;
  kind: TrainingWord;
  basis: string;
  token: string;
  entry: TrainingEntry;
  state: TrainingState;
  /** The edition that replaced it. */
  correctedBy: { id: string; number: string } | null;
  corrects: { id: string; number: string } | null;
  acts: {
    act: string;
    at: Date;
    ground: AnnulmentGround | null;
    decisionNumber: string | null;
    reason: string | null;
    proposedBy: string | null;
    approvedBy: string | null;
  }[];
  annulment: {
    id: string;
    ground: AnnulmentGround;
    decisionNumber: string;
    reason: string;
    own: boolean;
  } | null;
  /** A correction that waits for its second signature. */
  draftId: string | null;
  reviewId: string | null;
};

/** The certificate an address names, or 404 outside the actor's scope. Throws responses. */
export async function trainingFile(
  params: { certificateId?: string },
  actor: Actor,
  permission: Permission,
  now: Date,
): Promise<TrainingFile & { unitPath: string }> {
  const { certificateId: id } = params;
  const row = isUuid(id)
    ? await prisma.trainingCertificate.findUnique({
        where: { id },
        include: {
          acts: { orderBy: { recordedAt: "asc" } },
          annulments: { where: { decidedAt: null } },
          corrections: { where: { decidedAt: null }, select: { id: true } },
          reviews: { where: { closedAt: null }, select: { id: true } },
          correctedBy: { select: { id: true, number: true } },
          corrects: { select: { id: true, number: true } },
        },
      })
    : null;
  const on = chinaDateOf(now);
  const unit = row && (await findUnit(prisma, row.unitId, on));
  if (!row || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  const names = await accountNames(
    prisma,
    row.acts.flatMap((act) => [act.proposedById, act.approvedById]),
  );
  const { personId, basis, publicToken: token, correctedBy, corrects, endedAs } = row;
  const validToOn = row.validToOn && fromDbDate(row.validToOn);
  const [annulment] = row.annulments;
  return {
    ...{ id: row.id, personId, basis, token, correctedBy, corrects, unitPath: unit.path },
    kind: row.kind as TrainingWord,
    entry: row.registerEntry as TrainingEntry,
    state: trainingStateOn({ endedAs, validToOn }, on),
    acts: row.acts.map(
      ({ act, recordedAt: at, ground, decisionNumber, reason, proposedById, approvedById }) => ({
        ...{ act, at, decisionNumber, reason, ground: ground as AnnulmentGround | null },
        proposedBy: names[proposedById] ?? null,
        approvedBy: names[approvedById] ?? null,
      }),
    ),
    annulment: annulment
      ? {
          ...{ id: annulment.id, ground: annulment.ground as AnnulmentGround, reason: annulment.reason },
          ...{ decisionNumber: annulment.decisionNumber, own: annulment.proposedById === actor.accountId },
        }
      : null,
    draftId: row.corrections[0]?.id ?? null,
    reviewId: row.reviews[0]?.id ?? null,
  };
}

/** The live certificate that rests on this exam; null: none was issued, or it ended. */
export async function trainingOnExam(
  tx: Tx,
  { personId, examId }: { personId: string; examId: string },
): Promise<string | null> {
  const row = await tx.trainingCertificate.findFirst({
    where: { basis: examId, personId: { in: await idsOf(tx, personId) }, endedAt: null },
    select: { id: true },
  });
  return row?.id ?? null;
}
