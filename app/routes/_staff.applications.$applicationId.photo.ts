import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { applicationOf } from "~/certification/application-page.server";
import { inTransaction } from "~/db.server";
import { imageAnswer } from "~/image-answer";
import { lookAtPortrait, portraitsOf } from "~/personnel/portraits.server";

/** The applicant's portrait as it would be printed today, for who reviews; each look is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:read");
  const now = new Date();
  const { application } = await applicationOf(params, actor, "application:read", now);
  const { personId } = application;
  const image = await inTransaction(async (tx) => {
    const [latest] = await portraitsOf(tx, personId);
    return latest ? lookAtPortrait(tx, { personId, photoId: latest.id }, actor, now) : null;
  });
  if (!image) throw new Response(null, { status: 404 });
  return imageAnswer(image);
}
