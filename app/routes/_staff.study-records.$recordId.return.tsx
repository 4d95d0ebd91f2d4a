import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireActor } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction, prisma } from "~/db.server";
import { returnStudyRecord } from "~/study/checks.server";
import { recordFrom } from "~/study/record-page.server";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.record.return);

const allowed = ["study:accept", "study:confirm"] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { record, name } = await recordFrom(prisma, params.recordId, actor, allowed, new Date());
  return { recordId: record.id, name, title: record.title };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const now = new Date();
  const { record } = await recordFrom(prisma, params.recordId, actor, allowed, now);
  const reason = String((await request.formData()).get("reason") ?? "").trim();
  const answer = await inTransaction((tx) =>
    returnStudyRecord(tx, { recordId: record.id, reason }, actor.accountId, now),
  );
  if (answer.ok) throw redirect(`/study-records/${record.id}?done=returned`, { status: 303 });
  return data({ refusals: answer.refusals, reason }, { status: 422 });
}

export default function ReturnRecord() {
  const { recordId, name, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyText);
  return (
    <ActPage
      title={t.record.return}
      lede={title}
      crumbs={[
        { text: t.title, href: "/study-records" },
        { text: name, href: `/study-records/${recordId}` },
      ]}
      back={`/study-records/${recordId}`}
      refusals={refused?.refusals}
      submit={t.record.return}
    >
      <TextAreaField
        label={t.record.returnReason}
        name="reason"
        hint={t.record.returnHint}
        required
        defaultValue={refused?.reason}
      />
    </ActPage>
  );
}
