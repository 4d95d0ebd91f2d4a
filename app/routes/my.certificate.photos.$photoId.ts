import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { imageAnswer } from "~/image-answer";
import { lookAtPortrait } from "~/personnel/portraits.server";

/** A portrait of one's own. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePerson(request);
  const { personId } = actor;
  const { photoId } = params;
  const image = isUuid(photoId)
    ? await lookAtPortrait(prisma, { personId, photoId }, actor, new Date())
    : null;
  if (!image) throw new Response(null, { status: 404 });
  return imageAnswer(image);
}
