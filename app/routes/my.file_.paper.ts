import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { attachment } from "~/attachment";
import { chinaDateOf } from "~/calendar";
import { fileAskedFrom } from "~/casework/file-asked";
import { printFile } from "~/casework/file-print.server";
import { inTransaction } from "~/db.server";

/** One's own file on paper. */
export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const actor = await requirePerson(request);
  const asked = fileAskedFrom(new URL(request.url).searchParams, chinaDateOf(now));
  const print = { personId: actor.personId, asked, reason: null, reader: "own" } as const;
  const printed = await inTransaction((tx) => printFile(tx, print, actor, now));
  if (!printed) throw new Response(null, { status: 404 });
  return attachment(printed.bytes, { mediaType: "application/pdf", ...printed });
}
