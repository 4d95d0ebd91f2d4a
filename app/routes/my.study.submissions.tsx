import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { Empty } from "~/components/empty";
import { OwnDraft } from "~/components/own-draft";
import { draftSession, ownStudyFrom, requireDraft, shownDraft } from "~/components/own-study-form.server";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { fieldOfSession } from "~/components/session-typed.server";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { requirePosted } from "~/posted.server";
import { saveDraft, submitDraft } from "~/study/drafts.server";
import { studyText } from "~/text/study";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.own.notSubmitted);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePerson(request);
  requirePosted(request, "/my/study/new");
  return null;
}

/** Saves what was typed first, whatever comes of it, and hands it in if nothing is missing. */
export async function action({ request }: ActionFunctionArgs) {
  const writer = await requirePerson(request);
  const now = new Date();
  const locale = localeFrom(request);
  const save = await ownStudyFrom(request);
  const saved = await inTransaction((tx) => saveDraft(tx, save, writer, now));
  if (!saved.ok) return data({ refusals: saved.refusals }, { status: 422 });
  const draft = await requireDraft(prisma, saved.draftId, writer);
  const read = draftSession(draft, locale);
  const shown = () => shownDraft(prisma, draft, writer, locale, now);
  if (!read.ok || draft.refused.length > 0)
    return data({ draft: await shown(), problems: read.ok ? [] : read.problems }, { status: 422 });
  const { session } = read;
  const answer = await inTransaction((tx) =>
    submitDraft(tx, { draftId: draft.draftId, session }, writer, now),
  );
  if (answer.ok) throw redirect(`/my/study/${answer.recordId}?done=submitted`, { status: 303 });
  const problems = problemsFrom(locale, answer.refusals, fieldOfSession);
  return data({ draft: await shown(), problems }, { status: 422 });
}

export default function Submission() {
  const answer = useActionData<typeof action>();
  const t = useText(studyText).own;
  const locale = useLocale();
  if (!answer) return <Empty title={t.notSubmitted} />;
  if ("refusals" in answer)
    return <Refusal verdict={t.notSubmitted} reasons={reasonsFrom(locale, answer.refusals)} />;
  return <OwnDraft draft={answer.draft} problems={answer.problems} />;
}
