import type { SerializeFrom } from "@remix-run/node";
import { useSearchParams } from "@remix-run/react";
import type { ChangeShown, LineShown } from "~/casework/unit-change-results.server";
import { useText } from "~/text/text";
import { unitChangesText } from "~/text/unit-changes";
import { ActForm } from "./act-form";
import { LinkButton } from "./button";
import { filteredHref } from "./filters";
import { BarRow, ProgressBar } from "./progress-bar";
import { Section } from "./section";
import { type Column, Table } from "./table";
import { Tabs } from "./tabs";
import { UnitChangeReasons } from "./unit-change-reasons";

type Shown = SerializeFrom<ChangeShown>;

/** How far it is, and that what was done agrees with the register. */
export function UnitChangeProgress({ change, at }: { change: Shown; at: string }) {
  const t = useText(unitChangesText);
  const { figures, lines, state, may } = change;
  const progress = t.progress(lines.done, lines.total);
  const agrees = figures.open === 0 && figures.total === figures.inRegister;
  return (
    <Section title={t.done}>
      <div className="stack" aria-live="polite">
        <BarRow value={progress}>
          <ProgressBar label={progress} total={lines.total} done={lines.done} tall />
        </BarRow>
        <p>
          <strong>{t.figures(figures)}</strong>
        </p>
        <p className="hint">
          {figures.open > 0
            ? t.open(figures.open)
            : agrees
              ? t.reconciled(figures.inRegister)
              : t.differs(figures.inRegister)}
        </p>
        {state === "running" && (
          <>
            <p className="hint">{t.goOnLede}</p>
            <div className="acts">
              {may.goOn && <ActForm action={`${at}/resumption`}>{t.goOn}</ActForm>}
              <LinkButton kind="text" href={at}>
                {t.reload}
              </LinkButton>
            </div>
          </>
        )}
      </div>
    </Section>
  );
}

/** Line by line, those not done apart. */
export function UnitChangeResults({
  change,
  results: { lines, hasNext },
  show,
  at,
}: {
  change: Shown;
  results: { lines: LineShown[]; hasNext: boolean };
  show: string;
  at: string;
}) {
  const t = useText(unitChangesText);
  const [search] = useSearchParams();
  const open = change.lines.total - change.lines.done;
  const columns: Column<LineShown>[] = [
    { key: "place", head: t.place, align: "right", cell: ({ place }) => place },
    { key: "subject", head: t.holder, heads: true, cell: ({ subject }) => subject },
    { key: "kind", head: t.what, cell: ({ kind }) => t.kindsOfLine[kind] },
    { key: "outcome", head: t.outcome, cell: ({ outcome }) => (outcome ? t.outcomes[outcome] : t.pending) },
    { key: "reasons", head: t.reasons, cell: ({ refusals }) => <UnitChangeReasons reasons={refusals} /> },
  ];
  return (
    <Section title={t.results}>
      <Tabs
        label={t.results}
        items={[
          { text: t.all, href: at, current: show === "all" },
          { text: t.openOnly(open), href: `${at}?show=open`, current: show === "open" },
          { text: t.certificatesOnly, href: `${at}?show=certificates`, current: show === "certificates" },
        ]}
      />
      <Table label={t.results} columns={columns} rows={lines} keyOf={({ place }) => String(place)} />
      {hasNext && (
        <p className="acts">
          <a className="act-link" href={filteredHref(search, { after: String(lines.at(-1)!.place) })}>
            {t.more}
          </a>
        </p>
      )}
    </Section>
  );
}
