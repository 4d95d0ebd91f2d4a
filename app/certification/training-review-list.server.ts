/** Certificates of training whose basis fell, as staff read them: the longest found first. */
import { type Actor, can, type Permission } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { type Refusal, refusal } from "~/verdict";
import type { TrainingEntry } from "./training-entry";

export type TrainingReviewRow = {
  id: string;
  certificateId: string;
  holderName: string;
  unitName: string;
  number: string;
  reason: Refusal;
  foundAt: Date;
  note: string | null;
  isClosed: boolean;
  /** Of certificates that the reader issued or holds: somebody else looks. */
  own: boolean;
};

export async function trainingReviewPage(
  tx: Tx,
  { unitIds, closed, reader }: { unitIds: readonly string[]; closed: boolean; reader: Reader },
  asked: PageAsked,
): Promise<PageTurned & { rows: TrainingReviewRow[] }> {
  const where = { certificate: { unitId: { in: [...unitIds] } }, closedAt: closed ? { not: null } : null };
  const cursor = asked.before ?? asked.after;
  const rows = await tx.trainingReview.findMany({
    where,
    include: { certificate: true },
    orderBy: { id: asked.before === undefined ? "asc" : "desc" },
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    take: PAGE_SIZE + 1,
  });
  const { found, page } = turned(rows, asked, await tx.trainingReview.count({ where }));
  return { rows: found.map((row) => shown(row, reader)), ...page };
}

type Reader = { accountId: string; personId: string | null };
type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;

function shown({ id, certificateId, certificate, code, foundAt, note, closedAt }: Row, reader: Reader) {
  const { holderName, unitName, number } = certificate.registerEntry as TrainingEntry;
  const own = certificate.issuedById === reader.accountId || certificate.personId === reader.personId;
  const isClosed = closedAt !== null;
  return {
    id,
    certificateId,
    holderName,
    unitName,
    number,
    reason: refusal(code),
    foundAt,
    note,
    isClosed,
    own,
  };
}

const rowOf = (id: string) =>
  prisma.trainingReview.findUnique({ where: { id }, include: { certificate: true } });

/** The review an address names; 404 outside the actor's scope. Throws responses. */
export async function trainingReviewOf(
  { reviewId }: { reviewId?: string },
  actor: Actor,
  permission: Permission,
  now: Date,
): Promise<TrainingReviewRow> {
  const row = isUuid(reviewId) ? await rowOf(reviewId) : null;
  const unit = row && (await findUnit(prisma, row.certificate.unitId, chinaDateOf(now)));
  if (!row || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  return shown(row, actor);
}
