import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { requireDraft } from "~/components/own-study-form.server";
import { inTransaction, prisma } from "~/db.server";
import { dropDraft } from "~/study/drafts.server";

/** Reached by address alone it leads back to the draft. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { draftId } = await requireDraft(prisma, params.draftId, await requirePerson(request));
  return redirect(`/my/study/drafts/${draftId}`);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const writer = await requirePerson(request);
  const now = new Date();
  const { draftId } = await requireDraft(prisma, params.draftId, writer);
  await inTransaction((tx) => dropDraft(tx, draftId, writer.accountId, now));
  throw redirect("/my/study?done=dropped", { status: 303 });
}

/** Never drawn: with it, what this address refuses has the page of refusals around it instead of nothing. */
export default function NoPage() {
  return null;
}
