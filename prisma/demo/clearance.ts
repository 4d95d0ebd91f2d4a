/** A campaign over the bureau of urban management: who was found on its posts, one of them moved off, two under way. */
import { addDays, chinaDateOf } from "~/calendar";
import { runClearanceScan } from "~/casework/clearance-run.server";
import type { Tx } from "~/db.server";
import { openCampaign } from "~/positions/clearance-campaigns.server";
import {
  confirmClosure,
  type ProposedClosure,
  proposeClosure,
  returnClosure,
} from "~/positions/clearance-closure.server";
import { granted } from "./chronicle.ts";
import { ago, officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";

/** Nobody's order: it says so. */
const order = { name: "调离通知.pdf", bytes: Buffer.from("%PDF-1.4\n%演示数据\n%%EOF\n") };

export function tellClearance(district: District): void {
  const { chronicle, today } = district;
  const day = (days: number) => ago(today, { days });
  let campaignId = "";
  chronicle.on(officeHour(day(24), "09:30"), async (tx, now) => {
    const dueOn = addDays(today, 14);
    const asked = { unitId: unit(district, "urban"), name: "执法岗位人员清理", dueOn };
    const campaign = { ...asked, instructionNumber: "临政办〔2026〕演示8号" };
    campaignId = granted(
      await openCampaign(tx, campaign, actor(district, "legal"), now),
      "a campaign",
    ).campaignId;
  });
  chronicle.apart(officeHour(day(24), "09:40"), (now) => runClearanceScan(campaignId, () => now));

  // Decided in the afternoon: a Saturday's steps fall on the Friday too, and come after that day's proposals.
  const proposed = (days: number, place: number, number: string, change: Partial<ProposedClosure> = {}) =>
    chronicle.on(officeHour(day(days), "10:20"), async (tx, now) => {
      const on = chinaDateOf(now);
      const closure = { measure: "moved-off" as const, orderNumber: number, orderOn: on, movedOn: on };
      const proposal = { ...closure, statement: "", uploads: [order], ...change };
      const caseId = await caseAt(tx, campaignId, place);
      const by = await asking(tx, actor(district, "urban-hr"));
      granted(await proposeClosure(tx, { ...proposal, caseId }, by, now), "a closure");
    });
  proposed(17, 0, "临城管人〔2026〕演示21号");
  chronicle.on(officeHour(day(16), "15:10"), async (tx, now) => {
    const caseId = await caseAt(tx, campaignId, 0);
    const by = await asking(tx, actor(district, "legal"));
    granted(await confirmClosure(tx, { caseId }, by, now), "a closure");
  });
  proposed(12, 1, "临城管人〔2026〕演示22号", { measure: "contract-ended" });
  chronicle.on(officeHour(day(11), "15:10"), async (tx, now) => {
    const caseId = await caseAt(tx, campaignId, 1);
    const by = await asking(tx, actor(district, "legal"));
    const reason = "附件不是解除合同的决定，请补正。";
    granted(await returnClosure(tx, { caseId, reason }, by, now), "a return");
  });
  proposed(5, 2, "临城管人〔2026〕演示25号");
}

/** Contract, dispatched and auxiliary staff as they were found; who signs in as one of them stays on the post. */
async function caseAt(tx: Tx, campaignId: string, place: number): Promise<string> {
  const { personId } = await tx.account.findUniqueOrThrow({ where: { loginName: "contract" } });
  const cases = await tx.clearanceCase.findMany({ where: { campaignId }, orderBy: { id: "asc" } });
  const excluded = cases.filter(({ reasons }) =>
    (reasons as { source: { rule?: string } | null }[]).some(({ source }) => source?.rule === "K05"),
  );
  const [own, others] = [true, false].map((is) =>
    excluded.filter((one) => (one.personId === personId) === is),
  );
  return [...others!, ...own!][place]!.id;
}

async function asking(tx: Tx, accountId: string) {
  const { personId } = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  return { accountId, personId };
}
