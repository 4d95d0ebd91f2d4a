/** 样卷: a paper of a blueprint that nobody sits, as candidates would see it, with the codes behind it for the office. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import type { Blueprint } from "~/questions/blueprint";
import type { Refusal } from "~/verdict";
import { type CandidatePaper, candidateView, paperFrom } from "./paper";
import { drawOn } from "./trial.server";

export type Sample =
  | {
      ok: true;
      paper: CandidatePaper;
      /** By slot: the question, of a case its part, and the row of the blueprint it fills; null: fixed. */
      codes: { number: number; bank: string; code: string; cell: number | null }[];
      banks: { code: string; number: number }[];
    }
  | { ok: false; refusals: Refusal[] };

/** The same rules, seed and day give the same paper while the banks stay. */
export async function sampleOf(
  tx: Tx,
  blueprint: Blueprint,
  seed: string,
  on: DateOn,
  now: Date,
): Promise<Sample> {
  const drawing = await drawOn(tx, blueprint, seed, on, now);
  if (!drawing.ok) return { ok: false, refusals: drawing.refusals };
  const paper = paperFrom(drawing.drawn, seed);
  const placeOf = new Map(
    drawing.drawn.flatMap(({ question, cell }) =>
      [question, ...(question.parts ?? [])].map(({ id, code }) => [id, { bank: question.bank, code, cell }]),
    ),
  );
  const versions = await tx.bankVersion.findMany({
    where: { id: { in: drawing.bankVersionIds } },
    select: { number: true, bank: { select: { code: true } } },
    orderBy: { bank: { code: "asc" } },
  });
  return {
    ok: true,
    paper: candidateView(paper),
    codes: paper.slots.map(({ number, questionVersionId }) => ({
      number,
      ...placeOf.get(questionVersionId)!,
    })),
    banks: versions.map(({ number, bank }) => ({ code: bank.code, number })),
  };
}
