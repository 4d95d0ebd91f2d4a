import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { Crumbs } from "~/components/crumbs";
import { Icon } from "~/components/icon";
import { Notice } from "~/components/notice";
import { Panel } from "~/components/panel";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { prisma } from "~/db.server";
import { attemptIdFrom } from "~/exams/attempt-page.server";
import { objectionsOf } from "~/exams/objection-list.server";
import { resultOf } from "~/exams/result.server";
import { longInstant } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { objectionsText } from "~/text/objections";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";
import { Changes } from "./changes";
import { Lost } from "./lost";

export const handle = { main: "wrap result" };
export const meta = titled(examRoomText, (t) => t.result.title);

/** Before release there is no result to show, to anyone: the receipt says what happens next. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const attemptId = attemptIdFrom(params);
  const now = new Date();
  const result = await resultOf(prisma, { attemptId, personId }, now);
  if (!result) throw redirect(`/my/attempts/${attemptId}/receipt`);
  const objections = (await objectionsOf(prisma, attemptId, now)).length;
  return { result, objections, mayObject: now < result.objectionsCloseAt };
}

export type ResultPage = ReturnType<typeof useLoaderData<typeof loader>>;
type Shown = ResultPage["result"];

export default function ResultPage() {
  const page = useLoaderData<typeof loader>();
  const { result } = page;
  const t = useText(examRoomText).result;
  const { my } = useText(examsText);
  const words = useText(violationsText);
  const locale = useLocale();
  return (
    <>
      <Crumbs items={[{ text: my.title, href: "/my/exams" }, { text: t.title }]} />
      <div className="result-head">
        <div>
          <h1>{result.examTitle}</h1>
          <p className="lede">
            {longInstant(result.startedAt, locale)}
            {"　"}
            <span className="nb">
              {t.receipt} <a href={`/my/attempts/${result.attemptId}/receipt`}>{result.receiptNumber}</a>
            </span>
          </p>
        </div>
      </div>
      <section className="score" aria-label={t.mark}>
        <p className="score-n">
          <b>{result.mark}</b>
          <span>{t.outOf(result.fullMark)}</span>
        </p>
        <div className="score-v">
          <p>
            <Status tone={result.passed ? "ok" : "stop"} icon={result.passed ? "okfill" : "stop"}>
              {result.voidReasons.length > 0 ? words.void : result.passed ? t.pass : t.fail}
            </Status>
          </p>
          <p>{t.passMark(result.passMark, longInstant(result.releasedAt, locale))}</p>
        </div>
      </section>
      {result.voidReasons.map(({ kind, code, decisionNumber }) => (
        <Notice key={decisionNumber} tone="stop" title={words.void}>
          {words.voidBecause(words.kinds[kind], words.codes[code], decisionNumber)} {words.appeal}
        </Notice>
      ))}
      <div className="cols cols-main">
        <div className="stack-lg">
          <Changes changes={result.changes} />
          <Parts result={result} />
          {result.lost ? (
            <Lost lost={result.lost} attemptId={result.attemptId} mayObject={page.mayObject} />
          ) : (
            <AnswersLater at={result.answersAt} />
          )}
        </div>
        <aside className="stack">
          <ObjectionsPanel page={page} />
          <Panel title={t.counts}>
            <ul className="checks">
              {result.studyMinutes !== null && <Counted>{t.study(result.studyMinutes)}</Counted>}
              {result.kind === "qualification" &&
                (result.passed ? <Counted>{t.qualification}</Counted> : <li>{t.noQualification}</li>)}
            </ul>
          </Panel>
        </aside>
      </div>
    </>
  );
}

function Counted({ children }: { children: string }) {
  return (
    <li>
      <Icon name="check" />
      {children}
    </li>
  );
}

function ObjectionsPanel({ page: { result, objections, mayObject } }: { page: ResultPage }) {
  const t = useText(objectionsText);
  const locale = useLocale();
  const until = longInstant(result.objectionsCloseAt, locale);
  if (!mayObject && objections === 0 && result.objectionsCloseAt <= result.releasedAt) return null;
  const href = `/my/attempts/${result.attemptId}/objections`;
  return (
    <Panel title={t.title}>
      <p>{mayObject ? t.mine.until(until) : t.mine.closed(until)}</p>
      <p>
        {mayObject && (
          <>
            <a href={href}>{t.mine.link}</a>
            {"　"}
          </>
        )}
        {objections > 0 && <a href={href}>{t.mine.see(objections)}</a>}
      </p>
    </Panel>
  );
}

function AnswersLater({ at }: { at: Date | string | null }) {
  const t = useText(objectionsText);
  const locale = useLocale();
  return <Notice title={at === null ? t.answersNever : t.answersFrom(longInstant(at, locale))} />;
}

function Parts({ result }: { result: Shown }) {
  const { result: t, types } = useText(examRoomText);
  type Section = Shown["sections"][number];
  const figures = (sections: readonly Section[]) => {
    const sum = (of: (section: Section) => number) => sections.reduce((total, one) => total + of(one), 0);
    return [
      sum((one) => one.questions),
      sum((one) => one.right),
      sum((one) => one.unanswered),
      sum((one) => one.mark),
      sum((one) => one.marks),
    ];
  };
  const heads = [t.questions, t.right, t.unanswered, t.marks, t.full];
  const cells = (sections: readonly Section[]) =>
    figures(sections).map((n, index) => (
      <td className="r" key={heads[index]}>
        {n}
      </td>
    ));
  return (
    <Section title={t.parts}>
      <table className="table parts">
        <thead>
          <tr>
            <th scope="col">{t.type}</th>
            {heads.map((head) => (
              <th scope="col" className="r" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.sections.map((section) => (
            <tr key={section.type}>
              <th scope="row">{types[section.type]}</th>
              {cells([section])}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t.total}</td>
            {cells(result.sections)}
          </tr>
        </tfoot>
      </table>
      <p className="hint">{t.policy[result.policy]}</p>
    </Section>
  );
}
