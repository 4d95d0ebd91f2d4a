import { chinaDateOf } from "~/calendar";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findApiClientUnder } from "./api-clients.server";
import { pathsFor } from "./permissions";
import { requirePermission } from "./session.server";

/** Who may see or change the system an address names, and the system; 404 when it is not theirs. */
export async function requireClientInScope(
  request: Request,
  clientId: string | undefined,
  now: Date,
  needed: "api-client:read" | "api-client:write" = "api-client:write",
) {
  const actor = await requirePermission(request, needed);
  const paths = pathsFor(actor, needed);
  const client = isUuid(clientId)
    ? await findApiClientUnder(prisma, clientId, paths, chinaDateOf(now))
    : null;
  if (!client) throw new Response(null, { status: 404 });
  return { actor, client };
}
