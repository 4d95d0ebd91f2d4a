import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { requireFileLook } from "~/casework/file-page.server";
import { printFile } from "~/casework/file-print.server";
import { inTransaction } from "~/db.server";

/** The file on paper, as of the day and the knowledge in the address. The reason for looking is the reason for printing. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const look = await requireFileLook(request, params.personId, now);
  const printed = await inTransaction((tx) => printFile(tx, look, look.actor, now));
  if (!printed) throw new Response(null, { status: 404 });
  return attachment(printed.bytes, { mediaType: "application/pdf", ...printed });
}
