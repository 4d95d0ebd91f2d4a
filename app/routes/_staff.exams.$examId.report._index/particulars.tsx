import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { kindOf } from "~/exams/violation";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { examReportsText } from "~/text/exam-reports";
import { rulebookText } from "~/text/rulebook";
import { useText } from "~/text/text";
import { violationsText } from "~/text/violations";
import { peopleHref } from "./figures";
import type { ReportShown } from "./route";

/** What was found, by code; nothing where nothing was. */
export function Violations({ page }: { page: ReportShown }) {
  const t = useText(examReportsText);
  const words = useText(violationsText);
  if (page.codes.length === 0) return null;
  const columns: Column<ReportShown["codes"][number]>[] = [
    {
      key: "code",
      head: words.code,
      heads: true,
      cell: ({ code }) => <a href={peopleHref(page, { code })}>{words.codes[code]}</a>,
    },
    { key: "kind", head: words.kind, cell: ({ code }) => words.kinds[kindOf(code)] },
    { key: "people", head: t.count, align: "right", className: "num", cell: ({ people }) => people },
  ];
  return (
    <Section title={t.violations} meta={t.violationsHint}>
      <Table label={t.violations} columns={columns} rows={page.codes} keyOf={({ code }) => code} compact />
    </Section>
  );
}

/** Questions whose keys were corrected or that were voided; no key is told. */
export function Corrections({ corrections }: Pick<ReportShown, "corrections">) {
  const t = useText(examReportsText);
  const { treatments } = useText(keyCorrectionsText);
  if (corrections.length === 0) return null;
  const columns: Column<(typeof corrections)[number]>[] = [
    { key: "question", head: t.question, heads: true, cell: ({ code }) => code },
    {
      key: "treatment",
      head: t.treatment,
      cell: ({ treatment, papers, changed }) => (
        <>
          {treatments[treatment]}
          <Sub>{t.affected(papers, changed)}</Sub>
        </>
      ),
    },
  ];
  return (
    <Section title={t.corrections} meta={t.correctionsHint}>
      <Table
        label={t.corrections}
        columns={columns}
        rows={corrections}
        keyOf={({ correctionId }) => correctionId}
        compact
      />
    </Section>
  );
}

/** The first of them by name, and the way to all. */
export function Named({
  page,
  group,
  people,
  title,
}: {
  page: ReportShown;
  group: "absent" | "exempt";
  people: ReportShown["absent"];
  title: string;
}) {
  const t = useText(examReportsText);
  const grounds = useText(rulebookText).words;
  const all = page.sums[group];
  if (all === 0) return null;
  const columns: Column<(typeof people)[number]>[] = [
    { key: "name", head: t.name, heads: true, cell: ({ name }) => name },
    { key: "unit", head: t.unit, cell: ({ unit }) => unit },
    {
      key: "note",
      head: t.note,
      cell: ({ ground, isEntered }) => (ground ? grounds[ground] : isEntered ? "" : t.notRegistered),
    },
  ];
  return (
    <Section
      title={title}
      meta={t.people(all)}
      end={people.length < all && <a href={peopleHref(page, { group })}>{t.more(all)}</a>}
    >
      <Table label={title} columns={columns} rows={people} keyOf={({ personId }) => personId} compact />
    </Section>
  );
}
