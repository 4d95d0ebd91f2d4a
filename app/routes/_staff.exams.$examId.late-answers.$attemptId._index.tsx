import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { ActForm } from "~/components/act-form";
import { Button } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { Section } from "~/components/section";
import { type Column, Table } from "~/components/table";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction, prisma } from "~/db.server";
import { nameFor } from "~/exams/exam-page.server";
import { proposeLate, rehearseLate } from "~/exams/late-answers.server";
import { requireLate } from "~/exams/late-page.server";
import { namesOn } from "~/personnel/person.server";
import { clockTimeToTheSecond } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { lateText } from "~/text/late-answers";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lateText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, exam, paper } = await requireLate(request, params);
  const { registrationId } = paper;
  const isOwn = paper.personId === actor.personId;
  const names = await namesOn(prisma, [paper.personId], chinaDateOf(new Date()));
  return {
    exam: { id: exam.id, title: exam.title },
    attemptId: paper.attemptId,
    name: nameFor(request, actor)({ kind: exam.kind, registrationId, name: names.get(paper.personId) ?? "" }),
    steps: paper.steps.map(({ id, ...step }) => ({ ...step, id: String(id) })),
    rehearsal: await rehearseLate(prisma, paper.attemptId),
    proposal: paper.proposal && { reason: paper.proposal.reason },
    mayDecide: paper.proposal !== null && paper.proposal.proposedById !== actor.accountId && !isOwn,
    isOwn,
  };
}

/** The first of two people: why these should count. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, exam, paper } = await requireLate(request, params);
  const reason = String((await request.formData()).get("reason") ?? "").slice(0, 500);
  const wanted = { examId: exam.id, attemptId: paper.attemptId, reason };
  const answer = await inTransaction((tx) => proposeLate(tx, wanted, actor, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}/late-answers?done=proposed`, { status: 303 });
  return data({ reason, refusals: answer.refusals }, { status: 422 });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function LateAnswersOfOne() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { exam, attemptId, name, proposal, mayDecide, isOwn } = page;
  const { title } = useText(examsText);
  const t = useText(lateText);
  const locale = useLocale();
  const list = `/exams/${exam.id}/late-answers`;
  return (
    <>
      <PageHead
        title={name}
        lede={t.lede}
        crumbs={[
          { text: title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.title, href: list },
          { text: name },
        ]}
      />
      <div className="stack-lg">
        {refused && <Refusal level={2} verdict={t.cannot} reasons={reasonsFrom(locale, refused.refusals)} />}
        <Arrived steps={page.steps} />
        <Rehearsal rehearsal={page.rehearsal} />
        {proposal ? (
          <Section title={t.proposal}>
            <p>{proposal.reason}</p>
            {mayDecide && (
              <p className="acts">
                <ActForm action={`${list}/${attemptId}/refusal`}>{t.refuse}</ActForm>
                <ActForm action={`${list}/${attemptId}/approval`} kind="primary">
                  {t.approve}
                </ActForm>
              </p>
            )}
          </Section>
        ) : (
          !isOwn && (
            <form method="post" className="form max-w-[46rem]">
              <TextAreaField name="reason" label={t.reason} defaultValue={refused?.reason} />
              <div className="acts">
                <Button kind="primary">{t.propose}</Button>
              </div>
            </form>
          )
        )}
      </div>
    </>
  );
}

function Arrived({ steps }: { steps: Page["steps"] }) {
  const t = useText(lateText);
  const { truth } = useText(examRoomText);
  const words = (answer: string[] | boolean) => {
    if (typeof answer === "boolean") return t.flag(answer);
    return answer.length === 0 ? t.empty : answer.map((label) => truth[label] ?? label).join("");
  };
  const columns: Column<Page["steps"][number]>[] = [
    {
      key: "number",
      head: t.number,
      className: "num",
      heads: true,
      cell: ({ slot }) => slot,
    },
    { key: "answer", head: t.answer, cell: ({ answer }) => words(answer) },
    { key: "at", head: t.at, className: "num", cell: ({ receivedAt }) => clockTimeToTheSecond(receivedAt) },
  ];
  return (
    <Section title={t.answers}>
      <Table label={t.answers} columns={columns} rows={steps} keyOf={({ id }) => id} compact />
    </Section>
  );
}

function Rehearsal({ rehearsal: { before, after, fullMark, changes } }: { rehearsal: Page["rehearsal"] }) {
  const t = useText(lateText);
  const side = before.passed === after.passed ? "same" : after.passed ? "passes" : "fails";
  return (
    <Section title={t.rehearsal}>
      <p>
        {t.mark(before.mark, after.mark, fullMark)} · {t.side[side]}
      </p>
      {changes.length === 0 ? (
        <p className="hint">{t.noChange}</p>
      ) : (
        <ul>
          {changes.map(({ number, ...marks }) => (
            <li key={number}>{t.change(number, marks.before, marks.after)}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}
