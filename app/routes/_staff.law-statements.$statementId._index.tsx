import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { StatementFacts } from "~/components/statement-facts";
import { StatementHistory } from "~/components/statement-history";
import { STATEMENT_TONES } from "~/components/statement-tones";
import { Status } from "~/components/status";
import { requireStatement } from "~/study/statement-page.server";
import { shortInstant } from "~/text/dates";
import { lawStatementsText } from "~/text/law-statements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lawStatementsText, (t, data: { name: string; year: number } | undefined) =>
  data ? t.of(data.name, data.year) : t.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, statement, name, unitName } = await requireStatement(request, params, "law-statement:read");
  const { statementId, personId, year, standing, words, facts, submittedAt, score, steps } = statement;
  return {
    ...{ statementId, year, standing, facts, submittedAt, score, steps, name, unitName },
    // Returned, the author is writing again: what was handed in is in its paper, what is written is theirs.
    words: standing === "returned" ? null : words,
    mayReview: standing === "submitted" && can(actor, "law-statement:review", { personId }),
  };
}

export default function StatementPage() {
  const data = useLoaderData<typeof loader>();
  const { statementId, year, name, unitName, standing, words, facts, submittedAt, score } = data;
  const t = useText(lawStatementsText);
  const at = `/law-statements/${statementId}`;
  return (
    <>
      <PageHead
        title={t.of(name, year)}
        status={
          <Status tone={STATEMENT_TONES[standing]} fill>
            {t.standings[standing]}
          </Status>
        }
        lede={score === null ? unitName : `${unitName}　${t.score} ${t.scoreOf(score)}`}
        crumbs={[{ text: t.title, href: `/law-statements?year=${year}` }, { text: name }]}
        acts={
          data.mayReview && (
            <>
              <LinkButton href={`${at}/return`}>{t.returnAct}</LinkButton>
              <LinkButton href={`${at}/review`} kind="primary">
                {t.review}
              </LinkButton>
            </>
          )
        }
      />
      <div className="stack-lg">
        {words !== null && (
          <Section title={t.words}>
            <p className="whitespace-pre-line">{words}</p>
          </Section>
        )}
        {facts && (
          <Section
            title={t.facts}
            end={
              words !== null && (
                <a className="act-link" href={`${at}/paper`}>
                  {t.paper}
                </a>
              )
            }
          >
            <StatementFacts facts={facts} />
            <p className="hint">{submittedAt && t.factsKept(shortInstant(submittedAt))}</p>
          </Section>
        )}
        <StatementHistory steps={data.steps} />
      </div>
    </>
  );
}
