/** Acts on many questions at once: which were chosen, what became of each, and where the reader goes on. */
import { data, redirect } from "@remix-run/node";
import { prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import type { BulkDone } from "~/questions/draft-steps.server";
import { type QuestionListed, questionsListed } from "~/questions/question-list.server";
import type { QuestionAct } from "~/text/question-authoring";
import { type Refusal, refusal } from "~/verdict";

const MOST_AT_ONCE = 200;
/** What became of them; `refused` with the codes of the questions. */
export type Outcome = { done: number; refused: { code: string; refusals: Refusal[] }[] };

const idsOf = (given: readonly unknown[]) => [...new Set(given.filter(isUuid))].slice(0, MOST_AT_ONCE);

/** Questions named in an address as `id`, of which there may be many. */
export function chosenFrom(request: Request): Promise<QuestionListed[]> {
  return questionsListed(prisma, idsOf(new URL(request.url).searchParams.getAll("id")));
}

export const chosenIn = (form: FormData): string[] => idsOf(form.getAll("id"));

/** Does it to the drafts under way of these questions. */
export async function onDrafts(
  tx: Tx,
  questionIds: readonly string[],
  act: (draftIds: string[]) => Promise<BulkDone>,
): Promise<Outcome> {
  const questions = await questionsListed(tx, questionIds);
  const without = questions.filter(({ draftId }) => draftId === null);
  const { done, refused } = await act(questions.flatMap(({ draftId }) => draftId ?? []));
  const none = without.map(({ code }) => ({ code, refusals: [refusal("question.no-draft")] }));
  return { done: done.length, refused: [...refused, ...none] };
}

export const outcomeOf = ({ done, refused }: BulkDone): Outcome => ({ done: done.length, refused });

/** To what was done, when all of it was; else the page again, which says what was not and why. */
export function answered(
  act: QuestionAct,
  questionIds: readonly string[],
  outcome: Outcome,
  /** As it was typed, to be shown again. */
  reason = "",
) {
  if (outcome.refused.length > 0 || outcome.done === 0)
    return data({ outcome, reason }, { status: outcome.done > 0 ? 200 : 422 });
  const [only] = questionIds;
  throw redirect(
    questionIds.length === 1 ? `/questions/${only}?done=${act}` : `/questions?done=${act}&n=${outcome.done}`,
    { status: 303 },
  );
}
