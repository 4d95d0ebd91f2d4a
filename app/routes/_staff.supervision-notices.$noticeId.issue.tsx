import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { issueNotice } from "~/casework/supervision-letters.server";
import { NoticeAct } from "~/components/notice-act";
import { noticeActFrom, noticeActPage } from "~/study/notice-act-page.server";
import { supervisionText } from "~/text/supervision";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(supervisionText, (t) => t.issue);

const permission = "supervision:issue";

export const loader = (args: LoaderFunctionArgs) => noticeActPage(args, permission);

export const action = (args: ActionFunctionArgs) =>
  noticeActFrom(
    args,
    { permission, done: "issued", read: async () => ({}) },
    (tx, { noticeId }, actorId, now) => issueNotice(tx, noticeId, actorId, now),
  );

export default function IssueNotice() {
  const at = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(supervisionText);
  return <NoticeAct at={at} act={t.issue} lede={t.issueHint} refusals={refused?.refusals} />;
}
