import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { Crumbs } from "~/components/crumbs";
import { Icon } from "~/components/icon";
import { Notice } from "~/components/notice";
import { Panel } from "~/components/panel";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { attemptIdFrom } from "~/exams/attempt-page.server";
import { resultOf } from "~/exams/sitting.server";
import { longInstant } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";

export const handle = { main: "wrap result" };
export const meta = titled(examRoomText, (t) => t.result.title);

/** Before release there is no result to show, to anyone: the receipt says what happens next. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const attemptId = attemptIdFrom(params);
  const result = await resultOf(prisma, { attemptId, personId });
  if (!result) throw redirect(`/my/attempts/${attemptId}/receipt`);
  return { result };
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>["result"];

export default function ResultPage() {
  const { result } = useLoaderData<typeof loader>();
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
          <Parts result={result} />
          <Lost result={result} />
        </div>
        <aside className="stack">
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

type Slot = Shown["slots"][number];
const sum = (slots: readonly Slot[], of: (slot: Slot) => number) =>
  slots.reduce((total, slot) => total + of(slot), 0);

function Parts({ result }: { result: Shown }) {
  const { result: t, types } = useText(examRoomText);
  const counts = (slots: readonly Slot[]) => [
    slots.length,
    slots.filter((slot) => slot.outcome === "right").length,
    slots.filter((slot) => slot.outcome === "unanswered").length,
    sum(slots, (slot) => slot.mark),
    sum(slots, (slot) => slot.marks),
  ];
  const heads = [t.questions, t.right, t.unanswered, t.marks, t.full];
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
          {result.paper.sections.map(({ type, firstNumber, lastNumber }) => (
            <tr key={type}>
              <th scope="row">{types[type]}</th>
              {counts(result.slots.slice(firstNumber - 1, lastNumber)).map((n, index) => (
                <td className="r" key={heads[index]}>
                  {n}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t.total}</td>
            {counts(result.slots).map((n, index) => (
              <td className="r" key={heads[index]}>
                {n}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      <p className="hint">{t.policy[result.policy]}</p>
    </Section>
  );
}

function Lost({ result }: { result: Shown }) {
  const { result: t, types, truth } = useText(examRoomText);
  const { cited } = useText(questionsText);
  const lost = result.slots.filter((slot) => slot.mark < slot.marks);
  const slotOf = (number: number) => result.paper.slots[number - 1]!;
  const words = (labels: readonly string[]) => labels.map((label) => truth[label] ?? label).join(" ");
  if (lost.length === 0) return <p className="lead">{t.allRight}</p>;
  const columns: Column<Slot>[] = [
    {
      key: "number",
      head: t.number,
      align: "right",
      className: "num",
      cell: ({ number }) => <b>{number}</b>,
    },
    {
      key: "question",
      head: t.question,
      heads: true,
      cell: ({ number, citations, explanation }) => (
        <>
          <Sub>{types[slotOf(number).type]}</Sub>
          {slotOf(number).stem}
          <span className="sub src">
            {citations.map((c) => cited(c.law, c.article, c.paragraph, c.item)).join(" ")}
          </span>
          {explanation.split("\n").map((line) => (
            <Sub key={line}>{line}</Sub>
          ))}
        </>
      ),
    },
    {
      key: "given",
      head: t.given,
      cell: ({ given }) => (given.length === 0 ? <span className="none">{t.none}</span> : words(given)),
    },
    { key: "key", head: t.key, cell: ({ key }) => <b>{words(key)}</b> },
  ];
  return (
    <Section title={t.lost(lost.length)}>
      <Table
        label={t.lost(lost.length)}
        columns={columns}
        rows={lost}
        keyOf={(slot) => String(slot.number)}
        className="wrong"
      />
    </Section>
  );
}
