/**
 * Before a certificate is taken away its holder is heard, and before a lost one is cancelled its loss is made public.
 * In: the act, its ground, what the proposal says of it, the pack. Out: what is missing.
 */
import type { DateOn } from "~/calendar";
import type { DecidedAct } from "~/certification/ground";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal, type Source } from "~/verdict";

export const STATEMENT_WAYS = [
  "in-person", // 当面陈述
  "written", // 书面陈述
  "waived", // 放弃陈述
  "not-reached", // 无法联系
] as const;
export type StatementWay = (typeof STATEMENT_WAYS)[number];

/** What the holder said, or why nothing: the day it was heard, written, waived or tried in vain. */
export type Statement = { way: StatementWay; on: DateOn; says: string };

const HEARD: Source = { title: "行政处罚法", article: "第四十五条" };

/** 吊销 and 撤销 take something away for a reproach; a neutral end does not wait for a statement. */
export function needsStatement(act: DecidedAct): boolean {
  return act === "revoke" || act === "annul";
}

/**
 * Refusals: certificate.statement-missing { act }, certificate.statement-empty, certificate.statement-in-future. `today` is a
 * calendar date in China. A statement that was given where none is needed is kept, and must be whole.
 */
export function statementRefusals(act: DecidedAct, statement: Statement | null, today: DateOn): Refusal[] {
  if (!statement)
    return needsStatement(act) ? [refusal("certificate.statement-missing", { act }, HEARD)] : [];
  return [
    ...(statement.says.trim() === "" ? [refusal("certificate.statement-empty", {}, HEARD)] : []),
    ...(statement.on > today
      ? [refusal("certificate.statement-in-future", { on: statement.on }, HEARD)]
      : []),
  ];
}

/** T15. Refusal: certificate.loss-notice-missing { way }: the pack asks where and when the loss was published. */
export function lossNoticeRefusals(
  act: DecidedAct,
  ground: string,
  lossNotice: string,
  pack: Pick<RulePack, "lost">,
): Refusal[] {
  const { value: way, source } = pack.lost.notice;
  const asked = act === "cancel" && ground === "lost" && way !== "none";
  return asked && lossNotice.trim() === ""
    ? [refusal("certificate.loss-notice-missing", { way }, source)]
    : [];
}
