import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { studySheet } from "~/casework/study-sheet.server";
import { inTransaction } from "~/db.server";
import { requireSession } from "~/study/session-page.server";

/** The sheet to sign, or signed electronically; taking it is recorded. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, session, unit } = await requireSession(request, params, "study-session:read", now);
  const { accountId } = actor;
  const sheet = await inTransaction(
    (tx) => studySheet(tx, { session, unit }, accountId, now),
    "RepeatableRead",
  );
  return attachment(sheet.bytes, { mediaType: "application/pdf", ...sheet });
}
