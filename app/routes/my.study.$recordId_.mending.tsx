import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { ActRefused } from "~/components/act-refused";
import { typedOf } from "~/components/session-typed.server";
import { inTransaction, prisma } from "~/db.server";
import { requirePosted } from "~/posted.server";
import { mendRecord } from "~/study/drafts.server";
import { requireOwnRecord } from "~/study/record-page.server";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.own.mendTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const { id, title } = await requireOwnRecord(prisma, params.recordId, personId);
  requirePosted(request, `/my/study/${id}`);
  return { recordId: id, title };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const writer = await requirePerson(request);
  const now = new Date();
  const record = await requireOwnRecord(prisma, params.recordId, writer.personId);
  const mending = { recordId: record.id, typed: typedOf(record) };
  const answer = await inTransaction((tx) => mendRecord(tx, mending, writer, now));
  if (answer.ok) throw redirect(`/my/study/drafts/${answer.draftId}`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function Mending() {
  const { recordId, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyText);
  return (
    <ActRefused
      title={t.own.mendTitle}
      crumbs={[{ text: t.mine.title, href: "/my/study" }]}
      verdict={t.own.notSubmitted}
      refusals={refused?.refusals}
      back={{ href: `/my/study/${recordId}`, text: title }}
    />
  );
}
