import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { readLetter } from "~/casework/appointment-letters.server";
import { inTransaction } from "~/db.server";
import { rolesAtUnit } from "~/exams/appointment-page.server";
import { isUuid } from "~/ids";

/** A letter for its recipient alone; for everybody else there is none. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "appointment:read");
  const now = new Date();
  const { letterId } = params;
  if (!isUuid(letterId)) throw new Response(null, { status: 404 });
  const roles = async (unitId: string) => (await rolesAtUnit(actor, "appointment:read", unitId, now)) ?? [];
  const letter = await inTransaction((tx) => readLetter(tx, letterId, roles, actor.accountId, now));
  if (!letter) throw new Response(null, { status: 404 });
  const { bytes, mediaType, name } = letter;
  return attachment(bytes, { mediaType, name, plainName: `letter-${letterId}.pdf` });
}
