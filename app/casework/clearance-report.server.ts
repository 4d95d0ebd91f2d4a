/** 清理专项报告 on paper: how many of the cases are closed, by unit and one by one, with the orders they rest on. */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { renderRoomSheets } from "~/certification/certificates.server";
import type { Tx } from "~/db.server";
import type { UnitFacts } from "~/organisation/unit";
import type { ClearanceMeasure } from "~/positions/clearance";
import {
  boardOf,
  type CaseFilters,
  casePage,
  type ListedCase,
  ordersOf,
  sumOf,
} from "~/positions/clearance-list.server";
import type { CampaignShown } from "~/positions/clearance-page.server";
import { rulesCited } from "~/positions/rules-cited";
import { clearanceText } from "~/text/clearance";
import { shortDate, shortInstant } from "~/text/dates";
import type { RoomSheet } from "../../certificates/room-sheet";

type Order = { measure: ClearanceMeasure; orderNumber: string; orderOn: string };

/** The PDF for what the reader may see of a campaign. `figures`: what it says, "3/3" as two numbers. */
export async function clearanceReport(
  tx: Tx,
  { campaign, units }: { campaign: CampaignShown; units: readonly UnitFacts[] },
  actorId: string,
  now: Date,
): Promise<{ bytes: Buffer; name: string; sheets: RoomSheet[] }> {
  const t = clearanceText["zh-CN"];
  const today = chinaDateOf(now);
  const unitIds = units.map(({ unitId }) => unitId);
  const board = await boardOf(tx, campaign.campaignId, unitIds, today);
  const { cases, closed } = sumOf(board);
  const head = {
    exam: t.paper.title,
    facts: `${t.paper.facts(campaign.name, campaign.instructionNumber, shortInstant(now))}　${t.paper.counts(closed, cases)}`,
    ...{ signatures: [], counts: null, page: t.paper.page, gap: "" },
  };
  const nameOf = new Map(units.map(({ unitId, name }) => [unitId, name]));
  const sheets: RoomSheet[] = [
    {
      ...{ ...head, title: t.paper.units },
      columns: [
        { head: t.unit, width: 74 },
        { head: t.found, width: 24, align: "centre" },
        { head: t.waiting.closed, width: 24, align: "centre" },
        { head: t.waiting.proposed, width: 24, align: "centre" },
        { head: t.waiting.overdue, width: 24, align: "centre" },
      ],
      rows: board.map((one) => [
        ...[nameOf.get(one.unitId) ?? "", String(one.cases), t.closedOf(one.closed, one.cases)],
        ...[String(one.proposed), String(one.overdue)],
      ]),
    },
    { ...{ ...head, title: t.paper.people }, ...(await peopleOf(tx, { unitIds, ...campaign }, nameOf, now)) },
  ];
  const info = {
    ...{ title: `${t.paper.title} ${campaign.name}`, author: units[0]?.name ?? "" },
    ...{ keywords: campaign.campaignId, createdAt: now },
  };
  const bytes = await renderRoomSheets(sheets, info, { numbered: "through" });
  await record(tx, {
    ...{ type: "clearance-campaign.reported", at: now, actorId, unitId: campaign.unitId },
    ...{ subjectId: campaign.campaignId, data: { campaignId: campaign.campaignId, closed, cases } },
  });
  return { bytes, name: t.paper.fileName(campaign.name), sheets };
}

async function peopleOf(
  tx: Tx,
  { unitIds, campaignId }: CaseFilters,
  nameOf: ReadonlyMap<string, string>,
  now: Date,
): Promise<Pick<RoomSheet, "columns" | "rows">> {
  const t = clearanceText["zh-CN"];
  const rows: string[][] = [];
  for await (const { found, orders } of allCases(tx, { unitIds, campaignId }, now))
    for (const one of found) {
      const order = orders.get(one.caseId);
      rows.push([
        ...[one.name, nameOf.get(one.unitId) ?? "", rulesCited(one.reasons).join(" ")],
        ...[t.states[one.state], order ? `${order.orderNumber} ${shortDate(order.orderOn)}` : ""],
      ]);
    }
  return {
    columns: [
      { head: t.person, width: 24 },
      { head: t.unit, width: 44 },
      { head: t.columns.codes, width: 30 },
      { head: t.state, width: 20, align: "centre" },
      { head: t.columns.order, width: 52 },
    ],
    rows,
  };
}

const AT_ONCE = 500;

/** All that match, some hundreds at a time. */
export async function* allCases(
  tx: Tx,
  filters: CaseFilters,
  now: Date,
): AsyncGenerator<{ found: ListedCase[]; orders: ReadonlyMap<string, Order> }> {
  let after: string | undefined;
  do {
    const asked = after ? { after } : {};
    const { rows, hasNext } = await casePage(tx, filters, asked, chinaDateOf(now), AT_ONCE);
    const orders = await ordersOf(
      tx,
      rows.map(({ caseId }) => caseId),
    );
    yield { found: rows, orders };
    after = hasNext ? rows.at(-1)?.caseId : undefined;
  } while (after);
}
