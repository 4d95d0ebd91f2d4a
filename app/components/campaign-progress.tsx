import type { CampaignState } from "~/certification/campaign";
import type { UnitProgress } from "~/certification/campaign-progress.server";
import { renewalsText } from "~/text/renewals";
import { useText } from "~/text/text";
import { Status, type Tone } from "./status";
import { type Column, Table } from "./table";

const tones: Record<CampaignState, Tone> = { "to-come": "info", open: "ok", closed: "off", withdrawn: "off" };

export function CampaignStateMark({ state, fill }: { state: CampaignState; fill?: boolean }) {
  const t = useText(renewalsText).campaign;
  return (
    <Status tone={tones[state]} fill={fill}>
      {t.states[state]}
    </Status>
  );
}

type Figure = keyof UnitProgress["figures"];

/** Unit by unit, and the sum of them. */
export function CampaignProgress({
  progress,
  figures,
}: {
  progress: readonly UnitProgress[];
  figures: readonly Figure[];
}) {
  const t = useText(renewalsText).campaign;
  const columns: Column<UnitProgress>[] = [
    { key: "unit", head: t.unit, heads: true, cell: ({ unitName }) => unitName },
    { key: "total", head: t.people, align: "right", cell: ({ total }) => total },
    ...figures.map(
      (figure): Column<UnitProgress> => ({
        ...{ key: figure, head: t.figures[figure], align: "right" },
        cell: (row) => row.figures[figure] ?? 0,
      }),
    ),
  ];
  const sum = (of: (row: UnitProgress) => number) => progress.reduce((all, row) => all + of(row), 0);
  const all: UnitProgress = {
    ...{ unitId: "", unitName: t.all, total: sum(({ total }) => total) },
    figures: Object.fromEntries(figures.map((figure) => [figure, sum((row) => row.figures[figure] ?? 0)])),
  };
  const rows = progress.length > 1 ? [...progress, all] : progress;
  return <Table label={t.progress} columns={columns} rows={rows} keyOf={({ unitId }) => unitId} compact />;
}
