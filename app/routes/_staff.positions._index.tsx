import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { viewQuery, viewsOf } from "~/access/saved-views.server";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { ExportLinks } from "~/components/export-links";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { SavedViews } from "~/components/saved-views";
import { type SeatShown, SeatTable } from "~/components/seat-table";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { POSITION_FAMILIES, SEAT_STATES } from "~/positions/position";
import { seatPage } from "~/positions/position-list.server";
import { type Seat, seatsAt } from "~/positions/register.server";
import { rulesCited } from "~/positions/rules-cited";
import { fieldChoices, fieldCodes, fieldNames } from "~/text/fields";
import { listsText } from "~/text/lists";
import { positionsText } from "~/text/positions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(positionsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "position:read");
  const now = new Date();
  const today = chinaDateOf(now);
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "position:read"), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const family = POSITION_FAMILIES.find((one) => one === search.get("family"));
  const field = fieldCodes.find((one) => one === search.get("field"));
  const seat = SEAT_STATES.find((one) => one === search.get("seat"));
  const q = (search.get("q") ?? "").trim().slice(0, 60);
  const unitIds = (unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units).map(
    ({ unitId }) => unitId,
  );
  const filters = { unitIds, q, family, field, seat };
  const { seats, ...page } = await seatPage(prisma, filters, placeFrom(search), today);
  return {
    ...page,
    created: search.get("done") === "created",
    mayAdd: can(actor, "position:write"),
    chosen: {
      unit: unit?.unitId ?? "",
      unitName: unit?.shortName ?? "",
      q,
      family: family ?? null,
      field: field ?? "",
      seat: seat ?? null,
    },
    views: await viewsOf(prisma, actor.accountId, "positions"),
    query: viewQuery(search.toString()),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    rows: (await seatsAt(prisma, seats, now)).map((seat): SeatShown => rowFrom(seat, units)),
  };
}

function rowFrom({ position, holder }: Seat, units: readonly UnitFacts[]): SeatShown {
  const verdict = holder?.verdict;
  return {
    key: holder?.factId ?? position.positionId,
    position,
    unitName: units.find(({ unitId }) => unitId === position.unitId)?.shortName ?? "",
    holder: holder && {
      personId: holder.personId,
      name: holder.name,
      inherited: holder.inherited,
      fromOn: holder.fromOn,
    },
    verdict: verdict ? { eligible: verdict.eligible, rules: rulesCited(verdict.refusals) } : null,
  };
}

export default function Positions() {
  const { rows, mayAdd, created, total, hasPrevious, hasNext, first, last, views, query } =
    useLoaderData<typeof loader>();
  const t = useText(positionsText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  const count = total === null ? lists.moreThan(COUNTED) : t.total(total);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayAdd && (
            <LinkButton kind="primary" href="/positions/new">
              {t.add}
            </LinkButton>
          )
        }
      />
      {created && <Notice tone="ok" live title={t.done.created} />}
      <Filters />
      <SavedViews list="positions" views={views} query={query} />
      <ListBar>
        <b>{count}</b>
        <ExportLinks href="/positions/export" query={query} />
      </ListBar>
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle}>{t.empty}</Empty>
      ) : (
        <>
          <SeatTable rows={rows} />
          <KeysetPager
            summary={count}
            search={search}
            before={hasPrevious && first}
            after={hasNext && last}
          />
        </>
      )}
    </>
  );
}

function Filters() {
  const { units, chosen } = useLoaderData<typeof loader>();
  const t = useText(positionsText);
  const lists = useText(listsText);
  const locale = useLocale();
  const fields: Record<string, string> = useText(fieldNames);
  const [search] = useSearchParams();
  const chips = chipsOf(
    search,
    [
      { filter: "q", name: lists.post, value: chosen.q },
      { filter: "unit", name: t.unit, value: chosen.unitName },
      { filter: "family", name: lists.family, value: chosen.family ? t.families[chosen.family] : "" },
      { filter: "field", name: lists.field, value: chosen.field && (fields[chosen.field] ?? "") },
      { filter: "seat", name: lists.seat, value: chosen.seat ? lists.seats[chosen.seat] : "" },
    ],
    ["done"],
  );
  return (
    <>
      <ListQuery
        submit={t.query}
        isOpen={chips.length > (chosen.q ? 1 : 0)}
        folded={[
          { name: "unit", label: t.unit, empty: t.allUnits, choices: units, value: chosen.unit },
          {
            ...{ name: "family", label: lists.family, empty: lists.anyFamily, value: chosen.family },
            choices: POSITION_FAMILIES.map((value) => ({ value, text: t.families[value] })),
          },
          {
            ...{ name: "field", label: lists.field, empty: lists.anyField, value: chosen.field },
            choices: fieldChoices(locale),
          },
          {
            ...{ name: "seat", label: lists.seat, empty: lists.anySeat, value: chosen.seat },
            choices: SEAT_STATES.map((value) => ({ value, text: lists.seats[value] })),
          },
        ]}
      >
        <TextField name="q" label={lists.post} defaultValue={chosen.q} small fieldClass="w2" maxLength={60} />
      </ListQuery>
      <Chips items={chips} clearAllHref="/positions" />
    </>
  );
}
