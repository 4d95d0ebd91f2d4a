/** Puts a job on its queue through the caller's transaction: the job exists if and only if the act does. */
import PgBoss from "pg-boss";
import type { Tx } from "./db.server";
import { type JobData, type QueueName, queues } from "./jobs";

export const JOB_SCHEMA = "pgboss";

// Only its statements are used, on the caller's connection; it is never started and holds none of its own.
let statements: PgBoss | undefined;

function boss(): PgBoss {
  statements ??= new PgBoss({
    schema: JOB_SCHEMA,
    db: { executeSql: () => Promise.reject(new Error("A job is sent through a transaction")) },
  });
  return statements;
}

export async function enqueue<Q extends QueueName>(tx: Tx, queue: Q, data: JobData[Q]): Promise<void> {
  const db = {
    executeSql: async (text: string, values: unknown[]) => ({
      rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values.map(plain)),
    }),
  };
  const send = () => boss().send(queue, data, { db });
  if (await send()) return;
  // No such queue yet: nobody has worked in this database before.
  await tx.$queryRaw`SELECT pgboss.create_queue(${queue}, ${JSON.stringify({ policy: "standard", ...queues[queue] })}::json)::text`;
  if (!(await send())) throw new Error(`The job could not be put on the queue ${queue}`);
}

function plain(value: unknown): unknown {
  if (value === undefined) return null;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}
