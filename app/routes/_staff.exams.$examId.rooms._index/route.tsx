import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button, LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { Section } from "~/components/section";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { namesFor, requireHolder } from "~/exams/exam-page.server";
import { createRoom, roomsOf } from "~/exams/rooms.server";
import { seatPage, unseated } from "~/exams/seat-list.server";
import { isUuid } from "~/ids";
import { placeFrom } from "~/paging";
import { examPapersText } from "~/text/exam-papers";
import { examsText } from "~/text/exams";
import { invigilationText } from "~/text/invigilation";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { PaperLinks, RoomList } from "./room-list";
import { SeatTable } from "./seat-table";

export const meta = titled(invigilationText, (t) => t.arrange.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, exam } = await requireHolder(request, params, "exam:arrange");
  const search = new URL(request.url).searchParams;
  const room = roomFrom(search.get("room"));
  const filter = { examId: exam.id, ...(room ? { room } : {}) };
  const seats = await seatPage(prisma, filter, placeFrom(search), now);
  const named = namesFor(request, actor, exam);
  return {
    exam: { id: exam.id, title: exam.title },
    rooms: await roomsOf(prisma, exam.id),
    room,
    seats: { ...seats, lines: seats.lines.map(named) },
    without: await unseated(prisma, exam.id),
    search: search.toString(),
    done: search.get("done") ?? "",
    left: Number(search.get("left")) || 0,
  };
}

/** The seats of one room, or of nobody yet. */
const roomFrom = (value: string | null) => (value === "none" || isUuid(value) ? value : null);

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

export type RoomsPage = ReturnType<typeof useLoaderData<typeof loader>>;

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
          {rooms.length === 0 ? (
            <Empty title={t.none}>{t.noneHint}</Empty>
          ) : (
            <RoomList exam={exam} rooms={rooms} />
          )}
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
        {rooms.length > 0 && <Papers page={page} />}
        {rooms.length > 0 && <SeatTable page={page} />}
      </div>
    </>
  );
}

/** To be printed for the whole exam; for one room from its line. */
function Papers({ page: { exam, rooms, without } }: { page: RoomsPage }) {
  const t = useText(examPapersText);
  if (rooms.every(({ seated }) => seated === 0)) return null;
  return (
    <Section title={t.title}>
      <p>{t.lede}</p>
      {without > 0 && <Notice tone="warn" title={t.without(without)} />}
      <p className="acts">
        <b>{t.allRooms}</b>
        <PaperLinks exam={exam} />
      </p>
    </Section>
  );
}
