import { useLoaderData, useSearchParams } from "@remix-run/react";
import { Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { chipsOf, ListQuery } from "~/components/list-query";
import { KeysetPager } from "~/components/pager";
import { SampleStrip } from "~/components/sample-strip";
import { RectificationMark, SampledMark } from "~/components/sampled-mark";
import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { FINDING_KINDS, SAMPLE_STATES } from "~/study/audit-verdict";
import { dateOfInstant, shortDate } from "~/text/dates";
import { studyText } from "~/text/study";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import type { Loaded, loader } from "./route";

type Row = Loaded["rows"][number];

/** The records that were drawn, in the order of the draw. */
export function Sample() {
  const { audit, places, rows, total, next, chosen, units } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const [search] = useSearchParams();
  const columns = useColumns();
  return (
    <Section title={t.sample} meta={t.sampleMeta(total)} id="sample">
      <SampleStrip auditId={audit.auditId} places={places} />
      <ListQuery
        submit={t.query}
        narrowings={[
          {
            ...{ name: "state", label: t.result, empty: t.anyState, value: chosen.state },
            choices: SAMPLE_STATES.map((value) => ({ value, text: t.sampleStates[value] })),
          },
          {
            ...{ name: "kind", label: t.finding, empty: t.anyState, value: chosen.kind },
            choices: FINDING_KINDS.map((value) => ({ value, text: t.kinds[value] })),
          },
          { name: "unit", label: t.unit, empty: t.allUnits, choices: units, value: chosen.unit },
        ]}
      />
      <Chips
        items={chipsOf(
          search,
          [
            {
              filter: "state",
              name: t.result,
              value: chosen.state ? t.sampleStates[chosen.state] : "",
            },
            { filter: "kind", name: t.finding, value: chosen.kind ? t.kinds[chosen.kind] : "" },
            {
              filter: "unit",
              name: t.unit,
              value: units.find(({ value }) => value === chosen.unit)?.text ?? "",
            },
          ],
          ["done"],
        )}
      />
      {rows.length === 0 ? (
        <Empty title={t.noneShown}>{t.noneShownBody}</Empty>
      ) : (
        <>
          <Table label={t.sampleLabel} columns={columns} rows={rows} keyOf={(row) => String(row.place)} />
          <KeysetPager summary={t.sampleMeta(total)} search={search} after={next} />
        </>
      )}
    </Section>
  );
}

function useColumns(): Column<Row>[] {
  const { audit } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const { modes } = useText(studyText);
  return [
    {
      key: "record",
      head: t.record,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/study-audits/${audit.auditId}/records/${row.place}`}>
            {row.place}. {row.name}
          </a>
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "session",
      head: t.session,
      cell: (row) => (
        <>
          {row.title}
          <Sub>
            {modes[row.mode]} <span className="num">{shortDate(dateOfInstant(row.startAt))}</span>
          </Sub>
        </>
      ),
    },
    { key: "minutes", head: t.minutes, align: "right", cell: (row) => row.minutes },
    {
      key: "signals",
      head: t.signal,
      cell: (row) => (
        <>
          {row.signals.length > 0 ? row.signals.map((signal) => t.signals[signal]).join(" · ") : t.noSignals}
          {audit.method === "weighted" && <Sub>{t.weightOf(row.weight)}</Sub>}
        </>
      ),
    },
    {
      key: "state",
      head: t.result,
      cell: (row) => (
        <>
          <SampledMark state={row.state} kind={row.kind} />
          {row.isReversed && <Sub>{t.reversedDone}</Sub>}
          {row.rectificationStep && (
            <Sub>
              <RectificationMark step={row.rectificationStep} />
            </Sub>
          )}
        </>
      ),
    },
  ];
}
