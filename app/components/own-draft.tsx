import type { Overlaps } from "~/study/overlap";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import type { Refusal as Refused } from "~/verdict";
import { ActForm } from "./act-form";
import { ErrorSummary, type FieldProblem } from "./error-summary";
import { Notice } from "./notice";
import { OwnStudyForm, type ShownFile } from "./own-study-form";
import { PageHead } from "./page-head";
import { reasonsFrom } from "./reasons";
import { Refusal } from "./refusal";

export type ShownDraft = {
  draftId: string;
  typed: Record<string, string>;
  files: ShownFile[];
  /** Files of the last save that were not kept. */
  notKept: Refused[];
  overlaps: Overlaps | null;
  /** Why the entry came back that this draft puts right; null for a new one. */
  returnedFor: string | null;
  today: string;
};

/** A draft of one's own study: what is saved, what overlaps, and, after a try to hand it in, what is missing. */
export function OwnDraft({
  draft,
  problems = [],
  notice,
}: {
  draft: ShownDraft;
  problems?: FieldProblem[];
  notice?: string;
}) {
  const t = useText(studyText);
  const locale = useLocale();
  const { draftId, typed, files, notKept, overlaps, returnedFor, today } = draft;
  const title = returnedFor === null ? t.own.draftTitle : t.own.mendTitle;
  return (
    <>
      <PageHead
        title={title}
        lede={returnedFor === null ? t.own.lede : t.own.mendLede}
        crumbs={[{ text: t.mine.title, href: "/my/study" }, { text: title }]}
      />
      {notice && <Notice tone="ok" live title={notice} />}
      {returnedFor !== null && <Notice tone="warn" title={t.own.returnedFor(returnedFor)} />}
      <ErrorSummary problems={problems} />
      {notKept.length > 0 && (
        <Refusal level={2} verdict={t.own.notKept} reasons={reasonsFrom(locale, notKept)} />
      )}
      <OwnStudyForm
        today={today}
        answer={{ typed, problems }}
        draftId={draftId}
        files={files}
        overlaps={overlaps}
      />
      <div className="acts">
        <ActForm action={`/my/study/drafts/${draftId}/discarding`} kind="stop">
          {t.own.drop}
        </ActForm>
      </div>
    </>
  );
}
