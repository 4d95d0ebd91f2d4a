import { useLoaderData, useSearchParams } from "@remix-run/react";
import { Button } from "~/components/button";
import { type Chip, Chips } from "~/components/chips";
import { filteredHref } from "~/components/filters";
import { SelectField } from "~/components/select-field";
import { RECORD_STATUSES } from "~/study/record-state";
import { studyText } from "~/text/study";
import { importsText } from "~/text/study-imports";
import { useText } from "~/text/text";
import type { loader } from "./route";

/** What the list may be narrowed to. */
export function Query() {
  const { units, years, chosen } = useLoaderData<typeof loader>();
  const t = useText(studyText);
  return (
    <form className="query">
      {chosen.importId && <input type="hidden" name="import" value={chosen.importId} />}
      <SelectField
        label={t.list.unit}
        name="unit"
        empty={t.list.allUnits}
        choices={units}
        defaultValue={chosen.unit}
      />
      <SelectField
        label={t.list.year}
        name="year"
        empty={t.list.allYears}
        choices={years.map((year) => ({ value: String(year), text: t.mine.yearTab(year) }))}
        defaultValue={chosen.year ? String(chosen.year) : ""}
      />
      <SelectField
        label={t.list.status}
        name="status"
        empty={t.list.allStatuses}
        choices={RECORD_STATUSES.map((status) => ({ value: status, text: t.statuses[status] }))}
        defaultValue={chosen.status ?? ""}
      />
      <div className="acts">
        <Button>{t.list.query}</Button>
      </div>
    </form>
  );
}

/** What it is narrowed to, each with its way out, and how much that leaves. */
export function Filters({ total, waiting }: { total: number; waiting: number }) {
  const { chosen } = useLoaderData<typeof loader>();
  const t = useText(studyText).list;
  const all = useText(studyText);
  const { filter: ofImports } = useText(importsText);
  const [search] = useSearchParams();
  const clear = (name: string) => filteredHref(search, { [name]: null, done: null, n: null, overlaps: null });
  const chips: Chip[] = [
    ...(chosen.unit ? [{ name: t.unit, value: chosen.unitName, clearHref: clear("unit") }] : []),
    ...(chosen.year
      ? [{ name: t.year, value: all.mine.yearTab(chosen.year), clearHref: clear("year") }]
      : []),
    ...(chosen.status
      ? [{ name: t.status, value: all.statuses[chosen.status], clearHref: clear("status") }]
      : []),
    ...(chosen.importId ? [{ name: ofImports, value: chosen.importName, clearHref: clear("import") }] : []),
  ];
  return (
    <div className="toolbar">
      <Chips items={chips} clearAllHref="/study-records">
        <span className="quiet">{t.total(total)}</span>
        {waiting > 0 && <a href={filteredHref(search, { status: "submitted" })}>{t.waiting(waiting)}</a>}
      </Chips>
    </div>
  );
}
