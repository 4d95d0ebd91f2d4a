/** The queues of work that outlives a request, and what each job carries. Ids only: rows hold the rest. */
export type JobData = {
  "complete-issuance": { certificateId: string };
  "issuance-run": { runId: string };
  "unit-change": { changeId: string };
  "complete-training": { certificateId: string };
  "training-run": { runId: string };
  "renewal-run": { runId: string };
  "roster-run": { runId: string };
  "study-import-run": { runId: string };
  "item-statistics": { examId: string };
};
export type QueueName = keyof JobData;

export const queues = {
  "complete-issuance": { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 300 },
  "issuance-run": { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 3_600 },
  "unit-change": { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 3_600 },
  "complete-training": { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 300 },
  "training-run": { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 3_600 },
  "renewal-run": { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 3_600 },
  "roster-run": { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 900 },
  "study-import-run": { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 900 },
  "item-statistics": { retryLimit: 3, retryDelay: 30, retryBackoff: true, expireInSeconds: 900 },
} as const satisfies Record<
  QueueName,
  { retryLimit: number; retryDelay: number; retryBackoff: boolean; expireInSeconds: number }
>;

export const queueNames = Object.keys(queues) as QueueName[];
