import type { TrainingState } from "~/certification/training";
import type { TrainingRow } from "~/certification/training-register.server";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { trainingText } from "~/text/training";
import { Status, type Tone } from "./status";
import { type Column, Sub } from "./table";

const tones: Record<TrainingState, Tone> = {
  issued: "ok",
  expired: "off",
  corrected: "off",
  annulled: "stop",
};

export function TrainingStatusMark({ state, fill }: { state: TrainingState; fill?: boolean }) {
  const t = useText(trainingText);
  return (
    <Status tone={tones[state]} fill={fill}>
      {t.states[state]}
    </Status>
  );
}

export function useTrainingColumns(): Column<TrainingRow>[] {
  const t = useText(trainingText);
  const locale = useLocale();
  return [
    {
      key: "holder",
      head: t.columns.holder,
      heads: true,
      cell: ({ id, holderName, unitName }) => (
        <>
          <a href={`/training-certificates/${id}`}>{holderName}</a>
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    { key: "kind", head: t.columns.kind, cell: ({ kind }) => t.kinds[kind] },
    { key: "number", head: t.columns.number, className: "num", cell: ({ number }) => number },
    {
      key: "issued",
      head: t.columns.issuedOn,
      className: "num",
      cell: ({ issuedOn, issuer }) => (
        <>
          {longDate(issuedOn, locale)}
          <Sub>{issuer}</Sub>
        </>
      ),
    },
    {
      key: "valid",
      head: t.columns.valid,
      className: "num",
      cell: ({ validToOn }) => (validToOn ? longDate(validToOn, locale) : t.forGood),
    },
    { key: "state", head: t.columns.state, cell: ({ state }) => <TrainingStatusMark state={state} /> },
  ];
}
