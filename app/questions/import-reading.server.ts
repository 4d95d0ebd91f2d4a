/**
 * An uploaded file of questions, read before anything of it is kept.
 * In: bytes, and the format if somebody named it. Out: contents of drafts with their places and every problem, or why
 * nothing of the file can be taken.
 */
import { type Refusal, refusal } from "~/verdict";
import { type DraftContent, draftContentSchema } from "./draft-content";
import { type Place, type Problem, problem, type ReadQuestion } from "./formats/exchanged-question";
import { formatOf, readQuestions } from "./formats/formats.server";
import type { FormatName } from "./formats/not-said";

export type QuestionFileRead =
  | { ok: true; format: FormatName; questions: ImportedQuestion[]; problems: Problem[] }
  | { ok: false; refusals: Refusal[]; more: number };
export type ImportedQuestion = { content: DraftContent; place: Place };

/** As many reasons as somebody takes in who must correct the file anyway. */
const MOST_REASONS = 20;

/**
 * Reads an uploaded file, in the format named or else in the one it is in by its content. Refused when nothing of it
 * can be taken: `refusals` are the first reasons, `more` says how many there are beside. Refusals: format.*, workbook.*
 */
export async function readQuestionFile(bytes: Buffer, chosen: FormatName | null): Promise<QuestionFileRead> {
  if (bytes.length === 0) return refused([refusal("format.empty")]);
  const format = chosen ?? formatOf(bytes);
  if (!format) return refused([refusal("format.unknown")]);
  const reading = await readQuestions(format, bytes);
  if (reading.refused) return refused([reading.refused]);
  const { questions, problems } = await kept(reading.questions);
  const all = [...problems, ...reading.problems];
  if (questions.length === 0) return refused(all.map((one) => one.refusal));
  return { ok: true, format, questions, problems: all };
}

const refused = (refusals: Refusal[]): QuestionFileRead => ({
  ok: false,
  refusals: refusals.slice(0, MOST_REASONS),
  more: Math.max(0, refusals.length - MOST_REASONS),
});

/** What fits a draft; what would not is a problem of its own, so that no draft is made that cannot be saved again. */
async function kept(read: readonly ReadQuestion[]) {
  const questions: ImportedQuestion[] = [];
  const problems: Problem[] = [];
  for (const [at, { question, place }] of read.entries()) {
    if (at % 500 === 499) await new Promise(setImmediate);
    const parsed = draftContentSchema.safeParse(question);
    if (parsed.success) questions.push({ content: parsed.data, place });
    else {
      const field = parsed.error.issues[0]?.path.findLast((step) => typeof step === "string");
      problems.push(problem("format.beyond-draft", place, { field: String(field ?? "stem") }));
    }
  }
  return { questions, problems };
}
