import { supervisionText } from "~/text/supervision";
import { useText } from "~/text/text";
import { ActForm } from "./act-form";
import { Button } from "./button";
import { EvidenceFilesField } from "./evidence-files-field";
import { Section } from "./section";
import { TextAreaField } from "./text-area-field";
import { TextField } from "./text-field";

type May = { issue: boolean; withdraw: boolean; reply: boolean; decide: boolean };

/** What the reader may do with a supervision notice as it stands. */
export function NoticeActs({ noticeId, may }: { noticeId: string; may: May }) {
  const t = useText(supervisionText);
  const at = (noun: string) => `/supervision-notices/${noticeId}/${noun}`;
  if (may.issue || may.withdraw)
    return (
      <Section title={t.issue}>
        <div className="acts mb-[1.5rem]">
          {may.issue && (
            <ActForm action={at("issue")} kind="primary">
              {t.issue}
            </ActForm>
          )}
          <span className="hint">{t.issueHint}</span>
        </div>
        {may.withdraw && <Said action={at("withdrawal")} label={t.withdrawReason} submit={t.withdraw} />}
      </Section>
    );
  if (may.reply)
    return (
      <Section title={t.reply}>
        <form method="post" action={at("reply")} encType="multipart/form-data" className="form max-w-[46rem]">
          <ReplyFields />
          <div className="acts">
            <Button kind="primary">{t.send}</Button>
          </div>
        </form>
      </Section>
    );
  if (!may.decide) return null;
  return (
    <Section title={t.close}>
      <div className="acts mb-[1.5rem]">
        <ActForm action={at("closing")} kind="primary">
          {t.close}
        </ActForm>
      </div>
      <Said action={at("return")} label={t.sendBackReason} submit={t.sendBack} />
    </Section>
  );
}

function Said({ action, label, submit }: { action: string; label: string; submit: string }) {
  return (
    <form method="post" action={action} className="form max-w-[46rem]">
      <TextAreaField label={label} name="statement" rows={2} maxLength={500} />
      <div className="acts">
        <Button>{submit}</Button>
      </div>
    </form>
  );
}

/** What the unit did, with files. */
export function ReplyFields({ typed }: { typed?: { statement: string; reference: string } | undefined }) {
  const t = useText(supervisionText);
  return (
    <>
      <TextAreaField
        label={t.replyStatement}
        name="statement"
        rows={5}
        maxLength={2000}
        defaultValue={typed?.statement}
      />
      <TextField
        label={t.replyReference}
        name="reference"
        maxLength={200}
        optional
        defaultValue={typed?.reference}
      />
      <EvidenceFilesField label={t.replyFiles} hint={t.replyFilesHint} />
    </>
  );
}
