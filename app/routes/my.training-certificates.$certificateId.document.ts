import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { attachment } from "~/attachment";
import { chinaDateOf } from "~/calendar";
import { notMade } from "~/certification/document.server";
import { takeTraining } from "~/certification/training-documents.server";
import { trainingsOf } from "~/certification/training-register.server";
import { inTransaction, prisma } from "~/db.server";
import { completeTraining } from "~/jobs.server";
import { localeFrom } from "~/text/text";

/** The document of a certificate of one's own. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePerson(request);
  const now = new Date();
  const own = await trainingsOf(prisma, actor.personId, chinaDateOf(now));
  const found = own.find(({ id }) => id === params.certificateId);
  if (!found) throw new Response(null, { status: 404 });
  const made = await completeTraining(found.id, now);
  if (!made.ok) throw notMade(made.refusals, localeFrom(request));
  const kept = await inTransaction((tx) => takeTraining(tx, found.id, actor.accountId, now));
  if (!kept) throw new Response(null, { status: 404 });
  return attachment(kept.bytes, kept);
}
