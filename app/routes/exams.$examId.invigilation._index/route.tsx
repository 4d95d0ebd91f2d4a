import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { Icon } from "~/components/icon";
import { BoardAside } from "~/components/invigilation/board-aside";
import { BoardFigures } from "~/components/invigilation/board-figures";
import { BoardTable } from "~/components/invigilation/board-table";
import { Notice } from "~/components/notice";
import { Pager } from "~/components/pager";
import { Tabs } from "~/components/tabs";
import { inTransaction, prisma } from "~/db.server";
import { BOARD_FILTERS, boardFigures, byAttention, isAmong } from "~/exams/board";
import { actsDone, boardOf, questionsOn } from "~/exams/board.server";
import { entryClosesAt } from "~/exams/exam";
import { requireInvigilation } from "~/exams/invigilation-page.server";
import { roomsOf } from "~/exams/rooms.server";
import { finishIfOverdue, overdueAttempts } from "~/exams/submission.server";
import { common } from "~/text/common";
import { clockTime, clockTimeToTheSecond } from "~/text/dates";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

const REFRESH_SECONDS = 8;
const PAGE = 100;
const COLLECTED_AT_ONCE = 20;

/** The page asks for itself again without a script, unless it is held; the answer to an act is told once. */
export const meta: MetaFunction<typeof loader> = (args) => [
  ...(titled(invigilationText, (t) => t.title)(args as never) ?? []),
  ...(args.data?.refreshTo
    ? [{ httpEquiv: "refresh", content: `${REFRESH_SECONDS}; url=${args.data.refreshTo}` }]
    : []),
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, exam, rooms } = await requireInvigilation(request, params, now);
  for (const id of await overdueAttempts(prisma, now, COLLECTED_AT_ONCE))
    await inTransaction((tx) => finishIfOverdue(tx, id, now));
  const { pathname, searchParams: search } = new URL(request.url);
  const all = (await roomsOf(prisma, exam.id)).filter((room) => !rooms || rooms.includes(room.roomId));
  const room = all.find((one) => one.roomId === search.get("room")) ?? null;
  const seen = room ? [room.roomId] : rooms;
  const entryIsClosed = now >= entryClosesAt(exam);
  const stood = byAttention(await boardOf(prisma, { examId: exam.id, rooms: seen }, now), now, entryIsClosed);
  const filter = BOARD_FILTERS.find((one) => one === search.get("show")) ?? "all";
  const shown = stood.filter(({ standing }) => isAmong(standing, filter));
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const page = Math.min(Math.max(1, Number(search.get("page")) || 1), pages);
  const rows = shown.slice((page - 1) * PAGE, page * PAGE);
  const questions = await questionsOn(
    prisma,
    rows.flatMap((row) => row.attemptId ?? []),
  );
  const held = search.get("still") === "1";
  return {
    exam: { id: exam.id, title: exam.title, closesAt: exam.closesAt, entryClosesAt: entryClosesAt(exam) },
    me: actor.displayName,
    now,
    rooms: all.map(({ roomId, name }) => ({ roomId, name })),
    room: room && { roomId: room.roomId, name: room.name },
    filter,
    search: search.toString(),
    counts: BOARD_FILTERS.map((one) => ({
      filter: one,
      count: stood.filter(({ standing }) => isAmong(standing, one)).length,
    })),
    figures: boardFigures(stood),
    total: stood.length,
    rows: rows.map((row) => ({ ...row, questions: questions.get(row.attemptId ?? "") ?? 0 })),
    found: shown.length,
    page,
    pages,
    log: await actsDone(prisma, { examId: exam.id, rooms: seen, limit: 12 }, now),
    done: { kind: search.get("done") ?? "", n: Number(search.get("n")) || 0 },
    refreshTo: held
      ? null
      : `${pathname}${filteredHref(search, { done: null, n: null, page: page === 1 ? null : page })}`,
  };
}

export default function Board() {
  const page = useLoaderData<typeof loader>();
  const t = useText(invigilationText);
  const { product } = useText(common);
  const { exam, room, rooms, filter, search, counts, rows, done } = page;
  const isHeld = page.refreshTo === null;
  const said = t.done[done.kind]?.(done.n);
  const from = (page.page - 1) * PAGE;
  return (
    <>
      <header className="inv-bar">
        <div className="inv-in">
          <a className="brand" href="/desk">
            <b>{product}</b>
          </a>
          <div className="inv-t">
            <h1>{room?.name ?? t.allRooms}</h1>
            <p>
              <a href={`/exams/${exam.id}`}>{exam.title}</a>
            </p>
          </div>
          <p className="inv-clock">
            <span>{t.serverTime}</span>
            <b>{clockTimeToTheSecond(page.now)}</b>
          </p>
          <p className="inv-clock">
            <span>{t.examEnds}</span>
            <b>{clockTime(exam.closesAt)}</b>
          </p>
          <span className="inv-me">
            <Icon name="person" />
            {t.invigilator(page.me)}
          </span>
        </div>
      </header>
      <main className="inv" id="main" tabIndex={-1}>
        {said && <Notice tone="ok" live title={said} />}
        <BoardFigures
          figures={page.figures}
          total={page.total}
          seconds={REFRESH_SECONDS}
          isHeld={isHeld}
          toggleHref={filteredHref(search, {
            still: isHeld ? null : "1",
            done: null,
            n: null,
            page: page.page,
          })}
        />
        {rooms.length > 0 && (
          <Tabs
            label={t.rooms}
            items={[
              { href: filteredHref(search, { room: null, done: null }), text: t.allRooms, current: !room },
              ...rooms.map(({ roomId, name }) => ({
                href: filteredHref(search, { room: roomId, done: null }),
                text: name,
                current: room?.roomId === roomId,
              })),
            ]}
          />
        )}
        <div className="inv-grid">
          <section aria-label={t.candidates}>
            <Tabs
              label={t.standing}
              items={counts.map(({ filter: one, count }) => ({
                href: filteredHref(search, { show: one === "all" ? null : one, done: null }),
                text: t.filters[one],
                count,
                current: one === filter,
              }))}
            />
            {rows.length === 0 ? (
              <Empty title={t.none}>{t.noneHint}</Empty>
            ) : (
              <>
                <BoardTable rows={rows} exam={exam} now={page.now} withRooms={!room && rooms.length > 0} />
                <Pager
                  summary={t.shown(from + 1, from + rows.length, page.found)}
                  page={page.page}
                  pages={page.pages}
                  hrefOf={(n) => filteredHref(search, { page: n, done: null })}
                />
              </>
            )}
          </section>
          <BoardAside
            exam={exam}
            room={room}
            log={page.log}
            open={page.total - page.figures.submitted - page.figures.missed}
          />
        </div>
      </main>
    </>
  );
}
