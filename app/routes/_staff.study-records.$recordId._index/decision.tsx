import { useLoaderData } from "@remix-run/react";
import { ActForm } from "~/components/act-form";
import { Button } from "~/components/button";
import { Notice } from "~/components/notice";
import { ReversalGroundField } from "~/components/reversal-ground-field";
import { Section } from "~/components/section";
import { TextAreaField } from "~/components/text-area-field";
import { common } from "~/text/common";
import { refusalIn } from "~/text/refusals";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import type { loader } from "./route";

/** What the reader may do with the entry: check it, put it right, take it back. */
export function Decision() {
  const { record, minutes, may, barred } = useLoaderData<typeof loader>();
  const t = useText(studyText).record;
  const at = (noun: string) => `/study-records/${record.id}/${noun}`;
  const { list } = useText(common);
  const locale = useLocale();
  const decides = may.confirm || may.check;
  if (decides && barred.length > 0)
    return (
      <Notice tone="warn" title={t.mayNotCheck}>
        {list(barred.map((refusal) => refusalIn(locale, refusal).sentence))}
      </Notice>
    );
  if (decides || may.return)
    return (
      <Section title={t.decide} className="decide">
        {may.confirm && (
          <div className="acts mb-[1.5rem]">
            <ActForm action={at("confirmation")} kind="primary">
              {t.confirm}
            </ActForm>
            <span className="hint">{t.confirmHint}</span>
          </div>
        )}
        {may.check && (
          <div className="acts mb-[1.5rem]">
            <ActForm action={at("acceptance")} kind="primary">
              {record.reversesId ? t.acceptReversal : t.accept(minutes.credited)}
            </ActForm>
            <span className="hint">{t.acceptHint}</span>
          </div>
        )}
        <ReasonForm action={at("return")} label={t.returnReason} hint={t.returnHint} submit={t.return} />
      </Section>
    );
  if (may.resubmit)
    return (
      <Section title={t.resubmit} className="decide">
        <ReasonForm action={at("resubmission")} label={t.resubmitReason} submit={t.resubmit} primary />
      </Section>
    );
  if (may.reverse)
    return (
      <details className="passed">
        <summary>{t.reverse}</summary>
        <ReasonForm
          action={at("reversal")}
          label={t.reverseReason}
          hint={t.reverseHint}
          submit={t.reverse}
          stop
          grounds
        />
      </details>
    );
  return null;
}

function ReasonForm({
  action,
  label,
  hint,
  submit,
  primary = false,
  stop = false,
  grounds = false,
}: {
  action: string;
  label: string;
  hint?: string;
  submit: string;
  primary?: boolean;
  stop?: boolean;
  /** Asks why in the words of the ledger, too. */
  grounds?: boolean;
}) {
  return (
    <form method="post" action={action} className="form">
      {grounds && <ReversalGroundField />}
      <TextAreaField label={label} name="reason" hint={hint} rows={3} />
      <div className="acts">
        <Button kind={stop ? "stop" : primary ? "primary" : "plain"}>{submit}</Button>
      </div>
    </form>
  );
}
