/** Attempts at what is not somebody's to do. They are answered like any refusal, and kept: what was not done says something too. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { refusalsOf, type Verdict } from "~/verdict";
import type { Permission } from "./permissions";

/** Refusals by which the rule of two people, or of nobody in their own matter, spoke. Another's turn is one of them. */
const BY_WHO_ASKS: ReadonlySet<string> = new Set([
  "application.not-your-turn",
  "application.own",
  "application.submitted-by-you",
  "application.reviewed-by-you",
  "certificate.same-person",
  "certificate.own",
  "outside-ban.same-person",
  "certificate-review.same-person",
  "certificate-review.own",
]);

export type Attempt = {
  at: Date;
  actorId: string | null;
  permission: Permission;
  personId?: string;
  unitId?: string;
  subjectId?: string;
};

/** The verdict as it came; when it refused because of who asks, the attempt is written beside it, in the same transaction. */
export async function noteDenial<V extends Verdict>(
  tx: Tx,
  verdict: V,
  { permission, ...about }: Attempt,
): Promise<V> {
  const codes = refusalsOf(verdict)
    .map(({ code }) => code)
    .filter((code) => BY_WHO_ASKS.has(code));
  if (codes.length > 0) await record(tx, { ...about, type: "access.denied", data: { permission, codes } });
  return verdict;
}

/** Somebody asked for what their role does not open, or opens elsewhere only. */
export async function recordDenied(tx: Tx, { permission, ...about }: Attempt): Promise<void> {
  await record(tx, { ...about, type: "access.denied", data: { permission, codes: [] } });
}
