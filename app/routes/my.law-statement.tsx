import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { statementFacts } from "~/casework/statement-facts.server";
import { ActForm } from "~/components/act-form";
import { ActPage } from "~/components/act-page";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { StatementFacts } from "~/components/statement-facts";
import { StatementHistory } from "~/components/statement-history";
import { Tabs } from "~/components/tabs";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { ownUnitOn } from "~/study/drafts.server";
import { isWritable, LONGEST_STATEMENT } from "~/study/statement";
import { statementYears, yearAsked } from "~/study/statement-page.server";
import { findStatement, saveStatement } from "~/study/statements.server";
import { shortInstant } from "~/text/dates";
import { lawStatementsText } from "~/text/law-statements";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(lawStatementsText, (t) => t.title);
export const handle = { main: "wrap" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const now = new Date();
  const year = yearAsked(request, chinaDateOf(now));
  const own = await findStatement(prisma, { personId_year: { personId, year } });
  return {
    year,
    years: statementYears(chinaDateOf(now)),
    standing: own?.standing ?? ("missing" as const),
    words: own?.words ?? "",
    isOpen: isWritable(own?.standing ?? "missing"),
    keptAt: own && !isWritable(own.standing) ? own.submittedAt : null,
    facts:
      own?.facts && !isWritable(own.standing)
        ? own.facts
        : await statementFacts(prisma, { personId, year }, now),
    steps: own?.steps ?? [],
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

/** Saves; handing in is an act of its own. */
export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const { personId, accountId } = await requirePerson(request);
  const year = yearAsked(request, chinaDateOf(now));
  const words = textIn(await request.formData(), "words", LONGEST_STATEMENT);
  const unitId = await ownUnitOn(prisma, personId, chinaDateOf(now));
  const answer = unitId
    ? await inTransaction((tx) => saveStatement(tx, { personId, unitId, year, words }, accountId, now))
    : { ok: false as const, refusals: [refusal("study-record.no-unit", { onDate: chinaDateOf(now) })] };
  if (answer.ok) throw redirect(`/my/law-statement?year=${year}&done=saved`, { status: 303 });
  return data({ words, refusals: answer.refusals }, { status: 422 });
}

export default function OwnStatement() {
  const { year, years, standing, words, isOpen, keptAt, facts, steps, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(lawStatementsText);
  const { mine } = useText(studyText);
  const at = `/my/law-statement`;
  return (
    <div className="stack-lg">
      {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
      {isOpen ? (
        <ActPage
          title={t.mine(year)}
          lede={t.mineLede}
          crumbs={[{ text: mine.title, href: "/my/study" }]}
          back="/my/study"
          refusals={refused?.refusals}
          submit={t.save}
        >
          <TextAreaField
            name="words"
            label={t.words}
            hint={t.wordsHint(LONGEST_STATEMENT)}
            rows={14}
            maxLength={LONGEST_STATEMENT}
            defaultValue={refused?.words ?? words}
          />
        </ActPage>
      ) : (
        <>
          <PageHead
            title={t.mine(year)}
            lede={t.standings[standing]}
            crumbs={[{ text: mine.title, href: "/my/study" }, { text: t.mine(year) }]}
          />
          <p className="whitespace-pre-line">{words}</p>
        </>
      )}
      <div className="stack-lg">
        <Tabs
          label={t.year}
          items={years.map((known) => ({
            href: `${at}?year=${known}`,
            text: String(known),
            current: known === year,
          }))}
        />
        {isOpen && standing !== "missing" && (
          <Section title={t.submit}>
            <p className="hint">{t.submitHint}</p>
            <p className="acts">
              <ActForm action={`${at}/submission`} fields={{ year: String(year) }} kind="primary">
                {t.submit}
              </ActForm>
            </p>
          </Section>
        )}
        <Section
          title={t.facts}
          end={
            !isOpen && (
              <a className="act-link" href={`${at}/paper?year=${year}`}>
                {t.paper}
              </a>
            )
          }
        >
          <StatementFacts facts={facts} />
          <p className="hint">{keptAt ? t.factsKept(shortInstant(keptAt)) : t.factsNow}</p>
        </Section>
        <StatementHistory steps={steps} />
      </div>
    </div>
  );
}
