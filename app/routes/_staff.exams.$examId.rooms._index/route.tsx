import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActForm } from "~/components/act-form";
import { Button, LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { requireHolder } from "~/exams/exam-page.server";
import { createRoom, roomsOf, type SeatLine, seatLines } from "~/exams/rooms.server";
import { examsText } from "~/text/exams";
import { invigilationText } from "~/text/invigilation";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(invigilationText, (t) => t.arrange.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireHolder(request, params, "exam:arrange");
  const search = new URL(request.url).searchParams;
  return {
    exam: { id: exam.id, title: exam.title },
    rooms: await roomsOf(prisma, exam.id),
    lines: await seatLines(prisma, exam.id, new Date()),
    done: search.get("done") ?? "",
    left: Number(search.get("left")) || 0,
  };
}

/** A new room. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:arrange");
  const now = new Date();
  const form = await request.formData();
  const text = (name: string) =>
    String(form.get(name) ?? "")
      .trim()
      .slice(0, 60);
  const typed = { name: text("name"), capacity: text("capacity").normalize("NFKC") };
  const capacity = /^\d{1,4}$/.test(typed.capacity) ? Number(typed.capacity) : null;
  const room = { examId: exam.id, name: typed.name, capacity };
  const answer = await inTransaction((tx) => createRoom(tx, room, actor.accountId, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}/rooms?done=room`, { status: 303 });
  return data({ typed, refusals: answer.refusals }, { status: 422 });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Rooms() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { exam, rooms, done, left } = page;
  const { arrange: t, open } = useText(invigilationText);
  const { title } = useText(examsText);
  const locale = useLocale();
  const crumbs = [
    { text: title, href: "/exams" },
    { text: exam.title, href: `/exams/${exam.id}` },
    { text: t.title },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={crumbs}
        acts={<LinkButton href={`/exams/${exam.id}/invigilation`}>{open}</LinkButton>}
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        {left > 0 && <Notice tone="warn" title={t.left(left)} />}
        {refused && <Refusal level={2} verdict={t.add} reasons={reasonsFrom(locale, refused.refusals)} />}
        <Section title={t.room} meta={String(rooms.length)}>
          {rooms.length === 0 ? <Empty title={t.none}>{t.noneHint}</Empty> : <RoomList page={page} />}
        </Section>
        <form method="post" className="form max-w-[46rem]">
          <TextField label={t.name} name="name" hint={t.nameHint} defaultValue={refused?.typed.name} />
          <TextField
            label={t.capacity}
            name="capacity"
            inputMode="numeric"
            figures
            defaultValue={refused?.typed.capacity}
          />
          <div className="acts">
            <Button kind="primary">{t.add}</Button>
          </div>
        </form>
        {rooms.length > 0 && <Seats page={page} />}
      </div>
    </>
  );
}

function RoomList({ page: { exam, rooms } }: { page: Page }) {
  const { arrange: t, acts } = useText(invigilationText);
  const base = `/exams/${exam.id}/rooms`;
  const columns: Column<Page["rooms"][number]>[] = [
    { key: "room", head: t.room, heads: true, cell: ({ name }) => name },
    {
      key: "seated",
      head: t.seated,
      align: "right",
      className: "num",
      cell: ({ seated, capacity }) => t.seatedOf(seated, capacity),
    },
    {
      key: "invigilators",
      head: t.invigilators,
      cell: ({ invigilators }) =>
        invigilators.map(({ assignmentId, name }) => (
          <div key={assignmentId}>
            {name}{" "}
            <ActForm action={`${base}/invigilator-withdrawals`} fields={{ assignmentId }} kind="text" small>
              {t.withdraw(name)}
            </ActForm>
          </div>
        )),
    },
    {
      key: "acts",
      head: acts,
      acts: true,
      cell: ({ roomId, seated }) => (
        <>
          <LinkButton href={`${base}/invigilators?room=${roomId}`} small>
            {t.assign}
          </LinkButton>
          {seated === 0 && (
            <ActForm action={`${base}/withdrawals`} fields={{ roomId }} kind="text" small>
              {t.remove}
            </ActForm>
          )}
        </>
      ),
    },
  ];
  return <Table label={t.room} columns={columns} rows={rooms} keyOf={({ roomId }) => roomId} />;
}

function Seats({ page: { exam, rooms, lines } }: { page: Page }) {
  const { arrange: t, acts, name } = useText(invigilationText);
  const base = `/exams/${exam.id}/rooms`;
  const without = lines.filter(({ roomId }) => roomId === null).length;
  const nameOf = new Map(rooms.map((room) => [room.roomId, room.name]));
  const columns: Column<SeatLine>[] = [
    {
      key: "seat",
      head: t.number,
      align: "right",
      className: "num",
      cell: ({ number }) => number ?? t.noSeat,
    },
    { key: "room", head: t.room, cell: ({ roomId }) => (roomId ? nameOf.get(roomId) : null) },
    {
      key: "name",
      head: name,
      heads: true,
      cell: (line) => (
        <>
          {line.name}
          <Sub>{line.unit}</Sub>
        </>
      ),
    },
    {
      key: "acts",
      head: acts,
      acts: true,
      cell: ({ registrationId }) => <a href={`${base}/seats?candidate=${registrationId}`}>{t.seat}</a>,
    },
  ];
  return (
    <Section title={t.seats} meta={without === 0 ? t.allSeated : t.spreadHint(without)}>
      {without > 0 && (
        <p className="acts">
          <ActForm action={`${base}/seating`} kind="primary">
            {t.spread}
          </ActForm>
        </p>
      )}
      <Table
        label={t.seats}
        columns={columns}
        rows={lines}
        keyOf={({ registrationId }) => registrationId}
        compact
      />
    </Section>
  );
}
