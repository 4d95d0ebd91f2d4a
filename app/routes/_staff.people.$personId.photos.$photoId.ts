import type { LoaderFunctionArgs } from "@remix-run/node";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";
import { imageAnswer } from "~/image-answer";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { lookAtPortrait } from "~/personnel/portraits.server";

/** A portrait of somebody; each look is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:write", now);
  const { photoId } = params;
  const image = isUuid(photoId)
    ? await inTransaction((tx) => lookAtPortrait(tx, { personId, photoId }, actor, now))
    : null;
  if (!image) throw new Response(null, { status: 404 });
  return imageAnswer(image);
}
