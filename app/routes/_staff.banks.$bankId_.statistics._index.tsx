import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { Button } from "~/components/button";
import { Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { ExportLinks } from "~/components/export-links";
import { filteredHref } from "~/components/filters";
import { ItemTable } from "~/components/item-table";
import { ListBar } from "~/components/list-bar";
import { MoreFilters } from "~/components/more-filters";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { SelectField } from "~/components/select-field";
import { StatisticsNote } from "~/components/statistics-note";
import { prisma } from "~/db.server";
import { bankItems, bankOf, statisticsAsOf } from "~/exams/item-figures.server";
import { itemFiltersFrom } from "~/exams/item-filters";
import { FLAGS } from "~/exams/item-flags";
import { isUuid } from "~/ids";
import { COUNTED, placeFrom } from "~/paging";
import { longInstant } from "~/text/dates";
import { itemStatisticsText } from "~/text/item-statistics";
import { listsText } from "~/text/lists";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(itemStatisticsText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "bank:read");
  const bankId = params.bankId ?? "";
  const bank = isUuid(bankId) ? await bankOf(prisma, bankId) : null;
  if (!bank) throw new Response(null, { status: 404 });
  const search = new URL(request.url).searchParams;
  const filters = itemFiltersFrom(search, bank.laws);
  const page = await bankItems(prisma, bankId, filters, placeFrom(search));
  return { bankId, bank, chosen: filters, ...page, ...(await statisticsAsOf(prisma)) };
}

export default function BankStatistics() {
  const { bankId, bank, rows, total, hasPrevious, hasNext, asOf, waiting } = useLoaderData<typeof loader>();
  const t = useText(itemStatisticsText);
  const lists = useText(listsText);
  const questions = useText(questionsText);
  const locale = useLocale();
  const [search] = useSearchParams();
  const count = total === null ? lists.moreThan(COUNTED) : t.total(total);
  const title = bank.title[locale];
  return (
    <>
      <PageHead
        title={t.bankTitle(title)}
        lede={t.lede}
        crumbs={[
          { text: questions.banks, href: "/banks" },
          { text: title, href: `/banks/${bankId}` },
          { text: t.title },
        ]}
      />
      {waiting > 0 && <Notice title={t.waiting(waiting)} />}
      <Filters />
      <ListBar>
        <b>{count}</b>
        <span className="quiet">{asOf ? t.asOf(longInstant(asOf, locale)) : t.none}</span>
        <ExportLinks href={`/banks/${bankId}/statistics/export`} query={search.toString()} />
      </ListBar>
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle}>{t.empty}</Empty>
      ) : (
        <div className="stack-lg">
          <ItemTable label={t.bankTitle(title)} rows={rows} />
          <KeysetPager
            summary={count}
            search={search}
            before={hasPrevious && rows[0]?.versionId}
            after={hasNext && rows.at(-1)?.versionId}
          />
          <StatisticsNote />
        </div>
      )}
    </>
  );
}

function Filters() {
  const { bankId, bank, chosen } = useLoaderData<typeof loader>();
  const t = useText(itemStatisticsText);
  const questions = useText(questionsText);
  const [search] = useSearchParams();
  const flags: Record<string, string> = { any: t.flagged, ...t.flags, "too-few": t.tooFew };
  const chips = [
    { filter: "flag", name: t.flagsHead, value: chosen.flag && flags[chosen.flag] },
    { filter: "type", name: questions.type, value: chosen.type && questions.types[chosen.type] },
    { filter: "law", name: questions.law, value: chosen.law },
  ].flatMap(({ filter, name, value }) =>
    value ? [{ name, value, clearHref: filteredHref(search, { [filter]: null }) }] : [],
  );
  return (
    <>
      <form className="query">
        <SelectField
          label={t.flagsHead}
          name="flag"
          empty={t.anyFlag}
          choices={["any", ...FLAGS, "too-few"].map((value) => ({ value, text: flags[value] ?? value }))}
          defaultValue={chosen.flag ?? ""}
          small
        />
        <MoreFilters open={Boolean(chosen.type ?? chosen.law)}>
          <SelectField
            label={questions.type}
            name="type"
            empty={questions.allTypes}
            choices={Object.entries(questions.types).map(([value, text]) => ({ value, text }))}
            defaultValue={chosen.type ?? ""}
            small
          />
          <SelectField
            label={questions.law}
            name="law"
            empty={questions.allLaws}
            choices={bank.laws.map((law) => ({ value: law, text: law }))}
            defaultValue={chosen.law ?? ""}
            small
          />
        </MoreFilters>
        <div className="acts">
          <Button small>{questions.filter}</Button>
        </div>
      </form>
      <Chips items={chips} clearAllHref={`/banks/${bankId}/statistics`} />
    </>
  );
}
