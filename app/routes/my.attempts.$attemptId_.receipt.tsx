import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { Icon } from "~/components/icon";
import { RehearsalStrip } from "~/components/rehearsal-strip";
import { inTransaction, prisma } from "~/db.server";
import { attemptIdFrom } from "~/exams/attempt-page.server";
import { ownerMarkOf } from "~/exams/device.server";
import { receiptOf } from "~/exams/receipt.server";
import { headingOf, rehearsalReceipt } from "~/exams/rehearsal-page.server";
import { isReleased } from "~/exams/result.server";
import { finishIfOverdue } from "~/exams/submission.server";
import { namesOn } from "~/personnel/person.server";
import { common } from "~/text/common";
import { clockTimeToTheSecond, longInstantToTheSecond } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { invigilatedRoomText } from "~/text/invigilated-room";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { LateAnswers } from "./my.attempts.$attemptId/late-answers";

export const handle = { main: "narrow receipt", interactive: true };
export const meta = titled(examRoomText, (t) => t.receipt.title);

/** The same page whenever it is opened again; before the hand-in there is none. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const now = new Date();
  const attemptId = attemptIdFrom(params);
  const look = () => receiptOf(prisma, { attemptId, personId });
  let receipt = await look();
  if (!receipt) {
    // Looked for again whoever collected the paper: the job may have done it between the two.
    await inTransaction((tx) => finishIfOverdue(tx, attemptId, now));
    receipt = await look();
  }
  if (!receipt) throw redirect(`/my/attempts/${attemptId}`);
  const names = await namesOn(prisma, [personId], chinaDateOf(now));
  const { exam } = receipt;
  return {
    receipt,
    ...headingOf(request, exam),
    candidate: names.get(personId) ?? "",
    isReleased: await isReleased(prisma, { attemptId, personId }),
    owner: ownerMarkOf(personId),
    // Told by the server: this page ships a script, which carries no words of rehearsals.
    rehearsed: exam ? null : rehearsalReceipt(request, receipt.answers),
  };
}

export default function ReceiptPage() {
  const { receipt, candidate, isReleased, owner, examTitle, rehearsal, rehearsed } =
    useLoaderData<typeof loader>();
  const all = useText(examRoomText);
  const t = all.receipt;
  const { by } = useText(examsText);
  const room = useText(invigilatedRoomText);
  const { minutes: minutesText } = useText(common);
  const locale = useLocale();
  const blank = receipt.answers.filter(({ labels }) => labels.length === 0).map(({ number }) => number);
  const received = receipt.answers.length - blank.length;
  const at = (instant: Date | string) => longInstantToTheSecond(instant, locale);
  return (
    <>
      <RehearsalStrip words={rehearsal} />
      <div className="outcome ok">
        <Icon name="okfill" />
        <div>
          <h1>{rehearsed?.heading ?? t.heading}</h1>
          <p>{rehearsed?.lede ?? t.lede(received)}</p>
        </div>
      </div>
      <LateAnswers attemptId={receipt.attemptId} owner={owner} />
      <section className="receipt-no">
        <div>
          <span className="label">{t.number}</span>
          <strong>{receipt.receiptNumber}</strong>
        </div>
        <p className="acts acts-lg">
          {isReleased && (
            <LinkButton kind="primary" href={`/my/attempts/${receipt.attemptId}/result`}>
              {t.result}
            </LinkButton>
          )}
          <LinkButton href={rehearsed ? "/my/rehearsals" : "/my/exams"}>
            {rehearsed?.again ?? t.home}
          </LinkButton>
        </p>
      </section>
      <Facts
        layout="ruled"
        items={[
          { term: t.exam, value: examTitle },
          { term: t.candidate, value: candidate },
          { term: t.startedAt, value: at(receipt.startedAt) },
          { term: t.submittedAt, value: t.serverTime(at(receipt.submittedAt)) },
          { term: t.by, value: by[receipt.submittedBy] },
          {
            term: t.received,
            value: t.receivedOf(received, receipt.answers.length, blank.join(all.offline.and)),
          },
          { term: t.checksum, value: <span className="code">{receipt.checksum}</span> },
        ]}
      />
      <p className="hint">
        <a href={`/my/attempts/${receipt.attemptId}/receipt.json`} download>
          {t.download}
        </a>
        <br />
        {t.downloadHint}
      </p>
      {!isReleased && <WhatNext steps={rehearsed?.next ?? t.next} />}
      <section>
        <h2>{t.answers}</h2>
        {receipt.sections.map(({ type, firstNumber, lastNumber }) => (
          <AnswersOf
            key={type}
            title={all.types[type]}
            answers={receipt.answers.slice(firstNumber - 1, lastNumber)}
          />
        ))}
      </section>
      <section>
        <h2>{t.log}</h2>
        {!rehearsed && <p className="hint">{t.logHint}</p>}
        <ol className="log">
          {receipt.log.map(({ at: when, kind, slot, minutes }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the log is neither reordered nor kept
            <li key={index}>
              <time>{clockTimeToTheSecond(when)}</time>
              <span>
                {slot === null ? t.events[kind] : t.logSlot(t.events[kind], slot)}
                {minutes !== null && ` ${minutesText(minutes)}`}
              </span>
            </li>
          ))}
        </ol>
        {!rehearsed && receipt.leavings > 0 && <p className="hint">{room.leavings(receipt.leavings)}</p>}
      </section>
      {receipt.earlier.length > 0 && (
        <section>
          <h2>{t.earlier}</h2>
          <p className="hint">{t.earlierHint}</p>
          <ol className="log">
            {receipt.earlier.map(({ receiptNumber, submittedAt, checksum }) => (
              <li key={receiptNumber}>
                <time>{clockTimeToTheSecond(submittedAt)}</time>
                <span>
                  {receiptNumber} <span className="code">{checksum}</span>
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function WhatNext({ steps }: { steps: readonly { title: string; body: string }[] }) {
  const t = useText(examRoomText).receipt;
  return (
    <section>
      <h2>{t.nextHead}</h2>
      <ol className="next">
        {steps.map(({ title, body }) => (
          <li key={title}>
            <b>{title}</b>
            <span>{body}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function AnswersOf({ title, answers }: { title: string; answers: { number: number; labels: string[] }[] }) {
  const t = useText(examRoomText);
  const words = (labels: string[]) => labels.map((label) => t.truth[label] ?? label).join("");
  return (
    <>
      <h3>{title}</h3>
      <ol className="answers">
        {answers.map(({ number, labels }) => (
          <li key={number} className={labels.length === 0 ? "none" : undefined}>
            <span>{number}</span>
            <b>{labels.length === 0 ? t.receipt.none : words(labels)}</b>
          </li>
        ))}
      </ol>
    </>
  );
}
