/** One question with everything that happened to it: versions, drafts, retirements. With keys: for who may read a bank. */
import type { Tx } from "~/db.server";
import type { Title } from "./blueprints.server";
import type { DraftState } from "./draft";
import { type DraftContent, draftContentSchema } from "./draft-content";
import { questionsToExchange } from "./question-export.server";
import { type QuestionListed, questionsListed } from "./question-list.server";

export type VersionShown = {
  id: string;
  number: number;
  origin: "file" | "draft";
  publishedAt: Date;
  /** The bank's versions it stood in, `until` not counted. */
  stood: { since: number; until: number | null }[];
  content: DraftContent;
};
export type QuestionFile = {
  listed: QuestionListed;
  bank: { bankId: string; title: Title };
  /** Newest first. */
  versions: VersionShown[];
  drafts: { draftId: string; state: DraftState; openedAt: Date; openedById: string | null }[];
  retirements: {
    reason: string;
    retiredAt: Date;
    retiredById: string | null;
    restoredAt: Date | null;
    restoredById: string | null;
  }[];
};

/** null: there is no such question, or it is a part of a case. */
export async function findQuestion(tx: Tx, questionId: string): Promise<QuestionFile | null> {
  const [listed] = await questionsListed(tx, [questionId]);
  if (!listed) return null;
  const { versions, drafts, retirements } = await tx.question.findUniqueOrThrow({
    where: { id: questionId },
    include: {
      versions: {
        orderBy: { number: "desc" },
        include: { entries: { orderBy: { sinceNumber: "asc" } } },
      },
      drafts: { orderBy: { openedAt: "desc" }, omit: { content: true } },
      retirements: { orderBy: { retiredAt: "desc" } },
    },
  });
  const contents = await questionsToExchange(
    tx,
    versions.map(({ id }) => id),
  );
  return {
    listed,
    bank: listed.bank,
    versions: versions.map(({ id, number, origin, publishedAt, entries }, index) => ({
      ...{ id, number, publishedAt, origin: origin as VersionShown["origin"] },
      stood: entries.map(({ sinceNumber, untilNumber }) => ({ since: sinceNumber, until: untilNumber })),
      content: draftContentSchema.parse(contents[index]),
    })),
    drafts: drafts.map(({ id, state, openedAt, openedById }) => ({
      ...{ draftId: id, openedAt, openedById },
      state: state as DraftState,
    })),
    retirements,
  };
}

/** The case whose part that question is or was; null: it is none. */
export async function caseOfPart(tx: Tx, questionId: string): Promise<string | null> {
  const version = await tx.questionVersion.findFirst({
    where: { questionId, groupId: { not: null } },
    orderBy: { number: "desc" },
    select: { group: { select: { questionId: true } } },
  });
  return version?.group?.questionId ?? null;
}
