import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { z } from "zod";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { Button, LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Icon } from "~/components/icon";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { SelectField } from "~/components/select-field";
import { type Column, Sub, Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { findBank } from "~/questions/banks.server";
import { itemStatisticsText } from "~/text/item-statistics";
import { authoringText } from "~/text/question-authoring";
import { exchangeText } from "~/text/question-exchange";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(questionsText, (t) => t.bank);

const text = z.string().trim().max(60).optional().catch(undefined);
const filterSchema = z.object({
  type: text,
  law: text,
  difficulty: z.coerce.number().int().min(1).max(5).optional().catch(undefined),
  q: text,
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "bank:read");
  const id = z.uuid().safeParse(params.bankId);
  const filter = filterSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const found = id.success ? await findBank(prisma, id.data, filter) : null;
  if (!found) throw new Response(null, { status: 404 });
  return {
    ...found,
    filter,
    created: new URL(request.url).searchParams.get("done") === "created",
    mayImport: can(actor, "question:write"),
    mayExport: can(actor, "question:export"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["questions"][number];

export default function Bank() {
  const { bank, questions, found, filter, created, mayImport, mayExport } = useLoaderData<typeof loader>();
  const authoring = useText(authoringText);
  const t = useText(questionsText);
  const statistics = useText(itemStatisticsText);
  const exchange = useText(exchangeText);
  const [search] = useSearchParams();
  const locale = useLocale();
  const total = Object.values(bank.counts).reduce((sum, n) => sum + n, 0);
  const types = Object.entries(t.types).map(([value, words]) => ({ value, text: words }));
  const difficulties = [1, 2, 3, 4, 5].map((level) => ({
    value: String(level),
    text: t.difficultyOf(level),
  }));
  const columns: Column<Row>[] = [
    {
      key: "code",
      head: t.type,
      className: "nb",
      cell: (question) => (
        <>
          {t.types[question.type]}
          <Sub>{question.code}</Sub>
          <Sub>{[t.difficultyOf(question.difficulty), t.questionVersion(question.number)].join(" · ")}</Sub>
        </>
      ),
    },
    { key: "question", head: t.topic, heads: true, cell: (question) => <Question question={question} /> },
  ];
  return (
    <>
      <PageHead
        title={bank.title[locale]}
        lede={t.found(found, total)}
        crumbs={[{ text: t.banks, href: "/banks" }, { text: bank.title[locale] }]}
        acts={
          <>
            <LinkButton href={`/banks/${bank.bankId}/statistics`}>{statistics.title}</LinkButton>
            <LinkButton href={`/questions?bank=${bank.bankId}`}>{authoring.allInList}</LinkButton>
            {mayImport && (
              <LinkButton href={`/banks/${bank.bankId}/imports`}>
                <Icon name="upload" />
                {exchange.importTitle}
              </LinkButton>
            )}
            {mayExport && (
              <LinkButton href={`/banks/${bank.bankId}/exports?${search}`}>
                <Icon name="download" />
                {exchange.exportTitle}
              </LinkButton>
            )}
          </>
        }
      />
      {created && <Notice tone="ok" live title={authoring.bankNew.done} />}
      <form className="query">
        <TextField label={t.keyword} name="q" defaultValue={filter.q} />
        <SelectField
          label={t.type}
          name="type"
          empty={t.allTypes}
          choices={types}
          defaultValue={filter.type}
        />
        <SelectField
          label={t.law}
          name="law"
          empty={t.allLaws}
          choices={bank.laws.map((law) => ({ value: law, text: law }))}
          defaultValue={filter.law}
        />
        <SelectField
          label={t.difficulty}
          name="difficulty"
          empty={t.allDifficulties}
          choices={difficulties}
          defaultValue={filter.difficulty?.toString()}
        />
        <Button>{t.filter}</Button>
      </form>
      {questions.length === 0 ? (
        <Empty title={t.noneFound} acts={<a href={`/banks/${bank.bankId}`}>{t.clear}</a>} />
      ) : (
        <>
          <Table
            label={bank.title[locale]}
            columns={columns}
            rows={questions}
            keyOf={(question) => question.id}
          />
          {found > questions.length && (
            <p>
              <a href={`/questions?bank=${bank.bankId}`}>{authoring.moreInList(found)}</a>
            </p>
          )}
        </>
      )}
    </>
  );
}

function Question({ question }: { question: Row }) {
  const t = useText(questionsText);
  const truth: Record<string, string> = t.truth;
  const wordsOf = (id: string) => truth[id] ?? id;
  return (
    <div className="prose">
      <p>
        <span className="quiet">{question.topic}</span> {question.stem}
      </p>
      {question.options.some((option) => option.text !== "") && (
        <ul>
          {question.options.map((option) => (
            <li key={option.id}>{`${option.id}　${option.text}`}</li>
          ))}
        </ul>
      )}
      {question.key.length > 0 && (
        <p>
          {t.key} <b>{question.key.map(wordsOf).join(" ")}</b>
        </p>
      )}
      {question.explanation.split("\n").map((line) => line && <Sub key={line}>{line}</Sub>)}
      {question.citations.length > 0 && (
        <Sub>{question.citations.map((c) => t.cited(c.law, c.article, c.paragraph, c.item)).join(" ")}</Sub>
      )}
      {question.parts.map((part) => (
        <Question key={part.id} question={part as Row} />
      ))}
    </div>
  );
}
