/** Decisions to be reviewed, as staff read them: the open ones first, the longest found before the others. */
import { type Actor, can, type Permission } from "~/access/permissions";
import { chinaDateOf, type DateOn } from "~/calendar";
import { prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { Refusal } from "~/verdict";
import type { ReviewOutcome } from "./decision-reviews.server";
import type { RegisterEntry } from "./register-entry";

export type ReviewRow = {
  id: string;
  certificateId: string;
  holderName: string;
  unitName: string;
  number: string;
  issuedOn: DateOn;
  refusal: Refusal;
  foundAt: Date;
  outcome: ReviewOutcome | null;
  note: string | null;
  /** Of certificates that the reader issued or holds: somebody else closes them. */
  own: boolean;
};
export type ReviewPage = PageTurned & { rows: ReviewRow[] };

/** Those of certificates of these units; a page turns at a review's id. */
export async function reviewPage(
  tx: Tx,
  { unitIds, closed, reader }: { unitIds: readonly string[]; closed: boolean; reader: Reader },
  asked: PageAsked,
): Promise<ReviewPage> {
  const where = {
    certificate: { unitId: { in: [...unitIds] } },
    closedAt: closed ? { not: null } : null,
  };
  const back = asked.before !== undefined;
  const cursor = asked.before ?? asked.after;
  const way = back ? "desc" : "asc";
  const rows = await tx.decisionReview.findMany({
    where,
    include: { certificate: true },
    orderBy: [{ foundAt: way }, { id: way }],
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    take: PAGE_SIZE + 1,
  });
  const { found, page } = turned(rows, asked, await tx.decisionReview.count({ where }));
  return { rows: found.map((row) => shown(row, reader)), ...page };
}

type Reader = { accountId: string; personId: string | null };
type Row = Awaited<ReturnType<typeof rowOf>> & object;

function shown(row: Row, reader: Reader): ReviewRow {
  const { id, certificateId, certificate, foundAt, note } = row;
  const entry = certificate.registerEntry as RegisterEntry;
  return {
    ...{ id, certificateId, foundAt, note, refusal: row.refusal as Refusal },
    ...{ holderName: entry.holderName, unitName: entry.unitName, number: entry.number },
    issuedOn: chinaDateOf(certificate.issuedAt),
    outcome: row.outcome as ReviewOutcome | null,
    own: certificate.issuedById === reader.accountId || certificate.personId === reader.personId,
  };
}

const rowOf = (id: string) =>
  prisma.decisionReview.findUnique({ where: { id }, include: { certificate: true } });

/** The review an address names; 404 outside the actor's scope. Throws responses. */
export async function reviewOf(
  params: { reviewId?: string },
  actor: Actor,
  permission: Permission,
  now: Date,
): Promise<ReviewRow> {
  const { reviewId } = params;
  const row = isUuid(reviewId) ? await rowOf(reviewId) : null;
  const unit = row && (await findUnit(prisma, row.certificate.unitId, chinaDateOf(now)));
  if (!row || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  return shown(row, actor);
}

/** How many reasons against the issue of this certificate nobody has looked at. */
export const openReviews = (tx: Tx, certificateId: string): Promise<number> =>
  tx.decisionReview.count({ where: { certificateId, closedAt: null } });
