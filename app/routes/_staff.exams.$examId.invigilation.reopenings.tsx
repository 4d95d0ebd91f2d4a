import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { InvigilationAct } from "~/components/invigilation/act";
import { inTransaction } from "~/db.server";
import { actAnswer, actFormFrom, actPage } from "~/exams/invigilation-form.server";
import { aimFrom, requireInvigilation } from "~/exams/invigilation-page.server";
import { reopen } from "~/exams/reopening.server";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(invigilationText, (t) => t.reopening.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  return actPage(request, invigilation, await aimFrom(request, invigilation, now));
}

/** One paper at a time: the address names its candidate. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  const { target } = await aimFrom(request, invigilation, now);
  const typed = actFormFrom(await request.formData());
  const { count: minutes, reason, pastClose } = typed;
  const { accountId } = invigilation.actor;
  const outcome = await inTransaction((tx) =>
    reopen(tx, { target, minutes, reason, pastClose }, accountId, now),
  );
  return actAnswer(outcome, "reopening", target, typed);
}

export default function Reopening() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(invigilationText);
  return <InvigilationAct words={t.reopening} page={page} refused={refused} withMinutes />;
}
