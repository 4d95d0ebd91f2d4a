import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { OwnDraft } from "~/components/own-draft";
import { ownStudyFrom, requireDraft, shownDraft } from "~/components/own-study-form.server";
import { inTransaction, prisma } from "~/db.server";
import { saveDraft } from "~/study/drafts.server";
import { studyText } from "~/text/study";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.own.draftTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const writer = await requirePerson(request);
  const draft = await requireDraft(prisma, params.draftId, writer);
  return {
    draft: await shownDraft(prisma, draft, writer, localeFrom(request), new Date()),
    saved: new URL(request.url).searchParams.get("done") === "saved",
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const writer = await requirePerson(request);
  const now = new Date();
  const { draftId } = await requireDraft(prisma, params.draftId, writer);
  const save = { ...(await ownStudyFrom(request)), draftId };
  const answer = await inTransaction((tx) => saveDraft(tx, save, writer, now));
  if (answer.ok) throw redirect(`/my/study/drafts/${draftId}?done=saved`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function Draft() {
  const { draft, saved } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyText).own;
  const notKept = [...draft.notKept, ...(refused?.refusals ?? [])];
  return <OwnDraft draft={{ ...draft, notKept }} notice={saved ? t.saved : undefined} />;
}
