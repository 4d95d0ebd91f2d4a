import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { NoticeAct } from "~/components/notice-act";
import { noticeActFrom, noticeActPage } from "~/study/notice-act-page.server";
import { takeNoticeStep } from "~/study/notices.server";
import { supervisionText } from "~/text/supervision";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(supervisionText, (t) => t.close);

const permission = "supervision:issue";

export const loader = (args: LoaderFunctionArgs) => noticeActPage(args, permission);

export const action = (args: ActionFunctionArgs) =>
  noticeActFrom(
    args,
    { permission, done: "closed", read: async () => ({ statement: "" }) },
    (tx, { noticeId, statement }, actorId, now) =>
      takeNoticeStep(tx, { noticeId, statement, step: "closed" }, actorId, now),
  );

export default function CloseNotice() {
  const at = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(supervisionText);
  return <NoticeAct at={at} act={t.close} refusals={refused?.refusals} />;
}
