import { useLoaderData } from "@remix-run/react";
import { ActForm } from "~/components/act-form";
import { DemandFields, VerdictFields } from "~/components/audit-fields";
import { Button } from "~/components/button";
import { Notice } from "~/components/notice";
import { RectificationMark } from "~/components/sampled-mark";
import { Section } from "~/components/section";
import { TextAreaField } from "~/components/text-area-field";
import { Timeline } from "~/components/timeline";
import { isFalse } from "~/study/audit-verdict";
import { common } from "~/text/common";
import { dateOfInstant, longDate, shortInstant } from "~/text/dates";
import { refusalIn } from "~/text/refusals";
import { studyAuditText } from "~/text/study-audit";
import { useLocale, useText } from "~/text/text";
import type { loader } from "./route";

/** What was found so far, and what the reader may do about it. */
export function Decision() {
  const { audit, sampled, verdicts, barred, mayWrite } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const { list } = useText(common);
  const locale = useLocale();
  const at = `/study-audits/${audit.auditId}/records/${sampled.place}`;
  const isActedOn =
    sampled.rectificationId !== null || sampled.noticeId !== null || sampled.reversalId !== null;
  return (
    <Section title={t.decide} className="decide" id="decide">
      {verdicts.length > 0 && (
        <Timeline
          events={verdicts.map(({ verdictId, kind, facts, by, at: when }, index) => ({
            key: verdictId,
            on: dateOfInstant(when),
            tag: kind ? t.kinds[kind] : t.inOrder,
            text: t.standing(by, shortInstant(when)),
            detail: [facts, index > 0 ? t.replaced : ""].filter(Boolean).join("　"),
          }))}
        />
      )}
      <Outcome />
      {barred.length > 0 && (
        <Notice tone="warn" title={t.mayNotLook}>
          {list(barred.map((refusal) => refusalIn(locale, refusal).sentence))}
        </Notice>
      )}
      {mayWrite && barred.length === 0 && !isActedOn && (
        <form method="post" action={`${at}/verdict`} className="form">
          <VerdictFields seen={sampled} />
          <div className="acts">
            {sampled.place < audit.size && (
              <Button name="go" value="next">
                {t.giveNext}
              </Button>
            )}
            <Button kind="primary">{sampled.verdictId ? t.change : t.give}</Button>
          </div>
        </form>
      )}
      {mayWrite && sampled.kind !== null && barred.length === 0 && <AfterFinding at={at} />}
      {mayWrite && sampled.misconductId !== null && sampled.misconduct === null && <SecondPerson at={at} />}
    </Section>
  );
}

/** What came of a finding. */
function Outcome() {
  const { sampled } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const locale = useLocale();
  const { rectificationId: id, rectificationStep: step, rectificationDueOn: due } = sampled;
  return (
    <>
      {sampled.misconduct === "confirmed" && sampled.isReversed && (
        <Notice tone="stop" title={t.reversedDone} />
      )}
      {sampled.misconduct === "refused" && <Notice title={t.refusedDone} />}
      {id && step && due && (
        <p>
          <a href={`/rectifications/${id}`}>{t.rectification}</a> <RectificationMark step={step} />{" "}
          {t.dueOn(longDate(due, locale))}
        </p>
      )}
    </>
  );
}

/** The first person's acts on a finding. */
function AfterFinding({ at }: { at: string }) {
  const { sampled } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  return (
    <>
      {isFalse(sampled.kind) && sampled.reversalId === null && (
        <div className="acts mb-[1.5rem]">
          <ActForm action={`${at}/reversal`} kind="stop">
            {t.reverse}
          </ActForm>
          <span className="hint">{t.reverseHint}</span>
        </div>
      )}
      {sampled.rectificationId === null && (
        <details className="passed">
          <summary>{t.demandTitle}</summary>
          <form method="post" action={`${at}/rectification`} className="form">
            <DemandFields />
            <div className="acts">
              <Button>{t.demandSubmit}</Button>
            </div>
          </form>
        </details>
      )}
    </>
  );
}

/** Another person agrees to the reversal, or does not. */
function SecondPerson({ at }: { at: string }) {
  const { isProposer } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  if (isProposer) return <Notice tone="warn" title={t.reversalOpen} />;
  return (
    <>
      <Notice tone="warn" title={t.reversalOpen} />
      <div className="acts mb-[1.5rem]">
        <ActForm action={`${at}/reversal-approval`} kind="stop">
          {t.approve}
        </ActForm>
      </div>
      <form method="post" action={`${at}/reversal-refusal`} className="form">
        <TextAreaField label={t.refuseReason} name="reason" rows={2} maxLength={500} />
        <div className="acts">
          <Button>{t.refuse}</Button>
        </div>
      </form>
    </>
  );
}
