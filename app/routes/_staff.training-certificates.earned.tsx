import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { wantedText } from "~/certification/training";
import { earnedPage } from "~/certification/training-earned.server";
import { earnedFilterFrom } from "~/certification/training-page.server";
import { ActForm } from "~/components/act-form";
import { Button } from "~/components/button";
import { ListQuery } from "~/components/list-query";
import { PageHead } from "~/components/page-head";
import { RegisterList } from "~/components/register-list";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { placeFrom } from "~/paging";
import { packFor } from "~/rulebook/packs.server";
import { TRAINING_WORDS } from "~/rulebook/words";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(trainingText, (t) => t.earned.title);

/** A suggestion, never more: nothing is issued until somebody here chooses. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:issue");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const { units, unit, filter } = await earnedFilterFrom(prisma, actor, search, today);
  const { pack } = await packFor(prisma, unit?.unitId ?? units[0]!.unitId, today);
  const { issuer, twoSign } = pack.training[filter.kind];
  const { kind, year, examId = "" } = filter;
  return {
    ...(await earnedPage(prisma, filter, placeFrom(search), today)),
    names: Object.fromEntries(units.map(({ unitId, name }) => [unitId, name])),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    typed: { kind, year: String(year), unit: unit?.unitId ?? "", exam: examId },
    thisYear: Number(today.slice(0, 4)),
    issuer: issuer.value,
    twoSign: twoSign.value,
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function Earned() {
  const { typed, issuer, twoSign, ...page } = useLoaderData<typeof loader>();
  const { rows, total } = page;
  const all = useText(trainingText);
  const t = all.earned;
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.title}
        lede={`${t.lede}${t.issuer(all.issuers[issuer])}${twoSign ? t.twoSign : ""}`}
        crumbs={[{ text: all.title, href: TRAININGS_HREF }, { text: t.title }]}
      />
      <Filters />
      <form method="post" action="/training-runs?index" className="stack">
        <RegisterList
          label={t.people}
          page={page}
          columns={columns}
          total={t.total}
          empty={{ title: t.emptyTitle, body: t.empty }}
        />
        {rows.length > 0 && (
          <div className="acts">
            <Button kind="primary">{t.submit}</Button>
          </div>
        )}
      </form>
      {rows.length > 1 && total !== null && (
        <div className="stack mt-4">
          <p className="hint">{t.wholeHint}</p>
          <div className="acts">
            <ActForm action="/training-runs?index" fields={{ ...typed, whole: "1" }}>
              {t.whole(total)}
            </ActForm>
          </div>
        </div>
      )}
    </>
  );
}

const TRAININGS_HREF = "/training-certificates";
const YEARS_BACK = 8;

function Filters() {
  const { units, typed, thisYear } = useLoaderData<typeof loader>();
  const all = useText(trainingText);
  const years = Array.from({ length: YEARS_BACK }, (_, back) => String(thisYear - back));
  return (
    <ListQuery
      submit={all.filters.apply}
      narrowings={[
        {
          ...{ name: "kind", label: all.filters.kind, value: typed.kind },
          choices: TRAINING_WORDS.map((value) => ({ value, text: all.kinds[value] })),
        },
        {
          ...{ name: "year", label: all.earned.year, value: typed.year },
          choices: years.map((value) => ({ value, text: value })),
        },
        { name: "unit", label: all.filters.unit, empty: all.filters.any, choices: units, value: typed.unit },
      ]}
    />
  );
}

function useColumns(): Column<Row>[] {
  const { names, typed } = useLoaderData<typeof loader>();
  const all = useText(trainingText);
  const t = all.columns;
  const locale = useLocale();
  const { kind } = typed;
  return [
    {
      key: "holder",
      head: t.holder,
      heads: true,
      cell: ({ basis, personId, name, unitId }) => (
        <label className="choice">
          <input type="checkbox" name="wanted" value={wantedText({ kind, basis, personId })} />
          <span>
            {name}
            <Sub>{names[unitId] ?? ""}</Sub>
          </span>
        </label>
      ),
    },
    {
      key: "subject",
      head: t.subject,
      cell: ({ title }) => (kind === "annual-study" ? all.basisYear(title) : title),
    },
    {
      key: "on",
      head: t.achievedOn,
      className: "num",
      cell: ({ onDate }) => (onDate ? longDate(onDate, locale) : ""),
    },
  ];
}
