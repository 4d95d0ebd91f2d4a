import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { Empty } from "~/components/empty";
import { ItemTable } from "~/components/item-table";
import { PageHead } from "~/components/page-head";
import { QuestionVersionFigures, WholeFigures } from "~/components/question-version-figures";
import { Section } from "~/components/section";
import { StatisticsNote } from "~/components/statistics-note";
import { prisma } from "~/db.server";
import { questionFigures, statisticsAsOf } from "~/exams/item-figures.server";
import { isUuid } from "~/ids";
import { longInstant } from "~/text/dates";
import { itemStatisticsText } from "~/text/item-statistics";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(itemStatisticsText, (t, page: { question: { code: string } } | undefined) =>
  page ? t.questionTitle(page.question.code) : t.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "bank:read");
  const questionId = params.questionId ?? "";
  const question = isUuid(questionId) ? await questionFigures(prisma, questionId) : null;
  if (!question) throw new Response(null, { status: 404 });
  const { asOf } = await statisticsAsOf(prisma);
  return { questionId, question, asOf };
}

export default function QuestionStatistics() {
  const { questionId, question, asOf } = useLoaderData<typeof loader>();
  const t = useText(itemStatisticsText);
  const words = useText(questionsText);
  const locale = useLocale();
  const { bank, code, versions, parts, total } = question;
  const asked = versions.filter(({ exams }) => exams > 0);
  return (
    <>
      <PageHead
        title={t.questionTitle(code)}
        lede={asOf ? t.asOf(longInstant(asOf, locale)) : t.none}
        crumbs={[
          { text: words.banks, href: "/banks" },
          { text: bank.title[locale], href: `/banks/${bank.bankId}` },
          { text: t.title, href: `/banks/${bank.bankId}/statistics` },
          { text: code, href: `/questions/${questionId}` },
        ]}
      />
      <div className="stack-lg">
        {parts.length > 0 && (
          <Section title={t.partsTitle} meta={t.partsLede}>
            <ItemTable label={t.partsTitle} rows={parts} />
          </Section>
        )}
        {parts.length === 0 && asked.length === 0 && <Empty title={t.none}>{t.neverAsked}</Empty>}
        {asked.map((version) => (
          <QuestionVersionFigures key={version.versionId} version={version} />
        ))}
        {total && (
          <Section title={t.overVersions}>
            <WholeFigures figures={total} />
          </Section>
        )}
        <StatisticsNote />
      </div>
    </>
  );
}
