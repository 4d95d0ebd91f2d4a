import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { NoticeAct } from "~/components/notice-act";
import { TextAreaField } from "~/components/text-area-field";
import { noticeActFrom, noticeActPage, saidIn } from "~/study/notice-act-page.server";
import { takeNoticeStep } from "~/study/notices.server";
import { supervisionText } from "~/text/supervision";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(supervisionText, (t) => t.sendBack);

const permission = "supervision:issue";

export const loader = (args: LoaderFunctionArgs) => noticeActPage(args, permission);

export const action = (args: ActionFunctionArgs) =>
  noticeActFrom(
    args,
    { permission, done: "sent-back", read: async (request) => saidIn(await request.formData()) },
    (tx, { noticeId, statement }, actorId, now) =>
      takeNoticeStep(tx, { noticeId, statement, step: "sent-back" }, actorId, now),
  );

export default function SendBackReply() {
  const at = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(supervisionText);
  return (
    <NoticeAct at={at} act={t.sendBack} refusals={refused?.refusals}>
      <TextAreaField
        label={t.sendBackReason}
        name="statement"
        rows={3}
        maxLength={500}
        defaultValue={refused?.typed.statement}
      />
    </NoticeAct>
  );
}
