import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { Histogram } from "~/components/histogram";
import { ItemTable } from "~/components/item-table";
import { PageHead } from "~/components/page-head";
import { Pager } from "~/components/pager";
import { Section } from "~/components/section";
import { StatisticsNote } from "~/components/statistics-note";
import { Stats } from "~/components/stats";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import type { ExamFigures } from "~/exams/exam-figures";
import { examFrom } from "~/exams/exam-page.server";
import { examFigures } from "~/exams/item-figures.server";
import { longInstant } from "~/text/dates";
import { examsText } from "~/text/exams";
import { coefficient, itemStatisticsText, oneDecimal, percent } from "~/text/item-statistics";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(itemStatisticsText, (t, page: { exam: { title: string } } | undefined) =>
  page ? t.examTitle(page.exam.title) : t.title,
);

/** Figures of fewer papers would tell single people's marks to who may not read them. */
const LEAST = 5;
const ON_A_PAGE = 50;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "exam:read");
  // Its questions and their keys can be inferred from what is shown here.
  if (!can(actor, "bank:read")) throw new Response(null, { status: 403 });
  const { id, title, acts } = await examFrom(actor, params);
  const exam = { id, title };
  if (!acts.includes("released")) return { exam, state: "not-released" as const };
  const found = await examFigures(prisma, id);
  if (!found) return { exam, state: "waiting" as const };
  const { asOf, figures, items } = found;
  if (figures.attempts < LEAST) return { exam, state: "few" as const };
  const pages = Math.max(1, Math.ceil(items.length / ON_A_PAGE));
  const asked = Number(new URL(request.url).searchParams.get("page"));
  const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1;
  const rows = items.slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE);
  return { exam, state: "computed" as const, asOf, figures, rows, total: items.length, page, pages };
}

export default function ExamStatistics() {
  const data = useLoaderData<typeof loader>();
  const t = useText(itemStatisticsText);
  const exams = useText(examsText);
  const locale = useLocale();
  const { exam } = data;
  return (
    <>
      <PageHead
        title={t.examTitle(exam.title)}
        lede={data.state === "computed" ? t.asOf(longInstant(data.asOf, locale)) : undefined}
        crumbs={[
          { text: exams.title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.title },
        ]}
      />
      {data.state === "not-released" && <Empty title={t.notReleasedTitle}>{t.notReleased}</Empty>}
      {data.state === "waiting" && <Empty title={t.examWaitingTitle}>{t.examWaiting}</Empty>}
      {data.state === "few" && <Empty title={t.fewTitle}>{t.few(LEAST)}</Empty>}
      {data.state === "computed" && <Computed page={data} />}
    </>
  );
}

type Page = Extract<ReturnType<typeof useLoaderData<typeof loader>>, { state: "computed" }>;

function Computed({ page: { figures, rows, total, page, pages } }: { page: Page }) {
  const t = useText(itemStatisticsText);
  const [search] = useSearchParams();
  return (
    <div className="stack-lg">
      <Whole figures={figures} />
      <Distribution figures={figures} />
      <Section title={t.questions} meta={t.total(total)}>
        <div className="stack-lg">
          <ItemTable label={t.questions} rows={rows} />
          <Pager
            summary={t.total(total)}
            page={page}
            pages={pages}
            hrefOf={(n) => filteredHref(search, { page: n })}
          />
        </div>
      </Section>
      <StatisticsNote />
    </div>
  );
}

function Whole({ figures }: { figures: ExamFigures }) {
  const { facts: t } = useText(itemStatisticsText);
  const { fullMark, reliability } = figures;
  return (
    <Stats
      items={[
        { key: "n", label: t.n, value: figures.attempts },
        { key: "mean", label: t.mean, value: oneDecimal(figures.mean), unit: t.of(fullMark) },
        { key: "median", label: t.median, value: oneDecimal(figures.median) },
        { key: "deviation", label: t.deviation, value: oneDecimal(figures.deviation), unit: t.ofMarks },
        {
          key: "reliability",
          label: t.reliability,
          value: coefficient(reliability?.value ?? null),
          detail: reliability ? t[reliability.kind] : undefined,
        },
        { key: "error", label: t.standardError, value: oneDecimal(figures.standardError), unit: t.ofMarks },
      ]}
    />
  );
}

function Distribution({ figures: { histogram } }: { figures: ExamFigures }) {
  const t = useText(itemStatisticsText);
  const width = 100 / histogram.length;
  const steps = histogram.map((count, index) => ({
    name: t.stepOf(index * width, (index + 1) * width),
    count,
  }));
  const columns: Column<(typeof steps)[number]>[] = [
    { key: "step", head: t.step, heads: true, cell: (step) => step.name },
    { key: "people", head: t.people, align: "right", cell: (step) => step.count },
  ];
  const told = steps.filter(({ count }) => count > 0).map(({ name, count }) => `${name} ${count}`);
  return (
    <Section title={t.histogram}>
      <figure>
        <Histogram
          label={t.told(t.histogramLabel, told)}
          counts={histogram}
          ends={[0, 0.2, 0.4, 0.6, 0.8, 1].map(percent)}
        />
        <figcaption>
          <details>
            <summary>{t.histogramLabel}</summary>
            <Table
              label={t.histogramLabel}
              columns={columns}
              rows={steps}
              keyOf={(step) => step.name}
              compact
            />
          </details>
        </figcaption>
      </figure>
    </Section>
  );
}
