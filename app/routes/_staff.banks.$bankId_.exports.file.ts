import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { exportAskedFrom } from "~/components/question-selection.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { exportQuestions } from "~/questions/question-export.server";
import { findBankName, MOST_EXPORTED, selectedQuestions } from "~/questions/question-selection.server";
import { localeFrom } from "~/text/text";

const LONGEST_MS = 2 * 60_000;

/** Reached by address alone: the page before shows first what the file will not say. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "question:export");
  throw redirect(`/banks/${params.bankId}/exports`);
}

/** The file. Keys leave with it, so it is asked for by a form and recorded. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "question:export");
  const bank = isUuid(params.bankId) ? await findBankName(prisma, params.bankId) : null;
  if (!bank) throw new Response(null, { status: 404 });
  const { selection, format } = exportAskedFrom(await request.formData());
  const back = `/banks/${bank.bankId}/exports`;
  if (!format) throw redirect(back, { status: 303 });
  const written = await inTransaction(
    async (tx) => {
      const questionVersionIds = await selectedQuestions(tx, bank.bankId, selection);
      if (questionVersionIds.length === 0 || questionVersionIds.length > MOST_EXPORTED) return null;
      return exportQuestions(tx, { questionVersionIds, format }, localeFrom(request), actor.accountId, now);
    },
    "RepeatableRead",
    LONGEST_MS,
  );
  // The bank has changed since the page was shown, which says so.
  if (!written) throw redirect(back, { status: 303 });
  const { bytes, mediaType, fileName, plainName } = written;
  return attachment(bytes, {
    mediaType,
    name: `${bank.code}-${fileName}`,
    plainName: `${bank.code}-${plainName}`,
  });
}
