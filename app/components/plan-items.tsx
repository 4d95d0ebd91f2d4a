import type { ItemShown } from "~/plans/overview";
import type { PlanState } from "~/plans/plan-state";
import { common } from "~/text/common";
import { longDate, shortDate } from "~/text/dates";
import { plansText } from "~/text/plans";
import { refusalIn } from "~/text/refusals";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import { refusal } from "~/verdict";
import { FiveElements, FiveElementsHead } from "./five-elements";
import { PlanItemActs } from "./plan-acts";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

type Plan = { planId: string; state: PlanState };

/** The items of a plan by month: their five lights, what each lacks, and what may be done with it now. */
export function PlanItems({
  plan,
  items,
  mayWrite,
}: {
  plan: Plan;
  items: readonly ItemShown[];
  mayWrite: boolean;
}) {
  const t = useText(plansText);
  const columns = useColumns(plan, mayWrite);
  return <Table label={t.itemsLabel} columns={columns} rows={items} keyOf={(item) => item.itemId} wide />;
}

function useColumns({ planId, state }: Plan, mayWrite: boolean): Column<ItemShown>[] {
  const t = useText(plansText);
  const { monthOfYear, list } = useText(common);
  const { planLink } = useText(studySessionsText);
  return [
    {
      key: "law",
      head: t.law,
      heads: true,
      cell: (item) => (
        <>
          {monthOfYear(item.month)}　{item.law || t.noLaw}
          {item.category && <Sub>{t.categories[item.category]}</Sub>}
          {item.materials.length > 0 && <Sub>{list(item.materials)}</Sub>}
        </>
      ),
    },
    {
      key: "when",
      head: t.when,
      cell: (item) => (
        <>
          <span className="num">{item.heldOn ? shortDate(item.heldOn) : t.noDate}</span>
          <Sub>
            {[item.minutes ? t.minutes(item.minutes) : "", item.place ?? ""].filter(Boolean).join("　")}
          </Sub>
          {item.session && (
            <Sub>
              <a href={`/study-sessions/${item.session.sessionId}`}>{item.session.title}</a>
              {item.session.isHeld && ` ${planLink.held(item.session.attended, item.session.people)}`}
            </Sub>
          )}
        </>
      ),
    },
    {
      key: "people",
      head: t.people,
      cell: (item) => (
        <>
          {t.named(item.counts.required)}
          <Sub>{item.owner ? t.owner(item.owner) : t.noOwner}</Sub>
        </>
      ),
    },
    {
      key: "exam",
      head: t.exam,
      cell: (item) =>
        item.examId ? (
          <>
            <a href={`/exams/${item.examId}`}>
              {item.counts.pending === item.counts.required
                ? t.awaited
                : t.passed(item.counts.passed, item.counts.required)}
            </a>
            {item.counts.absent > 0 && <Sub>{t.absent(item.counts.absent)}</Sub>}
          </>
        ) : (
          <span className="quiet">{t.noExam}</span>
        ),
    },
    {
      key: "five",
      head: <FiveElementsHead />,
      label: t.fulfilled,
      cell: (item) => <FiveElements states={item.states} />,
    },
    {
      key: "missing",
      head: t.missing,
      cell: (item) => (
        <>
          <Missing item={item} />
          {mayWrite && !item.closedOn && <PlanItemActs planId={planId} itemId={item.itemId} state={state} />}
        </>
      ),
    },
  ];
}

/** Each piece that is missing, by name. */
function Missing({ item }: { item: ItemShown }) {
  const t = useText(plansText);
  const locale = useLocale();
  if (item.closedOn) return <Status tone="ok">{t.closed(longDate(item.closedOn, locale))}</Status>;
  if (item.fulfilled) return <Status tone="ok">{t.complete}</Status>;
  if (item.missing.length === 0) return <span className="quiet">{t.ahead}</span>;
  return item.missing.map(({ code, facts }) => (
    <p key={code}>{refusalIn(locale, refusal(`plan-item.${code}`, facts)).sentence}</p>
  ));
}
