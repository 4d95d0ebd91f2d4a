import type { Holding } from "~/certification/holdings.server";
import { longDate } from "~/text/dates";
import { itemOpeningsText } from "~/text/item-openings";
import { itemsText } from "~/text/items";
import { ministryCardsText } from "~/text/ministry-cards";
import { useLocale, useText } from "~/text/text";
import { Section } from "./section";
import { Status } from "./status";
import { Sub } from "./table";
import { TaskList } from "./task-list";

/** A thing in words: what it is, its number, how many. */
export function ItemName({
  kind,
  number,
  quantity,
}: Pick<Holding, "kind" | "number"> & { quantity: number }) {
  const t = useText(itemsText);
  return (
    <>
      {t.kinds[kind]} {number && <span className="num">{number}</span>}
      {quantity > 1 && ` ${t.pieces(quantity)}`}
    </>
  );
}

/** What somebody holds, and what of it has to come back by when. `href`: where it is handed out and taken back. */
export function HeldItems({ rows, href }: { rows: readonly Holding[]; href?: string | undefined }) {
  const { person: t } = useText(itemsText);
  return (
    <Section title={t.holds} end={href && <a href={href}>{t.open}</a>}>
      {rows.length === 0 ? (
        <p className="quiet">{t.none}</p>
      ) : (
        <TaskList
          items={rows.map((row) => ({
            key: row.id,
            title: <ItemName {...row} />,
            status: <RecoveryMark recovery={row.recovery} />,
            detail: <HeldSince row={row} />,
          }))}
        />
      )}
    </Section>
  );
}

function HeldSince({ row }: { row: Holding }) {
  const openings = useText(itemOpeningsText);
  const cards = useText(ministryCardsText);
  const { person: t } = useText(itemsText);
  const locale = useLocale();
  const due = row.recovery && (row.recovery.overdue ? t.late : t.due)(longDate(row.recovery.dueOn, locale));
  return (
    <>
      {row.unitName}{" "}
      {row.dateKnown === false
        ? openings.unknownDate(longDate(row.handedOn, locale))
        : t.since(longDate(row.handedOn, locale))}
      {row.validToOn && <Sub>{cards.until(longDate(row.validToOn, locale))}</Sub>}
      {due && <Sub>{due}</Sub>}
    </>
  );
}

/** How near the last day is on which it should be back. */
export function RecoveryMark({ recovery }: { recovery: Holding["recovery"] }) {
  const t = useText(itemsText);
  if (!recovery) return <Status tone="info">{t.out}</Status>;
  if (recovery.overdue) return <Status tone="stop">{t.tasks.overdue}</Status>;
  return <Status tone="warn">{t.tasks.left(recovery.left)}</Status>;
}
