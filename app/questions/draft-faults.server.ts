/** What keeps drafts from being published, by the law register and the questions there are. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { type Refusal, refusal } from "~/verdict";
import { citableLaws } from "./citable-laws.server";
import { type DraftContent, faultsOfContent } from "./draft-content";

/** Beside what `faultsOfContent` tells by the register of that day: question.enemy-unknown { code }. */
export async function faultFinder(
  tx: Tx,
  drafts: readonly { content: DraftContent }[],
  now: Date,
): Promise<(draft: { content: DraftContent }) => Refusal[]> {
  const register = await citableLaws(tx, chinaDateOf(now));
  const enemies = [...new Set(drafts.flatMap(({ content }) => content.enemies))];
  const rows = await tx.$queryRaw<{ code: string }[]>`
    SELECT DISTINCT code FROM question WHERE code = ANY(${enemies}::text[])`;
  const known = new Set(rows.map(({ code }) => code));
  return ({ content }) => [
    ...faultsOfContent(content, register),
    ...content.enemies
      .filter((code) => !known.has(code))
      .map((code) => refusal("question.enemy-unknown", { code })),
  ];
}
