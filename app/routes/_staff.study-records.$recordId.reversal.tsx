import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireActor } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { ReversalGroundField } from "~/components/reversal-ground-field";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { reverseStudyRecord } from "~/study/ledger.server";
import { recordFrom } from "~/study/record-page.server";
import { REVERSAL_GROUNDS } from "~/study/record-state";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.record.reverse);

const LONGEST_REASON = 500;
const allowed = ["study:record", "study:accept"] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { record, name } = await recordFrom(prisma, params.recordId, actor, allowed, new Date());
  return { recordId: record.id, name, title: record.title };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const now = new Date();
  const { record } = await recordFrom(prisma, params.recordId, actor, allowed, now);
  const form = await request.formData();
  const reason = textIn(form, "reason", LONGEST_REASON);
  const ground = REVERSAL_GROUNDS.find((known) => known === form.get("ground")) ?? "mistake";
  const answer = await inTransaction((tx) =>
    reverseStudyRecord(tx, { recordId: record.id, reason, ground }, actor.accountId, now),
  );
  if (answer.ok) throw redirect(`/study-records/${answer.recordId}?done=reversed`, { status: 303 });
  return data({ refusals: answer.refusals, reason, ground }, { status: 422 });
}

export default function Reversal() {
  const { recordId, name, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyText);
  return (
    <ActPage
      title={t.record.reverse}
      lede={title}
      crumbs={[
        { text: t.title, href: "/study-records" },
        { text: name, href: `/study-records/${recordId}` },
      ]}
      back={`/study-records/${recordId}`}
      refusals={refused?.refusals}
      submit={t.record.reverse}
      stop
    >
      <ReversalGroundField chosen={refused?.ground} />
      <TextAreaField
        label={t.record.reverseReason}
        name="reason"
        hint={t.record.reverseHint}
        required
        defaultValue={refused?.reason}
      />
    </ActPage>
  );
}
