/** A draft as the pages about it show it: with its bank, who did what, and what it lacks. */
import { accountNames } from "~/access/account-names.server";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import type { Title } from "~/questions/blueprints.server";
import { faultFinder } from "~/questions/draft-faults.server";
import { findDraft } from "~/questions/draft-steps.server";

/** The draft, or 404. */
export async function requireDraft(draftId: string | undefined, now: Date) {
  const draft = isUuid(draftId) ? await findDraft(prisma, draftId) : null;
  if (!draft) throw new Response(null, { status: 404 });
  const bank = await prisma.questionBank.findUniqueOrThrow({ where: { id: draft.bankId } });
  const base =
    draft.baseVersionId === null
      ? null
      : await prisma.questionVersion.findUnique({
          where: { id: draft.baseVersionId },
          select: { id: true, number: true },
        });
  const faults = (await faultFinder(prisma, [draft], now))(draft);
  const names = await accountNames(
    prisma,
    draft.steps.map(({ actorId }) => actorId),
  );
  return {
    draft: {
      ...draft,
      steps: draft.steps.map(({ at, checklist: _, ...step }) => ({
        ...step,
        at: at.toISOString(),
        who: step.actorId && (names[step.actorId] ?? null),
      })),
    },
    bank: { bankId: bank.id, title: bank.title as Title },
    base,
    faults,
  };
}
