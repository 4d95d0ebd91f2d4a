import type { RecoveryTask } from "~/certification/recoveries.server";
import { longDate } from "~/text/dates";
import { itemsText } from "~/text/items";
import { useLocale, useText } from "~/text/text";
import { LinkButton } from "./button";
import { ItemName, RecoveryMark } from "./held-items";
import { type Column, Sub } from "./table";

/** Of what has to come back: from whom, since when and why, how long there is, and where it is taken back. */
export function useRecoveryColumns(mayRecord: boolean): Column<RecoveryTask>[] {
  const t = useText(itemsText);
  const locale = useLocale();
  const columns: Column<RecoveryTask>[] = [
    {
      key: "person",
      head: t.columns.person,
      heads: true,
      cell: ({ personId, name, unitName }) => (
        <>
          <a href={`/items/people/${personId}`}>{name}</a>
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    { key: "item", head: t.columns.item, cell: (row) => <ItemName {...row} /> },
    {
      key: "reason",
      head: t.columns.reason,
      cell: ({ recovery }) => (
        <>
          {t.tasks.by[recovery.by]}
          <Sub>{t.tasks.since(longDate(recovery.on, locale))}</Sub>
        </>
      ),
    },
    {
      key: "due",
      head: t.columns.due,
      cell: ({ recovery, escalated }) => (
        <>
          <RecoveryMark recovery={recovery} />
          <Sub>{longDate(recovery.dueOn, locale)}</Sub>
          {escalated && <Sub>{t.tasks.escalated}</Sub>}
        </>
      ),
    },
  ];
  if (!mayRecord) return columns;
  return [
    ...columns,
    {
      key: "acts",
      head: t.columns.acts,
      acts: true,
      cell: ({ personId }) => (
        <LinkButton href={`/items/people/${personId}/returns`} small>
          {t.tasks.takeBack}
        </LinkButton>
      ),
    },
  ];
}
