import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { ListQuery } from "~/components/list-query";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { ReliefTable } from "~/components/relief-table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { RELIEF_STATES } from "~/study/relief";
import { reliefPage } from "~/study/relief-list.server";
import { officesAt } from "~/study/relief-page.server";
import { listsText } from "~/text/lists";
import { studyReliefsText } from "~/text/study-reliefs";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyReliefsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study-relief:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "study-relief:read"), today);
  const state = RELIEF_STATES.find((one) => one === search.get("state"));
  const page = await reliefPage(
    prisma,
    { unitIds: units.map(({ unitId }) => unitId), state },
    placeFrom(search),
    today,
  );
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  return {
    ...page,
    rows: page.rows.map((row) => {
      const unit = byId.get(row.unitId);
      return { ...row, unitName: unit?.shortName ?? "", mine: unit ? officesAt(actor, unit.path) : [] };
    }),
    state: state ?? "",
    done: search.get("done") ?? "",
    reader: { accountId: actor.accountId, personId: actor.personId },
    revokes: can(actor, "study-relief:revoke"),
    mayAsk: can(actor, "study-relief:ask"),
  };
}

export default function Reliefs() {
  const { rows, total, hasPrevious, hasNext, state, done, reader, revokes, mayAsk } =
    useLoaderData<typeof loader>();
  const t = useText(studyReliefsText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayAsk && (
            <LinkButton kind="primary" href="/study-reliefs/new">
              {t.ask}
            </LinkButton>
          )
        }
      />
      {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
      <ListQuery
        submit={t.query}
        narrowings={[
          {
            ...{ name: "state", label: t.state, empty: t.anyState, value: state },
            choices: RELIEF_STATES.map((value) => ({ value, text: t.states[value] })),
          },
        ]}
      />
      {rows.length === 0 ? (
        <Empty title={t.empty}>{t.emptyBody}</Empty>
      ) : (
        <>
          <ReliefTable rows={rows} reader={reader} revokes={revokes} />
          <KeysetPager
            summary={total === null ? lists.moreThan(COUNTED) : t.total(total)}
            search={search}
            before={hasPrevious && rows[0]!.reliefId}
            after={hasNext && rows.at(-1)!.reliefId}
          />
        </>
      )}
    </>
  );
}
