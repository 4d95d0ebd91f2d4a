/** Sends what other systems subscribed to, beside requests. Harmless to run in several processes at once. */
import { inTransaction, prisma } from "~/db.server";
import { send } from "~/positions/webhook-sending.server";
import { signedHeaders } from "~/positions/webhook-signature.server";
import {
  dueMessage,
  endTurn,
  gatherChanges,
  goOn,
  noteAnswer,
  type Turn,
  takeTurn,
} from "~/positions/webhook-turn.server";

/** Subscriptions served at once, so that a slow receiver keeps nobody waiting but itself. */
const AT_ONCE = 4;

/** Every subscription that has to be looked at, one after the other. Answers how many messages were sent. */
export async function deliverWebhooks(clock: () => Date, isStopping: () => boolean): Promise<number> {
  let sent = 0;
  const serve = async () => {
    while (!isStopping()) {
      const turn = await inTransaction((tx) => takeTurn(tx, clock()));
      if (!turn) return;
      // Added when it is known: meanwhile the others count, too.
      const more = await serveTurn(turn, clock, isStopping);
      sent += more;
    }
  };
  const served = await Promise.allSettled(Array.from({ length: AT_ONCE }, serve));
  // One subscription that cannot be served is told of, and has not kept the others from theirs.
  for (const one of served) if (one.status === "rejected") throw one.reason;
  return sent;
}

async function serveTurn(first: Turn, clock: () => Date, isStopping: () => boolean): Promise<number> {
  let turn: Turn | null = first;
  let sent = 0;
  while (await inTransaction((tx) => gatherChanges(tx, first, clock())));
  while (!isStopping()) {
    turn = await goOn(prisma, turn, clock());
    if (!turn) return sent;
    const message = await dueMessage(prisma, turn, clock());
    if (!message) break;
    const sentAt = clock();
    const began = performance.now();
    const answer = await send(turn.address, signedHeaders(message, message.secrets, sentAt), message.body);
    const took = { sentAt, tookMs: Math.round(performance.now() - began) };
    const mine = turn;
    await inTransaction((tx) => noteAnswer(tx, mine, message, answer, took, clock()));
    sent += 1;
  }
  await endTurn(prisma, turn, clock());
  return sent;
}
