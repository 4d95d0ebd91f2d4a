import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  MaxPartSizeExceededError,
  unstable_createMemoryUploadHandler as memory,
  unstable_parseMultipartFormData as parseForm,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { NoticeAct } from "~/components/notice-act";
import { ReplyFields } from "~/components/notice-acts";
import { MOST_FILE_BYTES, MOST_FILES, tooLarge, tooMany } from "~/study/evidence-file";
import { noticeActFrom, noticeActPage, saidIn } from "~/study/notice-act-page.server";
import { replyToNotice } from "~/study/notices.server";
import { supervisionText } from "~/text/supervision";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import type { Refusal } from "~/verdict";

export const meta = titled(supervisionText, (t) => t.reply);

const permission = "supervision:reply";

export const loader = (args: LoaderFunctionArgs) => noticeActPage(args, permission);

export const action = async (args: ActionFunctionArgs) => {
  let uploads: { name: string; bytes: Buffer }[] = [];
  const unread: Refusal[] = [];
  const read = async (request: Request) => {
    const form = await formOf(request, unread);
    const files = form.getAll("file").filter((file): file is File => file instanceof File && file.size > 0);
    if (files.length > MOST_FILES) unread.push(tooMany());
    uploads = await Promise.all(
      files
        .slice(0, MOST_FILES)
        .map(async (file) => ({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })),
    );
    return saidIn(form);
  };
  return noticeActFrom(args, { permission, done: "replied", read }, async (tx, reply, actorId, now) =>
    unread.length > 0
      ? { ok: false, refusals: unread }
      : replyToNotice(tx, { ...reply, uploads }, actorId, now),
  );
};

/** What was typed beside a file that is too large stands before it in the form, and is lost with it: twice as much is read. */
async function formOf(request: Request, unread: Refusal[]): Promise<FormData> {
  try {
    return await parseForm(request, memory({ maxPartSize: 2 * MOST_FILE_BYTES }));
  } catch (error) {
    if (error instanceof MaxPartSizeExceededError) unread.push(tooLarge());
    // What is no such form holds nothing.
    return new FormData();
  }
}

export default function ReplyToNotice() {
  const at = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(supervisionText);
  return (
    <NoticeAct at={at} act={t.send} refusals={refused?.refusals} multipart>
      <ReplyFields typed={refused?.typed} />
    </NoticeAct>
  );
}
