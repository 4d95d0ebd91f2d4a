import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { OwnStudyForm } from "~/components/own-study-form";
import { ownStudyFrom } from "~/components/own-study-form.server";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { saveDraft } from "~/study/drafts.server";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.own.newTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePerson(request);
  return { today: chinaDateOf(new Date()) };
}

export async function action({ request }: ActionFunctionArgs) {
  const writer = await requirePerson(request);
  const now = new Date();
  const save = { ...(await ownStudyFrom(request)), draftId: null };
  const answer = await inTransaction((tx) => saveDraft(tx, save, writer, now));
  if (answer.ok) throw redirect(`/my/study/drafts/${answer.draftId}?done=saved`, { status: 303 });
  return data({ typed: save.typed, refusals: answer.refusals }, { status: 422 });
}

export default function NewStudy() {
  const { today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyText);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={t.own.newTitle}
        lede={t.own.lede}
        crumbs={[{ text: t.mine.title, href: "/my/study" }, { text: t.own.newTitle }]}
      />
      {refused && (
        <Refusal level={2} verdict={t.own.notSaved} reasons={reasonsFrom(locale, refused.refusals)} />
      )}
      <OwnStudyForm today={today} answer={refused && { typed: refused.typed, problems: [] }} />
    </>
  );
}
