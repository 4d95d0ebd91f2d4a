import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { Notice } from "~/components/notice";
import { SelectField } from "~/components/select-field";
import { inTransaction, prisma } from "~/db.server";
import { requireHolder } from "~/exams/exam-page.server";
import { assignInvigilator, invigilatorAccounts } from "~/exams/room-invigilators.server";
import { roomsOf } from "~/exams/rooms.server";
import { isUuid } from "~/ids";
import { examsText } from "~/text/exams";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(invigilationText, (t) => t.arrange.invigilators);

async function roomFrom(request: Request, examId: string) {
  const roomId = new URL(request.url).searchParams.get("room");
  const room = (await roomsOf(prisma, examId)).find((one) => one.roomId === roomId);
  return room ?? null;
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireHolder(request, params, "exam:arrange");
  const room = await roomFrom(request, exam.id);
  // The list of rooms is where one is chosen.
  if (!room) throw redirect(`/exams/${exam.id}/rooms`);
  const accounts = await invigilatorAccounts(prisma);
  return { exam: { id: exam.id, title: exam.title }, name: room.name, accounts };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:arrange");
  const now = new Date();
  const room = await roomFrom(request, exam.id);
  if (!room) throw new Response(null, { status: 404 });
  const { roomId } = room;
  const accountId = String((await request.formData()).get("accountId") ?? "");
  if (!isUuid(accountId)) return data({ refusals: [refusal("exam-room.no-invigilator")] }, { status: 422 });
  const wanted = { examId: exam.id, roomId, accountId };
  const answer = await inTransaction((tx) => assignInvigilator(tx, wanted, actor.accountId, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}/rooms?done=assigned`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function Invigilators() {
  const { exam, name, accounts } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { arrange: t } = useText(invigilationText);
  const { title } = useText(examsText);
  const rooms = `/exams/${exam.id}/rooms`;
  return (
    <ActPage
      title={t.invigilators}
      lede={name}
      crumbs={[
        { text: title, href: "/exams" },
        { text: exam.title, href: `/exams/${exam.id}` },
        { text: t.title, href: rooms },
      ]}
      back={rooms}
      refusals={refused?.refusals}
      submit={t.assign}
    >
      {accounts.length === 0 && <Notice tone="warn" title={t.noAccounts} />}
      <SelectField
        name="accountId"
        label={t.account}
        choices={accounts.map((account) => ({ value: account.accountId, text: account.name }))}
        empty={t.chooseAccount}
      />
    </ActPage>
  );
}
