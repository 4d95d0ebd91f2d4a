import type { SerializeFrom } from "@remix-run/node";
import { useSearchParams } from "@remix-run/react";
import type { foreseenPage, Resting } from "~/casework/unit-change-preview.server";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { unitChangesText } from "~/text/unit-changes";
import { Facts } from "./facts";
import { filteredHref } from "./filters";
import { Section } from "./section";
import { type Column, Table } from "./table";
import { UnitChangeReasons } from "./unit-change-reasons";

type Foreseen = SerializeFrom<Awaited<ReturnType<typeof foreseenPage>>>;
type Row = Foreseen["rows"][number];

/** Every certificate of the units with what would become of it. */
export function UnitChangeForeseen({ foreseen: { totals, rows, next } }: { foreseen: Foreseen }) {
  const t = useText(unitChangesText);
  const { status } = useText(certificationText);
  const [search] = useSearchParams();
  const columns: Column<Row>[] = [
    {
      key: "number",
      head: t.certificate,
      heads: true,
      cell: ({ certificateId, number }) => (
        <a className="num" href={`/certificates/${certificateId}`}>
          {number}
        </a>
      ),
    },
    { key: "holder", head: t.holder, cell: ({ name }) => name },
    { key: "state", head: t.stateNow, cell: ({ state }) => status[state] },
    { key: "fate", head: t.fate, cell: ({ fate }) => t.fates[fate] },
    { key: "reasons", head: t.reasons, cell: ({ reasons }) => <UnitChangeReasons reasons={reasons} /> },
  ];
  return (
    <div className="stack">
      <p>
        <strong>{t.figures(totals)}</strong>
      </p>
      <p className="hint">{t.previewLede}</p>
      {rows.length > 0 && (
        <Table label={t.preview} columns={columns} rows={rows} keyOf={({ certificateId }) => certificateId} />
      )}
      {next !== null && (
        <p className="acts">
          <a className="act-link" href={filteredHref(search, { after: String(next) })}>
            {t.more}
          </a>
        </p>
      )}
    </div>
  );
}

/** What else rests on the units. */
export function UnitChangeResting({ resting }: { resting: Resting }) {
  const t = useText(unitChangesText);
  const kinds = [
    "people",
    "applications",
    "posts",
    "roles",
    "subordinates",
    "exams",
    "plans",
    "items",
  ] as const;
  return (
    <Section title={t.resting.title}>
      <Facts items={kinds.map((kind) => ({ term: t.resting[kind], value: String(resting[kind]) }))} />
    </Section>
  );
}
