import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { can } from "~/access/permissions";
import { attachment } from "~/attachment";
import { fileAskedFrom } from "~/casework/file-asked";
import { lookReasonOf } from "~/casework/file-looks.server";
import { printFile } from "~/casework/file-print.server";
import { inTransaction, prisma } from "~/db.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";

/** The file on paper, as of the day and the knowledge in the address. The reason for looking is the reason for printing. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const found = await requirePersonInScope(request, params.personId, "person:read-file", now);
  const { actor, personId, today } = found;
  const search = new URL(request.url).searchParams;
  const isOwn = actor.personId === personId;
  const reason = isOwn ? null : await lookReasonOf(prisma, { sessionId: actor.sessionId, personId }, now);
  if (!isOwn && !reason) throw redirect(`/people/${personId}/looks?${search}`);
  const reader = can(actor, "appointment:read") ? "proposing" : "other";
  const print = { personId, asked: fileAskedFrom(search, today), reason, reader } as const;
  const printed = await inTransaction((tx) => printFile(tx, print, actor, now));
  if (!printed) throw new Response(null, { status: 404 });
  return attachment(printed.bytes, { mediaType: "application/pdf", ...printed });
}
