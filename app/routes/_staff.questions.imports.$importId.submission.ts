import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { requireQuestionImport } from "~/components/question-import-gate.server";
import { inTransaction } from "~/db.server";
import { submitImport } from "~/questions/question-import-acceptance.server";

const LONGEST_MS = 5 * 60_000;

/** Reached by address alone: the import's own page is where the button is. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "question:write");
  throw redirect(`/questions/imports/${params.importId}`);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, found } = await requireQuestionImport(request, params.importId);
  const { importId } = found;
  const { submitted, left } = await inTransaction(
    (tx) => submitImport(tx, importId, actor.accountId, now),
    undefined,
    LONGEST_MS,
  );
  const told = new URLSearchParams({
    done: "submitted",
    submitted: String(submitted),
    left: String(left),
  });
  throw redirect(`/questions/imports/${importId}?${told}`, { status: 303 });
}
