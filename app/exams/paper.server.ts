/** Papers as stored: drawn and frozen when the attempt begins, read for the candidate without a key. */
import { createHash } from "node:crypto";
import { canonical } from "~/audit/chain";
import { chinaDateOf } from "~/calendar";
import { keptWhileConnected, rowsOf, type Tx } from "~/db.server";
import { draw, rulesOfVersion } from "~/questions/blueprints.server";
import type { Refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { seenBefore } from "./exposure.server";
import { type CandidateSlot, type Paper, type PaperSection, paperFrom } from "./paper";

export type DrawnPaper = {
  /** null: of a rehearsal, drawn from no bank. */
  blueprintVersionId: string | null;
  bankVersionIds: string[];
  seed: string;
  exposure: Record<string, number>;
  /** Questions that an amended law barred that day, by id. */
  barred: string[];
  /** Whole questions drawn, a case as one, by id. */
  questionIds: string[];
  paper: Paper;
  contentHash: string;
};

/**
 * Draws a paper of an exam that nobody has yet. The same five inputs, all of which it answers, give it again for ever.
 * Exposure is what it was when the exam opened: who begins last draws from the same questions as who began first.
 */
export async function drawPaper(
  tx: Tx,
  { blueprintVersionId, opensAt }: { blueprintVersionId: string; opensAt: Date },
  seed: string,
  now: Date,
): Promise<{ ok: true; drawn: DrawnPaper } | { ok: false; refusals: Refusal[] }> {
  const blueprint = await rulesOfVersion(tx, blueprintVersionId);
  const seen = await seenBefore(tx, opensAt, blueprint.exposureDays, now);
  const drawing = await draw(tx, blueprint, seen, seed, chinaDateOf(now));
  if (!drawing.ok) return { ok: false, refusals: drawing.refusals };
  const paper = paperFrom(drawing.drawn, seed);
  const { bankVersionIds, barred, exposure } = drawing;
  const questionIds = drawing.drawn.map(({ question }) => question.id).sort();
  const contentHash = hashOfPaper(paper);
  return {
    ok: true,
    drawn: { blueprintVersionId, bankVersionIds, seed, exposure, barred, questionIds, paper, contentHash },
  };
}

export const hashOfPaper = (paper: Paper) => createHash("sha256").update(canonical(paper)).digest("hex");

/** In a WITH of the statement that begins the attempt: its paper, frozen. `begun` has the attempt's id. */
export function freezing(begun: Prisma.Sql, drawn: DrawnPaper): Prisma.Sql {
  const { blueprintVersionId, bankVersionIds, seed, exposure, barred, questionIds, paper, contentHash } =
    drawn;
  // The column holds the whole paper: its sections and its slots.
  return Prisma.sql`
      INSERT INTO paper (attempt_id, blueprint_version_id, bank_version_ids, seed, exposure, barred, question_ids, slots,
        content_hash)
      SELECT id, ${blueprintVersionId}::uuid, ${bankVersionIds}::uuid[], ${seed}, ${JSON.stringify(exposure)}::jsonb,
        ${barred}::uuid[], ${questionIds}::uuid[], ${JSON.stringify(paper)}::jsonb, ${contentHash}
      FROM ${begun}`;
}

export async function paperOf(tx: Tx, attemptId: string): Promise<Paper> {
  const statement = Prisma.sql`/* prepared as paper */ SELECT slots FROM paper WHERE attempt_id = ${attemptId}::uuid`;
  const [row] = await rowsOf<{ slots: Paper }>(tx, statement);
  if (!row) throw new Error("There is no such paper");
  return row.slots;
}

/** What checking an answer needs to know of a paper, and whose it is. */
export type AnswerSheet = { personId: string; sections: PaperSection[]; slots: CandidateSlot[] };

// A paper never changes: the sheets of the attempts now running are kept, the oldest make room.
const sheets = keptWhileConnected<string, AnswerSheet>();
const SHEETS_KEPT = 3_000;

/** Null when there is no such attempt. */
export async function answerSheetOf(tx: Tx, attemptId: string): Promise<AnswerSheet | null> {
  const known = sheets.get(attemptId);
  if (known) return known;
  const [row] = await rowsOf<{ personId: string; paper: Paper }>(
    tx,
    Prisma.sql`/* prepared as answer-sheet */
    SELECT a.person_id::text AS "personId", p.slots AS paper FROM paper p JOIN attempt a ON a.id = p.attempt_id
    WHERE p.attempt_id = ${attemptId}::uuid`,
  );
  if (!row) return null;
  const { sections, slots } = row.paper;
  const sheet = {
    ...{ personId: row.personId, sections },
    // Texts are not needed to check a label, and would fill the memory.
    slots: slots.map(({ number, type, options, marks }) => ({
      number,
      type,
      stem: "",
      options: options.map(({ label }) => ({ label, text: "" })),
      marks,
      group: null,
    })),
  };
  if (sheets.size >= SHEETS_KEPT) sheets.delete(sheets.keys().next().value!);
  sheets.set(attemptId, sheet);
  return sheet;
}
