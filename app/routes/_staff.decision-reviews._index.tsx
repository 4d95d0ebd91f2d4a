import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { reviewPage } from "~/certification/decision-review-list.server";
import { type ShownReview, useDecisionReviewColumns } from "~/components/decision-review-columns";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RegisterList } from "~/components/register-list";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { placeFrom } from "~/paging";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.reviews.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "decision-review:read");
  const search = new URL(request.url).searchParams;
  const paths = pathsFor(actor, "decision-review:read");
  const units = await unitsUnder(prisma, paths, chinaDateOf(new Date()));
  const closed = search.get("closed") === "1";
  const unitIds = units.map(({ unitId }) => unitId);
  return {
    ...(await reviewPage(prisma, { unitIds, closed, reader: actor }, placeFrom(search))),
    closed,
    mayClose: can(actor, "decision-review:close"),
    done: search.get("done") === "closed",
  };
}

export default function DecisionReviews() {
  const { closed, mayClose, done, ...page } = useLoaderData<typeof loader>();
  const t = useText(certificationText).reviews;
  const columns = useDecisionReviewColumns(mayClose);
  return (
    <>
      <PageHead title={t.title} lede={t.lede} />
      {done && <Notice tone="ok" live title={t.done} />}
      <Tabs
        label={t.tabs.label}
        items={[
          { href: "/decision-reviews", text: t.tabs.open, current: !closed },
          { href: "/decision-reviews?closed=1", text: t.tabs.closed, current: closed },
        ]}
      />
      <RegisterList<ShownReview>
        label={t.table}
        page={page}
        columns={columns}
        total={t.total}
        empty={{ title: closed ? t.emptyClosed : t.emptyTitle, body: t.empty }}
      />
    </>
  );
}
