/** What the pages of an attempt say of it: the exam's title, or that it is a rehearsal. Their scripts load no words for it. */
import { prisma } from "~/db.server";
import { rehearsalText } from "~/text/rehearsal";
import { localeFrom } from "~/text/text";

export type Headed = {
  examTitle: string;
  /** What marks a rehearsal on every page; null: an exam. */
  rehearsal: string | null;
};

export function headingOf(request: Request, exam: { title: string } | null): Headed {
  if (exam) return { examTitle: exam.title, rehearsal: null };
  const { exam: examTitle, strip } = rehearsalText[localeFrom(request)];
  return { examTitle, rehearsal: strip };
}

/** The same for a page that knows no more than the attempt; 404 where it is not this person's. */
export async function headingOfAttempt(
  request: Request,
  { attemptId, personId }: { attemptId: string; personId: string },
): Promise<Headed> {
  const attempt = await prisma.attempt.findFirst({
    where: { id: attemptId, personId },
    select: { registration: { select: { exam: { select: { title: true } } } } },
  });
  if (!attempt) throw new Response(null, { status: 404 });
  return headingOf(request, attempt.registration?.exam ?? null);
}

/** What the receipt of a rehearsal says where an exam's speaks of marks to come. */
export function rehearsalReceipt(request: Request, answers: readonly { labels: readonly string[] }[]) {
  const { heading, lede, next, again } = rehearsalText[localeFrom(request)];
  return { heading, lede: lede(answers.filter(({ labels }) => labels.length > 0).length), next, again };
}
