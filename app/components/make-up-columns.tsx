import type { MakeUpState } from "~/study/make-up";
import { longDate } from "~/text/dates";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import { Status, type Tone } from "./status";
import { type Column, Sub } from "./table";

export type MakeUpRow = {
  makeUpId: string;
  sessionId: string;
  name: string;
  unitId: string;
  unitName?: string;
  title: string;
  dueOn: string;
  state: MakeUpState;
  recordId: string | null;
  reason: string | null;
};

const tones: Record<MakeUpState, Tone> = { open: "info", overdue: "stop", done: "ok", waived: "off" };

export function MakeUpStateMark({ state }: { state: MakeUpState }) {
  const t = useText(studySessionsText).makeUp;
  return <Status tone={tones[state]}>{t.states[state]}</Status>;
}

/** `mayOf`: what the reader may do with a row, by the unit it is of. */
export function useMakeUpColumns(
  mayOf: (unitId: string) => { record: boolean; waive: boolean },
): Column<MakeUpRow>[] {
  const t = useText(studySessionsText).makeUp;
  const locale = useLocale();
  return [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: ({ name, unitName }) => (
        <>
          {name}
          {unitName && <Sub>{unitName}</Sub>}
        </>
      ),
    },
    {
      key: "missed",
      head: t.missed,
      cell: ({ sessionId, title }) => <a href={`/study-sessions/${sessionId}`}>{title}</a>,
    },
    { key: "due", head: t.due, className: "nb", cell: ({ dueOn }) => longDate(dueOn, locale) },
    {
      key: "state",
      head: t.state,
      cell: ({ state, reason }) => (
        <>
          <MakeUpStateMark state={state} />
          {reason && <Sub>{t.waived(reason)}</Sub>}
        </>
      ),
    },
    {
      key: "act",
      head: t.act,
      acts: true,
      cell: ({ makeUpId, unitId, state, recordId, name }) => {
        const may = mayOf(unitId);
        if (recordId) return <a href={`/study-records/${recordId}`}>{t.record}</a>;
        if (state === "done" || state === "waived") return null;
        return (
          <>
            {may.record && (
              <a href={`/study-make-ups/${makeUpId}/settlement`} aria-label={`${t.settle} ${name}`}>
                {t.settle}
              </a>
            )}{" "}
            {may.waive && (
              <a href={`/study-make-ups/${makeUpId}/waiver`} aria-label={`${t.waive} ${name}`}>
                {t.waive}
              </a>
            )}
          </>
        );
      },
    },
  ];
}
