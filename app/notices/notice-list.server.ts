/** A person's notices as they read them, and how many they have not. */
import { prisma, rowsOf, type Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { Prisma } from "../../prisma/generated/client";
import { MOST_UNREAD, type Told } from "./notice";
import { ofPersonSql } from "./notices.server";

export type NoticeRead = Told & { noticeId: string; at: Date; isRead: boolean };
export type NoticePage = PageTurned & {
  notices: NoticeRead[];
  unread: number;
  /** The latest there is: who reads everything has seen this far. */
  latestId: string | null;
};

/** How many the person has not read, up to MOST_UNREAD + 1. One statement on an index of the unread alone. */
export async function unreadOf(personId: string): Promise<number> {
  const [row] = await rowsOf<{ unread: number }>(
    prisma,
    Prisma.sql`/* prepared as unread-notices */
      SELECT count(*)::int AS unread FROM (
        SELECT 1 FROM notice WHERE ${ofPersonSql(personId)} AND read_at IS NULL LIMIT ${MOST_UNREAD + 1}) counted`,
  );
  return row!.unread;
}

/** Unread ones first, the latest of each first. A place that is no notice of theirs is the beginning. */
export async function noticePage(tx: Tx, personId: string, asked: PageAsked): Promise<NoticePage> {
  const own = ofPersonSql(personId);
  const placeId = asked.before ?? asked.after;
  const [place] = placeId
    ? await tx.$queryRaw<{ isUnread: boolean }[]>`
        SELECT read_at IS NULL AS "isUnread" FROM notice WHERE id = ${placeId}::uuid AND ${own}`
    : [];
  const from = place ? asked : {};
  const backwards = from.before !== undefined;
  const onwards = place
    ? Prisma.sql`AND (read_at IS NULL, id) ${Prisma.raw(backwards ? ">" : "<")} (${place.isUnread}, ${placeId}::uuid)`
    : Prisma.empty;
  const order = Prisma.raw(backwards ? "ASC" : "DESC");
  const rows = await tx.$queryRaw<NoticeRead[]>`
    SELECT id::text AS "noticeId", code, facts, at, read_at IS NOT NULL AS "isRead" FROM notice
    WHERE ${own} ${onwards} ORDER BY (read_at IS NULL) ${order}, id ${order} LIMIT ${PAGE_SIZE + 1}`;
  const [sums] = await tx.$queryRaw<{ all: number; unread: number; latestId: string | null }[]>`
    SELECT count(*)::int AS all, (count(*) FILTER (WHERE unread))::int AS unread, max(id::text) AS "latestId"
    FROM (SELECT id, read_at IS NULL AS unread FROM notice WHERE ${own} ORDER BY id DESC LIMIT ${COUNTED + 1}) counted`;
  const { all, unread, latestId } = sums!;
  const { found, page } = turned(rows, from, all);
  return { notices: found, unread, latestId, ...page };
}

/** One of the person's own; null: there is none. */
export async function findNotice(
  tx: Tx,
  { personId, noticeId }: { personId: string; noticeId: string },
): Promise<Told | null> {
  const [row] = await tx.$queryRaw<Told[]>`
    SELECT code, facts FROM notice WHERE id = ${noticeId}::uuid AND ${ofPersonSql(personId)}`;
  return row ?? null;
}
