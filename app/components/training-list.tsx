import type { TrainingRow } from "~/certification/training-register.server";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { trainingText } from "~/text/training";
import { Section } from "./section";
import { TaskList } from "./task-list";
import { TrainingStatusMark } from "./training-columns";

/** Somebody's certificates of training and study. `own`: to take along; else to open in the register. */
export function TrainingList({ rows, own = false }: { rows: readonly TrainingRow[]; own?: boolean }) {
  const t = useText(trainingText);
  const locale = useLocale();
  return (
    <Section title={t.my.title}>
      {rows.length === 0 ? (
        <p className="quiet">{t.my.none}</p>
      ) : (
        <TaskList
          items={rows.map(({ id, kind, number, state, issuer, issuedOn }) => ({
            key: id,
            title: t.kinds[kind],
            href: own ? `/my/training-certificates/${id}/document` : `/training-certificates/${id}`,
            status: <TrainingStatusMark state={state} />,
            detail: (
              <>
                <span className="num">{number}</span> {issuer} {longDate(issuedOn, locale)}
              </>
            ),
          }))}
        />
      )}
    </Section>
  );
}
