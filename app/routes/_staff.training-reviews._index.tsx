import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { trainingReviewPage } from "~/certification/training-review-list.server";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RegisterList } from "~/components/register-list";
import { type Column, Sub } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { placeFrom } from "~/paging";
import { shortInstant } from "~/text/dates";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(trainingText, (t) => t.reviews.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:read");
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "training:read"), chinaDateOf(new Date()));
  const closed = search.get("closed") === "1";
  const asked = { unitIds: units.map(({ unitId }) => unitId), closed, reader: actor };
  return {
    ...(await trainingReviewPage(prisma, asked, placeFrom(search))),
    closed,
    mayClose: can(actor, "training:annul"),
    done: search.get("done") ?? "",
  };
}

export default function TrainingReviews() {
  const { closed, done, ...page } = useLoaderData<typeof loader>();
  const all = useText(trainingText);
  const t = all.reviews;
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: all.title, href: "/training-certificates" }, { text: t.title }]}
      />
      {all.done[done] && <Notice tone="ok" live title={all.done[done]} />}
      <Tabs
        label={t.table}
        items={[
          { href: "/training-reviews", text: t.open, current: !closed },
          { href: "/training-reviews?closed=1", text: t.closed, current: closed },
        ]}
      />
      <RegisterList
        label={t.table}
        page={page}
        columns={columns}
        total={t.total}
        empty={{ title: t.emptyTitle, body: t.empty }}
      />
    </>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function useColumns(): Column<Row>[] {
  const { mayClose } = useLoaderData<typeof loader>();
  const all = useText(trainingText);
  const t = all.reviews;
  const locale = useLocale();
  return [
    {
      key: "holder",
      head: all.columns.holder,
      heads: true,
      cell: ({ certificateId, holderName, unitName, number }) => (
        <>
          <a href={`/training-certificates/${certificateId}`}>{holderName}</a>
          <Sub>{unitName}</Sub>
          <Sub>
            <span className="num">{number}</span>
          </Sub>
        </>
      ),
    },
    {
      key: "why",
      head: t.why,
      cell: ({ reason, note }) => (
        <>
          {refusalIn(locale, reason).sentence}
          {note && <Sub>{note}</Sub>}
        </>
      ),
    },
    { key: "found", head: t.foundAt, className: "num", cell: ({ foundAt }) => shortInstant(foundAt) },
    {
      key: "acts",
      head: all.columns.acts,
      acts: true,
      cell: ({ id, own, isClosed }) =>
        mayClose &&
        !own &&
        !isClosed && (
          <LinkButton href={`/training-reviews/${id}`} small>
            {t.close}
          </LinkButton>
        ),
    },
  ];
}
