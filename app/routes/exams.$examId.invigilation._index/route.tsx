import type { LoaderFunctionArgs } from "@remix-run/node";
import { type ClientLoaderFunctionArgs, useLoaderData } from "@remix-run/react";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { Notice } from "~/components/notice";
import { Pager } from "~/components/pager";
import { Tabs } from "~/components/tabs";
import { boardPage } from "~/exams/board-page.server";
import { requireInvigilation } from "~/exams/invigilation-page.server";
import { clockTimeToTheSecond } from "~/text/dates";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { BoardAside } from "./board-aside";
import { BoardBar } from "./board-bar";
import { BoardFigures } from "./board-figures";
import { BoardTable } from "./board-table";
import { REFRESH_SECONDS, useLiveBoard } from "./live-board";

export const handle = { interactive: true };
export const meta = titled(invigilationText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  const { pathname, searchParams: search } = new URL(request.url);
  const page = await boardPage(invigilation, search, now);
  // The answer to an act is told once; held, the page stays as it is.
  const next = filteredHref(search, { done: null, n: null, page: page.page === 1 ? null : page.page });
  return {
    ...page,
    me: invigilation.actor.displayName,
    search: search.toString(),
    done: { kind: search.get("done") ?? "", n: Number(search.get("n")) || 0 },
    refreshTo: search.get("still") === "1" ? null : `${pathname}${next}`,
  };
}

type Shown = Awaited<ReturnType<typeof loader>> & { isOld?: boolean };
let latest: Shown | null = null;

/** In the browser the board asks again and again: where the server does not answer, what was last heard stays in view. */
export async function clientLoader({ serverLoader }: ClientLoaderFunctionArgs): Promise<Shown> {
  try {
    latest = await serverLoader<typeof loader>();
    return latest;
  } catch (error) {
    if (error instanceof Response || !latest) throw error;
    return { ...latest, isOld: true };
  }
}
clientLoader.hydrate = true;

export default function Board() {
  const page = useLoaderData<typeof clientLoader>();
  const t = useText(invigilationText);
  const { exam, room, rooms, filter, search, counts, rows, done, refreshTo } = page;
  const now = useLiveBoard(`/exams/${exam.id}/invigilation`, page.now, refreshTo === null);
  const said = t.done[done.kind]?.(done.n);
  return (
    <>
      {refreshTo !== null && (
        <noscript>
          <meta httpEquiv="refresh" content={`${REFRESH_SECONDS}; url=${refreshTo}`} />
        </noscript>
      )}
      <BoardBar exam={exam} room={room} now={now} me={page.me} />
      <main className="inv" id="main" tabIndex={-1}>
        {page.isOld && (
          <Notice tone="stop" live title={t.lost(clockTimeToTheSecond(page.now))}>
            {t.lostHint}
          </Notice>
        )}
        {said && <Notice tone="ok" live title={said} />}
        <BoardFigures
          figures={page.figures}
          total={page.total}
          isHeld={refreshTo === null}
          toggleHref={filteredHref(search, {
            still: refreshTo === null ? null : "1",
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
                <BoardTable rows={rows} exam={exam} now={now} withRooms={!room && rooms.length > 0} />
                <Pager
                  summary={t.shown(page.first, page.first + rows.length - 1, page.found)}
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
