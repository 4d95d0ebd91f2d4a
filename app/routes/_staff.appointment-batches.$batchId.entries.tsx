import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button, LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { RefusedPeople } from "~/components/refused-people";
import { Section } from "~/components/section";
import { SelectField } from "~/components/select-field";
import { inTransaction, prisma } from "~/db.server";
import { requireBatch } from "~/exams/appointment-page.server";
import { enterBatch } from "~/exams/appointments.server";
import { openExamsOf } from "~/exams/open-exams.server";
import { isUuid } from "~/ids";
import { appointmentsText } from "~/text/appointments";
import { longInstant } from "~/text/dates";
import { refusalIn } from "~/text/refusals";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(appointmentsText, (t) => t.enterTitle);

/** Whoever the regime lets hold the exam, and nobody else. */
async function requireOrganiser(request: Request, params: { batchId?: string }, now: Date) {
  const found = await requireBatch(request, params, "appointment:read", now);
  if (!found.mayOrganise) throw new Response(null, { status: 403 });
  return found;
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { batch } = await requireOrganiser(request, params, now);
  const wanted = { kind: "pre-appointment" as const, regime: batch.regime };
  return {
    batch: { batchId: batch.batchId, title: batch.title, organiser: batch.rules.organiser.value },
    exams: await openExamsOf(prisma, wanted, now),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, batch } = await requireOrganiser(request, params, now);
  const examId = (await request.formData()).get("examId");
  const no = { regime: batch.regime };
  if (!isUuid(examId))
    return data({ refusals: [refusal("appointment.exam-regime", no)], outcome: null }, { status: 422 });
  const { batchId } = batch;
  const answer = await inTransaction((tx) => enterBatch(tx, { batchId, examId }, actor.accountId, now));
  if (!answer) throw new Response(null, { status: 404 });
  if (!answer.ok) return data({ refusals: answer.refusals, outcome: null }, { status: 422 });
  const nameOf = new Map(batch.people.map(({ personId, name }) => [personId, name]));
  const locale = localeFrom(request);
  const outcome = {
    entered: answer.registered.length,
    refused: answer.refused.map(({ personId, refusals }) => ({
      personId,
      name: nameOf.get(personId) ?? "",
      reasons: refusals.map((reason) => refusalIn(locale, reason)),
    })),
  };
  return data({ refusals: [], outcome });
}

export default function EnterBatch() {
  const { batch, exams } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(appointmentsText);
  const locale = useLocale();
  const back = `/appointment-batches/${batch.batchId}`;
  const outcome = answer?.outcome;
  return (
    <>
      <PageHead
        title={outcome ? t.entered(outcome.entered, outcome.refused.length) : t.enterTitle}
        lede={outcome ? undefined : t.enterLede(t.organisers[batch.organiser])}
        crumbs={[
          { text: t.title, href: "/appointment-batches" },
          { text: batch.title, href: back },
          { text: t.enterTitle },
        ]}
        acts={outcome && <LinkButton href={back}>{t.back}</LinkButton>}
      />
      {answer && answer.refusals.length > 0 && (
        <Refusal level={2} verdict={t.refusedTitle} reasons={reasonsFrom(locale, answer.refusals)} />
      )}
      {outcome && outcome.refused.length > 0 && (
        <Section title={t.refusedTitle} meta={String(outcome.refused.length)}>
          <RefusedPeople label={t.refusedTitle} people={outcome.refused} />
        </Section>
      )}
      {!outcome && exams.length === 0 && <Empty title={t.noExams}>{t.noExamsHint}</Empty>}
      {!outcome && exams.length > 0 && (
        <form method="post" className="form max-w-[46rem]">
          <SelectField
            name="examId"
            label={t.exam}
            choices={exams.map(({ examId, title, opensAt }) => ({
              value: examId,
              text: t.examOn(title, longInstant(opensAt, locale)),
            }))}
            empty={t.chooseExam}
          />
          <div className="acts">
            <LinkButton href={back} kind="text">
              {t.back}
            </LinkButton>
            <Button kind="primary">{t.enter}</Button>
          </div>
        </form>
      )}
    </>
  );
}
