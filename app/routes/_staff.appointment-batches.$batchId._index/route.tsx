import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Tag } from "~/components/tag";
import { consequenceOf, recipientsOf } from "~/exams/appointment";
import { maySeeMarks, READER_OF } from "~/exams/appointment-list.server";
import { requireBatch } from "~/exams/appointment-page.server";
import { appointmentsText } from "~/text/appointments";
import { common } from "~/text/common";
import { longDate } from "~/text/dates";
import { requirementsText } from "~/text/requirements";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { Candidates } from "./candidates";

export const meta = titled(
  appointmentsText,
  (t, page: { batch: { title: string } } | undefined) => page?.batch.title ?? t.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, batch, roles, mayOrganise } = await requireBatch(request, params, "appointment:read", now);
  const { rules, pack: _, people, ...facts } = batch;
  return {
    batch: facts,
    rules: {
      organiser: rules.organiser.value,
      attempts: rules.attempts.value,
      validity: rules.validity.value,
      failAction: rules.failAction.value,
      absence: rules.absence.value,
      resultTo: rules.resultTo.value,
    },
    people: people.map((one) => ({
      ...one,
      consequence: consequenceOf(one.outcome, rules)?.consequence ?? null,
    })),
    recipients: recipientsOf(rules).filter((recipient) => roles.includes(READER_OF[recipient])),
    withMarks: maySeeMarks(roles, rules),
    mayPropose: can(actor, "appointment:propose"),
    mayOrganise,
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

export default function BatchPage() {
  const { batch, people, done, mayPropose, mayOrganise, withMarks, recipients } =
    useLoaderData<typeof loader>();
  const t = useText(appointmentsText);
  const { regimes } = useText(requirementsText);
  const at = `/appointment-batches/${batch.batchId}`;
  return (
    <>
      <PageHead
        title={batch.title}
        status={<Tag>{regimes[batch.regime]}</Tag>}
        crumbs={[{ text: t.title, href: "/appointment-batches" }, { text: batch.title }]}
        acts={
          <>
            {mayPropose && <LinkButton href={`${at}/candidates`}>{t.addCandidate}</LinkButton>}
            {mayOrganise && people.length > 0 && (
              <LinkButton kind="primary" href={`${at}/entries`}>
                {t.enterTitle}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <Arrangements />
        <Section title={t.candidates} meta={withMarks ? undefined : t.marksHidden}>
          {people.length === 0 ? (
            <Empty title={t.noCandidates}>{t.noCandidatesHint}</Empty>
          ) : (
            <Candidates
              people={people}
              withMarks={withMarks}
              mayPropose={mayPropose}
              recipients={recipients}
            />
          )}
        </Section>
      </div>
    </>
  );
}

function Arrangements() {
  const { batch, rules } = useLoaderData<typeof loader>();
  const t = useText(appointmentsText);
  const words = useText(common);
  const locale = useLocale();
  return (
    <Section title={t.rules}>
      <Facts
        items={[
          { term: t.unit, value: batch.unitName },
          { term: t.documentNumber, value: batch.documentNumber },
          { term: t.dueOn, value: longDate(batch.dueOn, locale) },
          ...(batch.termEndsOn ? [{ term: t.termEndsOn, value: longDate(batch.termEndsOn, locale) }] : []),
          { term: t.organiser, value: t.organisers[rules.organiser] },
          { term: t.attempts, value: rules.attempts },
          { term: t.validity, value: t.validities[rules.validity] },
          { term: t.failAction, value: t.consequences[rules.failAction] },
          { term: t.absence, value: t.consequences[rules.absence] },
          { term: t.resultTo, value: words.list(rules.resultTo.map((one) => t.recipients[one])) },
          ...(batch.exams.length > 0
            ? [{ term: t.exams, value: words.list(batch.exams.map(({ title }) => title)) }]
            : []),
        ]}
      />
    </Section>
  );
}
