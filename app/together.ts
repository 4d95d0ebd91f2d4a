/**
 * Questions that come while others are being answered wait for their turn and are then answered together, by as many
 * statements as one. Nobody waits for company: a question that finds nothing under way goes at once.
 */

const MOST = 100;

/** `answer` gets up to `MOST` questions and answers them in their order. What fails together is asked again one by one. */
export function together<Q, A>(
  answer: (questions: readonly Q[]) => Promise<readonly A[]>,
): (question: Q) => Promise<A> {
  type Waiting = { question: Q; resolve: (answer: A) => void; reject: (error: unknown) => void };
  const waiting: Waiting[] = [];
  let isBusy = false;

  const settle = async (turn: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await answer(turn.map(({ question }) => question));
      for (const [index, { resolve }] of turn.entries()) resolve(answers[index]!);
    } catch (error) {
      if (turn.length === 1) turn[0]!.reject(error);
      // One that cannot be answered shall not take the others with it.
      else for (const one of turn) await settle([one]);
    }
  };
  const work = async () => {
    isBusy = true;
    while (waiting.length > 0) await settle(waiting.splice(0, MOST));
    isBusy = false;
  };
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!isBusy) void work();
    });
}

/** The instant as of which questions that came one after another are answered. */
export const latestOf = (questions: readonly { now: Date }[]): Date =>
  new Date(Math.max(...questions.map(({ now }) => now.getTime())));
