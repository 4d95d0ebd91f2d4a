import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { ActForm } from "~/components/act-form";
import { Button } from "~/components/button";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { ReportFields } from "~/components/rectification-act";
import { RectificationMark } from "~/components/sampled-mark";
import { Section } from "~/components/section";
import { TextAreaField } from "~/components/text-area-field";
import { Timeline } from "~/components/timeline";
import { requireRectification } from "~/study/audit-page.server";
import { isOwed, isReported } from "~/study/rectification";
import { dateOfInstant, longDate, shortInstant } from "~/text/dates";
import { studyAuditText } from "~/text/study-audit";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyAuditText, (t) => t.rectification);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, rectification, unit } = await requireRectification(request, params, "supervision:read", now);
  const may = (permission: "supervision:reply" | "study-audit:write" | "study-audit:read") =>
    can(actor, permission, { path: unit.path });
  return {
    rectification,
    unitName: unit.name,
    done: new URL(request.url).searchParams.get("done") ?? "",
    recordHref: may("study-audit:read")
      ? `/study-audits/${rectification.auditId}/records/${rectification.place}`
      : null,
    mayReport: isOwed(rectification.state) && may("supervision:reply"),
    mayCheck: isReported(rectification.state) && may("study-audit:write"),
  };
}

export default function RectificationPage() {
  const { rectification, unitName, done, recordHref } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const locale = useLocale();
  const { state, isLate, kind, facts, title, demand, dueOn, noticeNumber, steps } = rectification;
  return (
    <>
      <PageHead
        title={title}
        status={<RectificationMark step={state} isLate={isLate} />}
        lede={`${unitName}　${noticeNumber}`}
        crumbs={[{ text: t.rectifications, href: "/rectifications" }, { text: title }]}
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <Facts
          items={[
            {
              term: t.finding,
              value: recordHref ? <a href={recordHref}>{t.kinds[kind]}</a> : t.kinds[kind],
            },
            { term: t.factsOf, value: facts },
            { term: t.demand, value: demand },
            { term: t.due, value: longDate(dueOn, locale) },
          ]}
        />
        <Section title={t.history}>
          <Timeline
            events={steps
              .map(({ step, at, by, statement, reference }, index) => ({
                key: String(index),
                on: dateOfInstant(at),
                text: `${t.stepActs[step]}　${by} ${shortInstant(at)}`,
                detail: [statement, reference].filter(Boolean).join("　"),
              }))
              .reverse()}
          />
        </Section>
        <Acts />
      </div>
    </>
  );
}

function Acts() {
  const { rectification, mayReport, mayCheck } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const at = `/rectifications/${rectification.rectificationId}`;
  if (mayReport)
    return (
      <Section title={t.stepActs.reported}>
        <form method="post" action={`${at}/report`} className="form max-w-[46rem]">
          <ReportFields />
          <div className="acts">
            <Button kind="primary">{t.stepActs.reported}</Button>
          </div>
        </form>
      </Section>
    );
  if (!mayCheck) return null;
  return (
    <Section title={t.result}>
      <div className="acts mb-[1.5rem]">
        <ActForm action={`${at}/acceptance`} kind="primary">
          {t.stepActs.accepted}
        </ActForm>
      </div>
      <form method="post" action={`${at}/return`} className="form max-w-[46rem]">
        <TextAreaField label={t.sendBackReason} name="statement" rows={2} maxLength={500} />
        <div className="acts">
          <Button>{t.stepActs["sent-back"]}</Button>
        </div>
      </form>
    </Section>
  );
}
