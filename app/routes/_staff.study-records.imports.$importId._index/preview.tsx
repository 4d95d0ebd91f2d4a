import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { Icon } from "~/components/icon";
import { Notice } from "~/components/notice";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { shortInstant } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { rosterText } from "~/text/roster-imports";
import { importsText } from "~/text/study-imports";
import { useText } from "~/text/text";
import { BadRows, Head, Pages, Range, Said } from "./head";
import type { Data } from "./route";

type Found = Extract<Data, { kind: "preview" }>;
type Row = Found["good"]["rows"][number];

/** Before anything is in the ledger: what would be entered, what would not, and why. */
export function Preview({ data }: { data: Found }) {
  const t = useText(importsText);
  const columns = useColumns();
  const { counts, good } = data;
  return (
    <>
      <Head title={t.preview} lede={t.previewLede(data.fileName)} />
      <div className="stack">
        <Said run={data.run} />
        <Stats
          items={(["new", "overlapping", "known", "bad"] as const).map((state) => ({
            key: state,
            label: t.states[state],
            value: counts[state],
            ...(counts[state] > 0 ? { href: state === "bad" ? "#bad" : "#good" } : {}),
          }))}
        />
        <Notes data={data} />
        <Acts data={data} />
      </div>
      <BadRows data={data} title={t.badTitle} />
      {good.total > 0 && (
        <Section id="good" title={t.goodTitle} meta={<Range part={good} />}>
          <Table
            label={t.goodTitle}
            columns={columns}
            rows={good.rows}
            keyOf={({ row }) => String(row)}
            compact
            wide
          />
          <Pages part={good} name="good" search={data.search} />
        </Section>
      )}
    </>
  );
}

function Notes({ data: { counts, ignored, others } }: { data: Found }) {
  const t = useText(importsText);
  const { imports } = useText(personnelText);
  const more = useText(rosterText);
  const named = others.map(({ name, hidden }) => `${name}${hidden ? more.hiddenMark : ""}`);
  return (
    <>
      {ignored.length > 0 && <Notice>{imports.ignored(ignored.join(", "))}</Notice>}
      {named.length > 0 && <Notice>{more.othersNotRead(named.join(", "))}</Notice>}
      {counts.overlapping > 0 && <Notice>{t.overlapNote(counts.overlapping)}</Notice>}
      {counts.known > 0 && <Notice>{t.knownNote}</Notice>}
      {counts.bad > 0 && <Notice tone="warn">{t.fixFirst}</Notice>}
    </>
  );
}

function Acts({ data: { counts, here, mayEnter, mayDownload, checkedAt } }: { data: Found }) {
  const t = useText(importsText);
  const { imports } = useText(personnelText);
  const more = useText(rosterText);
  const enterable = counts.new + counts.overlapping;
  const entry = `${here}/entry`;
  return (
    <>
      {enterable === 0 && <Notice tone="warn">{t.nothing}</Notice>}
      <div className="acts">
        {mayEnter && enterable > 0 && counts.bad === 0 && (
          <ActForm action={entry} fields={{ mode: "all" }} kind="primary">
            {t.enterAll(enterable)}
          </ActForm>
        )}
        {mayEnter && enterable > 0 && counts.bad > 0 && (
          <ActForm action={entry} fields={{ mode: "good-rows" }}>
            {t.enterGood(enterable)}
          </ActForm>
        )}
        {counts.bad > 0 && mayDownload && (
          <LinkButton href={`${here}/corrections`}>
            <Icon name="download" />
            {more.corrections}
          </LinkButton>
        )}
        {mayEnter && (
          <LinkButton href="/study-records/imports/new" kind={counts.bad > 0 ? "primary" : "text"}>
            {imports.another}
          </LinkButton>
        )}
      </div>
      <p className="hint">
        {more.stale(shortInstant(checkedAt))}
        {counts.bad > 0 && ` ${mayDownload ? more.correctionsHint : more.onlyUploader}`}
      </p>
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(importsText);
  const { imports } = useText(personnelText);
  return [
    { key: "row", head: imports.row, cell: ({ row }) => row, align: "right" },
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: ({ name, shown }) => (
        <>
          {name}
          <Sub>{shown.identityNumber ?? shown.unit}</Sub>
        </>
      ),
    },
    {
      key: "session",
      head: t.session,
      cell: ({ shown }) => (
        <>
          {shown.title}
          <Sub>
            {shown.mode}　{shown.category}
          </Sub>
        </>
      ),
    },
    {
      key: "when",
      head: t.when,
      cell: ({ shown }) => (
        <>
          {shown.date}
          <Sub>
            {shown.start}–{shown.end}
          </Sub>
        </>
      ),
    },
    { key: "minutes", head: t.columns.minutes, cell: ({ shown }) => shown.minutes, align: "right" },
    {
      key: "state",
      head: t.state,
      cell: ({ state, shared }) => (
        <>
          <Status tone={state === "known" ? "off" : state === "overlapping" ? "info" : "ok"}>
            {t.states[state]}
          </Status>
          {shared > 0 && <Sub>{t.shared(shared)}</Sub>}
        </>
      ),
    },
  ];
}
