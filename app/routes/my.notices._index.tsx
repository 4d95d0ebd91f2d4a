import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { Status } from "~/components/status";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { pageOf, type Told } from "~/notices/notice";
import { noticePage } from "~/notices/notice-list.server";
import { placeFrom } from "~/paging";
import { common } from "~/text/common";
import { shortInstant } from "~/text/dates";
import { noticeIn, noticesText } from "~/text/notices";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(noticesText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const { searchParams: search } = new URL(request.url);
  return { ...(await noticePage(prisma, personId, placeFrom(search))), search: search.toString() };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["notices"][number];

export default function Notices() {
  const { notices, search, total, unread, latestId, hasPrevious, hasNext } = useLoaderData<typeof loader>();
  const t = useText(noticesText);
  const words = useText(common);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "what",
      head: t.what,
      heads: true,
      cell: (row) => (
        <>
          {!row.isRead && (
            <Status tone="info" icon="bell">
              {t.unread}
            </Status>
          )}{" "}
          {noticeIn(locale, row as Told)}
        </>
      ),
    },
    { key: "at", head: t.at, className: "num", cell: ({ at }) => shortInstant(at) },
    { key: "acts", head: words.actions, acts: true, cell: (row) => <Acts notice={row} /> },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          unread > 0 &&
          latestId && (
            <ActForm action="/my/notices/readings" fields={{ upTo: latestId }}>
              {t.readAll}
            </ActForm>
          )
        }
      />
      {notices.length === 0 ? (
        <Empty title={t.emptyTitle}>{t.empty}</Empty>
      ) : (
        <>
          <Table label={t.title} columns={columns} rows={notices} keyOf={({ noticeId }) => noticeId} />
          <KeysetPager
            summary={t.count(total, unread)}
            search={search}
            before={hasPrevious && notices[0]!.noticeId}
            after={hasNext && notices.at(-1)!.noticeId}
          />
        </>
      )}
    </>
  );
}

/** Who opens what a notice is about has read it. */
function Acts({ notice }: { notice: Row }) {
  const t = useText(noticesText);
  if (notice.isRead)
    return (
      <LinkButton small href={pageOf(notice as Told)}>
        {t.look}
      </LinkButton>
    );
  const reading = `/my/notices/${notice.noticeId}/reading`;
  return (
    <>
      <ActForm action={reading} small>
        {t.look}
      </ActForm>
      <ActForm action={reading} fields={{ stay: "1" }} kind="text" small>
        {t.read}
      </ActForm>
    </>
  );
}
