import type { Tx } from "~/db.server";
import { enqueue } from "~/queue.server";
import { actsOf } from "./exams.server";

/** What the statistics of an exam count has changed: they are taken again, where they have been taken at all. */
export async function retakeStatistics(tx: Tx, examId: string): Promise<void> {
  if ((await actsOf(tx, examId)).includes("released")) await enqueue(tx, "item-statistics", { examId });
}
