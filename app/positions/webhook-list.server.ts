/** Subscriptions and what was sent, as pages show them: never a secret. */
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { Prisma } from "../../prisma/generated/client";
import type { Failure, MessageOutcome, StopReason } from "./webhook";

export type WebhookRow = {
  id: string;
  address: string;
  createdAt: Date;
  stoppedAt: Date | null;
  stopReason: StopReason | null;
  waiting: number;
  deliveredAt: Date | null;
};

/** Of one system, those in use first. */
export async function webhooksOf(tx: Tx, clientId: string): Promise<WebhookRow[]> {
  return tx.$queryRaw<WebhookRow[]>`
    SELECT w.id::text, w.address, w.created_at AS "createdAt", w.stopped_at AS "stoppedAt", w.stop_reason AS "stopReason",
      (SELECT count(*)::int FROM (SELECT 1 FROM webhook_message m WHERE m.webhook_id = w.id AND m.outcome IS NULL
        LIMIT ${COUNTED}) left_over) AS waiting,
      (SELECT m.ended_at FROM webhook_message m WHERE m.webhook_id = w.id AND m.outcome = 'delivered'
        ORDER BY m.place DESC LIMIT 1) AS "deliveredAt"
    FROM webhook w WHERE w.client_id = ${clientId}::uuid ORDER BY w.stopped_at IS NOT NULL, w.created_at DESC`;
}

export type MessageRow = {
  id: string;
  /** "certificate.changed" and the like. */
  type: string;
  madeAt: Date;
  outcome: MessageOutcome | null;
  endedAt: Date | null;
  tries: number;
  nextTry: Date;
  lastStatus: number | null;
  lastFailure: Failure | null;
  lastMs: number | null;
};

/** What was made for it, the newest first. Pages turn at a message. */
export async function messagePage(
  tx: Tx,
  webhookId: string,
  asked: PageAsked,
): Promise<PageTurned & { rows: MessageRow[] }> {
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM webhook_message WHERE webhook_id = ${webhookId}::uuid
      LIMIT ${COUNTED + 1}) counted`;
  const placeId = asked.before ?? asked.after;
  const back = asked.before !== undefined;
  const onwards = placeId
    ? Prisma.sql`AND m.place ${Prisma.raw(back ? ">" : "<")} (SELECT p.place FROM webhook_message p WHERE p.id = ${placeId}::uuid)`
    : Prisma.empty;
  const order = Prisma.raw(back ? "ASC" : "DESC");
  const rows = await tx.$queryRaw<MessageRow[]>`
    SELECT m.id::text, m.body::jsonb->>'type' AS type, m.made_at AS "madeAt", m.outcome, m.ended_at AS "endedAt", m.tries,
      m.next_try AS "nextTry", t.status AS "lastStatus", t.failure AS "lastFailure", t.took_ms AS "lastMs"
    FROM webhook_message m
    LEFT JOIN LATERAL (SELECT * FROM webhook_try t WHERE t.message_id = m.id ORDER BY t.id DESC LIMIT 1) t ON true
    WHERE m.webhook_id = ${webhookId}::uuid ${onwards} ORDER BY m.place ${order} LIMIT ${PAGE_SIZE + 1}`;
  const { found, page } = turned(rows, asked, size!.total);
  return { rows: found, ...page };
}
