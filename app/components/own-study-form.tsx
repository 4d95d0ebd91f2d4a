import type { Overlaps } from "~/study/overlap";
import { clockTime } from "~/text/dates";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { Button, LinkButton } from "./button";
import { Field } from "./field";
import { Notice } from "./notice";
import { type SessionAnswer, SessionFields } from "./session-fields";

export type ShownFile = {
  id: string;
  name: string;
  bytes: number;
  width: number | null;
  height: number | null;
};

/** One's own study: saved as a draft at its own address, handed in at another. Works without a script, also on a phone. */
export function OwnStudyForm({
  today,
  answer,
  draftId,
  files = [],
  overlaps = null,
}: {
  today: string;
  answer: SessionAnswer;
  /** Left out: nothing is saved yet. */
  draftId?: string;
  files?: readonly ShownFile[];
  overlaps?: Overlaps | null;
}) {
  const { own: t, mine } = useText(studyText);
  return (
    <>
      <OverlapNotice overlaps={overlaps} />
      <form
        method="post"
        action={draftId ? `/my/study/drafts/${draftId}` : "/my/study/new"}
        encType="multipart/form-data"
        className="form max-w-[46rem]"
        noValidate
      >
        {draftId && <input type="hidden" name="draftId" value={draftId} />}
        <SessionFields
          today={today}
          answer={answer}
          evidenceLabel={t.evidence}
          evidenceHint={t.evidenceHint}
        />
        {files.length > 0 && <KeptFiles files={files} draftId={draftId ?? ""} />}
        <Field id="file" label={t.files} hint={t.filesHint} optional>
          <input
            id="file"
            name="file"
            type="file"
            multiple
            accept="image/jpeg,image/png,application/pdf"
            className="input"
            aria-describedby="file-hint"
          />
        </Field>
        <div className="acts">
          <LinkButton href="/my/study" kind="text">
            {mine.title}
          </LinkButton>
          <Button>{t.save}</Button>
          <Button kind="primary" formAction="/my/study/submissions">
            {t.submit}
          </Button>
        </div>
      </form>
    </>
  );
}

function KeptFiles({ files, draftId }: { files: readonly ShownFile[]; draftId: string }) {
  const t = useText(studyText).own;
  return (
    <fieldset className="field">
      <legend className="label">{t.kept}</legend>
      {files.map((file) => (
        <div key={file.id}>
          <a href={`/my/study/drafts/${draftId}/files/${file.id}`}>{file.name}</a>{" "}
          <span className="quiet num">
            <FileSize file={file} />
          </span>
          <label className="choice">
            <input type="checkbox" name="removed" value={file.id} />
            <span>{t.remove(file.name)}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

export function FileSize({ file: { bytes, width, height } }: { file: ShownFile }) {
  const t = useText(studyText).own;
  return (
    <>
      {t.fileSize(Math.max(1, Math.round(bytes / 1024)))}
      {width !== null && height !== null && ` ${t.pixels(width, height)}`}
    </>
  );
}

function OverlapNotice({ overlaps }: { overlaps: Overlaps | null }) {
  const t = useText(studyText).overlap;
  if (!overlaps || overlaps.with.length === 0) return null;
  return (
    <Notice tone="warn" title={t.own}>
      <ul>
        {overlaps.with.map(({ recordId, title, startAt, endAt, minutes }) => (
          <li key={recordId}>
            <a href={`/my/study/${recordId}`}>
              {t.session(title, `${clockTime(startAt)}–${clockTime(endAt)}`, minutes)}
            </a>
          </li>
        ))}
      </ul>
      {overlaps.isWhole && <p>{t.whole}</p>}
    </Notice>
  );
}
