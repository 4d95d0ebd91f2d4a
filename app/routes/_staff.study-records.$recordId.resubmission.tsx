import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireActor } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction, prisma } from "~/db.server";
import { resubmitStudyRecord } from "~/study/checks.server";
import { recordFrom } from "~/study/record-page.server";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.record.resubmit);

const allowed = ["study:record"] as const;

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
    resubmitStudyRecord(tx, { recordId: record.id, reason }, actor.accountId, now),
  );
  if (answer.ok) throw redirect(`/study-records/${record.id}?done=resubmitted`, { status: 303 });
  return data({ refusals: answer.refusals, reason }, { status: 422 });
}

export default function Resubmission() {
  const { recordId, name, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyText);
  return (
    <ActPage
      title={t.record.resubmit}
      lede={title}
      crumbs={[
        { text: t.title, href: "/study-records" },
        { text: name, href: `/study-records/${recordId}` },
      ]}
      back={`/study-records/${recordId}`}
      refusals={refused?.refusals}
      submit={t.record.resubmit}
    >
      <TextAreaField label={t.record.resubmitReason} name="reason" required defaultValue={refused?.reason} />
    </ActPage>
  );
}
