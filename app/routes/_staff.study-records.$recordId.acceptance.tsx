import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { inTransaction, prisma } from "~/db.server";
import { acceptStudyRecord } from "~/study/checks.server";
import { recordFrom } from "~/study/record-page.server";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.steps.accepted);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study:accept");
  const { record, name } = await recordFrom(prisma, params.recordId, actor, ["study:accept"], new Date());
  return { recordId: record.id, name, title: record.title };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "study:accept");
  const now = new Date();
  const { record } = await recordFrom(prisma, params.recordId, actor, ["study:accept"], now);
  const verdict = await inTransaction((tx) =>
    acceptStudyRecord(tx, { recordId: record.id }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/study-records/${record.id}?done=accepted`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function AcceptRecord() {
  const { recordId, name, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyText);
  return (
    <ActPage
      title={t.steps.accepted}
      lede={title}
      crumbs={[
        { text: t.title, href: "/study-records" },
        { text: name, href: `/study-records/${recordId}` },
      ]}
      back={`/study-records/${recordId}`}
      refusals={refused?.refusals}
      submit={t.steps.accepted}
    >
      <p className="hint">{t.record.acceptHint}</p>
    </ActPage>
  );
}
