/** Who may see or change the messages of the system an address names. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireClientInScope } from "~/access/api-client-page.server";
import type { Permission } from "~/access/permissions";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";

type Needed = Extract<Permission, "api-client:read" | "api-client:write">;

/** The subscription, its system and who asks; 404 when it is not theirs. */
export async function requireWebhook(
  request: Request,
  webhookId: string | undefined,
  needed: Needed,
  now: Date,
) {
  const webhook = isUuid(webhookId) ? await prisma.webhook.findUnique({ where: { id: webhookId } }) : null;
  const { actor, client } = await requireClientInScope(request, webhook?.clientId, now, needed);
  return { actor, client, webhook: webhook! };
}

/** What the page of an act on a subscription shows. */
export async function webhookActPage({ request, params }: LoaderFunctionArgs) {
  const { client, webhook } = await requireWebhook(request, params.webhookId, "api-client:write", new Date());
  return { client, webhookId: webhook.id };
}
