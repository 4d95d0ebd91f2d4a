import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { InvigilationAct } from "~/components/invigilation/act";
import { inTransaction } from "~/db.server";
import { collectPapers } from "~/exams/invigilation.server";
import { actAnswer, actFormFrom, actPage } from "~/exams/invigilation-form.server";
import { aimFrom, requireInvigilation } from "~/exams/invigilation-page.server";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(invigilationText, (t) => t.collection.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  return actPage(request, invigilation, await aimFrom(request, invigilation, now));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  const { target } = await aimFrom(request, invigilation, now);
  const typed = actFormFrom(await request.formData());
  const { reason } = typed;
  const { accountId } = invigilation.actor;
  const outcome = await inTransaction((tx) => collectPapers(tx, { target, reason }, accountId, now));
  return actAnswer(outcome, "collection", target, typed);
}

export default function Collection() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(invigilationText);
  return <InvigilationAct words={t.collection} page={page} refused={refused} stop />;
}
