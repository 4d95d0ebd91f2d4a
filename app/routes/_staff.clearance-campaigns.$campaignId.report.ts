import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { clearanceReport } from "~/casework/clearance-report.server";
import { inTransaction } from "~/db.server";
import { requireCampaign } from "~/positions/clearance-page.server";

/** What the reader may see of it, on paper. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const found = await requireCampaign(request, params, "clearance:read", now);
  const { accountId } = found.actor;
  const { bytes, name } = await inTransaction((tx) => clearanceReport(tx, found, accountId, now));
  const plainName = `clearance-${found.campaign.campaignId}.pdf`;
  return attachment(bytes, { mediaType: "application/pdf", name, plainName });
}
