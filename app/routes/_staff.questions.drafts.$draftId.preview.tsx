import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { requireDraft } from "~/components/draft-page.server";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { SlotHead, SlotOptions } from "~/components/question-slot";
import { Tabs } from "~/components/tabs";
import { candidateView, type PaperQuestion, paperFrom } from "~/exams/paper";
import type { DraftContent } from "~/questions/draft-content";
import { authoringText } from "~/text/question-authoring";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t) => t.preview.title);

const SHOWN_AS = ["desktop", "phone", "elder"] as const;

/** No key leaves the server: what is shown went through the same hands as a candidate's paper. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "bank:read");
  const { draft } = await requireDraft(params.draftId, new Date());
  const { draftId, questionId, code, content } = draft;
  const drawn = { question: paperQuestionFrom(draftId, code, content), marksEach: 1, cell: null };
  const asked = new URL(request.url).searchParams.get("as");
  return {
    draftId,
    questionId,
    code,
    slots: candidateView(paperFrom([drawn], draftId)).slots,
    as: SHOWN_AS.find((one) => one === asked) ?? "desktop",
  };
}

function paperQuestionFrom(draftId: string, code: string, content: DraftContent): PaperQuestion {
  const texts = (options: readonly { id: string; text: string }[]) =>
    options.map(({ id, text }) => ({ id, text }));
  const { type, stem } = content;
  const shared = { id: draftId, bank: "", law: "", difficulty: content.difficulty ?? 1, enemies: [] };
  if (content.type !== "case-group") return { ...shared, code, type, stem, options: texts(content.options) };
  const parts = content.questions.map((part, index) => ({
    id: `${draftId}-${index}`,
    type: part.type,
    stem: part.stem,
    options: texts(part.options),
  }));
  return { ...shared, code, type, stem, options: [], parts };
}

export default function Preview() {
  const { draftId, questionId, code, slots, as } = useLoaderData<typeof loader>();
  const t = useText(authoringText);
  const groupEnd = slots.at(-1)?.number ?? 0;
  return (
    <>
      <PageHead
        title={t.preview.title}
        lede={t.preview.lede}
        crumbs={[
          { text: t.title, href: "/questions" },
          { text: code, href: `/questions/${questionId}` },
          { text: t.draft.title(code), href: `/questions/drafts/${draftId}` },
          { text: t.preview.title },
        ]}
      />
      <Tabs
        label={t.preview.widths}
        items={SHOWN_AS.map((one) => ({ href: `?as=${one}`, text: t.preview[one], current: one === as }))}
      />
      {slots.length === 0 ? (
        <Empty title={t.preview.incomplete} />
      ) : (
        <div
          className={as === "phone" ? "exam preview-frame is-phone" : "exam preview-frame"}
          data-elder={as === "elder" ? "" : undefined}
        >
          {slots.map((slot) => (
            <div className="question" key={slot.number}>
              <SlotHead slot={slot} total={slots.length} groupEnd={groupEnd} />
              <form>
                <SlotOptions slot={slot} />
              </form>
            </div>
          ))}
        </div>
      )}
    </>
  );
}
