/** Campaigns as they are listed: those that touch what the reader may see, with the figures of just that. */
import { type Actor, pathsFor } from "~/access/permissions";
import { type DateOn, fromDbDate } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";

export type ListedCampaign = {
  campaignId: string;
  name: string;
  instructionNumber: string;
  unitName: string;
  dueOn: DateOn;
  isScanned: boolean;
  isOver: boolean;
  cases: number;
  closed: number;
};

/** The latest first; a page turns at a campaign's id. */
export async function campaignPage(
  tx: Tx,
  actor: Actor,
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: ListedCampaign[] }> {
  const paths = pathsFor(actor, "clearance:read");
  const touching = await rowsOf<{ id: string; unitName: string }>(
    tx,
    Prisma.sql`SELECT c.id::text, u.name AS "unitName" FROM clearance_campaign c JOIN ${unitsOn(today)} u ON u.unit_id = c.unit_id
      WHERE EXISTS (SELECT 1 FROM unnest(${paths}::text[]) AS p (path) WHERE starts_with(u.path, p.path) OR starts_with(p.path, u.path))`,
  );
  const nameOf = new Map(touching.map(({ id, unitName }) => [id, unitName]));
  const where = { id: { in: [...nameOf.keys()] } };
  const { after, before } = asked;
  const rows = await tx.clearanceCampaign.findMany({
    where: { AND: [where, before ? { id: { gt: before } } : after ? { id: { lt: after } } : {}] },
    orderBy: { id: before ? "asc" : "desc" },
    take: PAGE_SIZE + 1,
  });
  const { found, page } = turned(rows, asked, await tx.clearanceCampaign.count({ where, take: COUNTED + 1 }));
  const unitIds = (await unitsUnder(tx, paths, today)).map(({ unitId }) => unitId);
  const counts = await tx.clearanceCase.groupBy({
    by: ["campaignId", "state"],
    where: { campaignId: { in: found.map(({ id }) => id) }, unitId: { in: unitIds } },
    _count: true,
  });
  const countOf = (id: string, states: (state: string) => boolean) =>
    counts
      .filter(({ campaignId, state }) => campaignId === id && states(state))
      .reduce((sum, { _count }) => sum + _count, 0);
  return {
    ...page,
    rows: found.map(({ id, name, instructionNumber, dueOn, scannedAt, closedAt }) => ({
      ...{ campaignId: id, name, instructionNumber, unitName: nameOf.get(id) ?? "" },
      ...{ dueOn: fromDbDate(dueOn), isScanned: scannedAt !== null, isOver: closedAt !== null },
      ...{ cases: countOf(id, () => true), closed: countOf(id, (state) => state === "closed") },
    })),
  };
}
