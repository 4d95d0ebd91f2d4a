import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Chips } from "~/components/chips";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { useMakeUpColumns } from "~/components/make-up-columns";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { MAKE_UP_STATES } from "~/study/make-up";
import { makeUpPage } from "~/study/make-up-list.server";
import { listsText } from "~/text/lists";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.makeUp.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study-session:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "study-session:read"), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const shown = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const state = MAKE_UP_STATES.find((known) => known === search.get("state"));
  const filter = { unitIds: shown.map(({ unitId }) => unitId), ...(state ? { state } : {}) };
  const page = await makeUpPage(prisma, filter, placeFrom(search), today);
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  const where = (permission: "study-session:record" | "study-session:waive") =>
    units.filter(({ path }) => can(actor, permission, { path })).map(({ unitId }) => unitId);
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, unitName: names.get(row.unitId) ?? "" })),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    chosen: { unit: unit?.unitId ?? "", unitName: unit?.shortName ?? "", state: state ?? null },
    records: where("study-session:record"),
    waives: where("study-session:waive"),
    done: search.get("done") ?? "",
  };
}

export default function MakeUps() {
  const { rows, total, hasPrevious, hasNext, records, waives, done } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText);
  const lists = useText(listsText);
  const columns = useMakeUpColumns((unitId) => ({
    record: records.includes(unitId),
    waive: waives.includes(unitId),
  }));
  const count = total === null ? lists.moreThan(COUNTED) : t.makeUp.total(total);
  return (
    <>
      <PageHead
        title={t.makeUp.title}
        lede={t.makeUp.lede}
        crumbs={[{ text: t.title, href: "/study-sessions" }, { text: t.makeUp.title }]}
      />
      {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
      <Filters />
      <ListBar>
        <b>{count}</b>
      </ListBar>
      <KeysetList
        label={t.makeUp.label}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.makeUpId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{ title: t.makeUp.empty, body: t.makeUp.emptyBody }}
      />
    </>
  );
}

function Filters() {
  const { units, chosen } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText);
  const [search] = useSearchParams();
  const chips = chipsOf(
    search,
    [
      { filter: "unit", name: t.list.unit, value: chosen.unitName },
      {
        ...{ filter: "state", name: t.makeUp.state },
        value: chosen.state ? t.makeUp.states[chosen.state] : "",
      },
    ],
    ["done"],
  );
  return (
    <>
      <ListQuery
        submit={t.list.query}
        narrowings={[
          { name: "unit", label: t.list.unit, empty: t.list.allUnits, choices: units, value: chosen.unit },
          {
            ...{ name: "state", label: t.makeUp.state, empty: t.makeUp.anyState, value: chosen.state },
            choices: MAKE_UP_STATES.map((value) => ({ value, text: t.makeUp.states[value] })),
          },
        ]}
      />
      <Chips items={chips} clearAllHref="/study-make-ups" />
    </>
  );
}
