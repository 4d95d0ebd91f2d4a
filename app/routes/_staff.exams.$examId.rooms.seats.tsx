import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { namesFor, requireHolder } from "~/exams/exam-page.server";
import { roomsOf, seatCandidate } from "~/exams/rooms.server";
import { seatOf } from "~/exams/seat-list.server";
import { isUuid } from "~/ids";
import { examsText } from "~/text/exams";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(invigilationText, (t) => t.arrange.seat);

function lineFrom(request: Request, examId: string) {
  const registrationId = new URL(request.url).searchParams.get("candidate");
  return seatOf(prisma, { examId, registrationId }, new Date());
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:arrange");
  const found = await lineFrom(request, exam.id);
  // The list of seats is where one is chosen.
  if (!found) throw redirect(`/exams/${exam.id}/rooms`);
  const line = namesFor(request, actor, exam)(found);
  return { exam: { id: exam.id, title: exam.title }, line, rooms: await roomsOf(prisma, exam.id) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:arrange");
  const now = new Date();
  const line = await lineFrom(request, exam.id);
  if (!line) throw new Response(null, { status: 404 });
  const { registrationId } = line;
  const form = await request.formData();
  const typed = {
    roomId: String(form.get("roomId") ?? ""),
    number: String(form.get("number") ?? "")
      .trim()
      .normalize("NFKC")
      .slice(0, 10),
  };
  const { roomId } = typed;
  if (!isUuid(roomId)) return data({ typed, refusals: [refusal("exam-room.unknown")] }, { status: 422 });
  const number = /^\d{1,4}$/.test(typed.number) ? Number(typed.number) : 0;
  const wanted = { examId: exam.id, registrationId, roomId, number };
  const answer = await inTransaction((tx) => seatCandidate(tx, wanted, actor.accountId, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}/rooms?done=seated`, { status: 303 });
  return data({ typed, refusals: answer.refusals }, { status: 422 });
}

export default function Seats() {
  const { exam, line, rooms } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { arrange: t, whom } = useText(invigilationText);
  const { title } = useText(examsText);
  const back = `/exams/${exam.id}/rooms`;
  return (
    <ActPage
      title={t.seat}
      lede={line.unit ? whom.candidate(line.name, line.unit) : line.name}
      crumbs={[
        { text: title, href: "/exams" },
        { text: exam.title, href: `/exams/${exam.id}` },
        { text: t.title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.seat}
    >
      <SelectField
        name="roomId"
        label={t.room}
        choices={rooms.map(({ roomId, name }) => ({ value: roomId, text: name }))}
        defaultValue={refused?.typed.roomId ?? line.roomId ?? undefined}
      />
      <TextField
        name="number"
        label={t.number}
        inputMode="numeric"
        figures
        defaultValue={refused?.typed.number ?? line.number ?? undefined}
      />
    </ActPage>
  );
}
