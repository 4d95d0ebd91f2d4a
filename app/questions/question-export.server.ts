/** Gives questions of this platform to others, as a file. Their keys leave with them, so each export is told. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import type { Locale } from "~/text/text";
import type { Citation } from "./banks.server";
import type {
  AnswerableType,
  ExchangedOption,
  ExchangedPart,
  ExchangedQuestion,
} from "./formats/exchanged-question";
import { type Written, writeQuestions } from "./formats/formats.server";
import type { FormatName } from "./formats/not-said";

/**
 * The questions of these versions in the order given, with keys: for whoever may read a bank, and for nobody else.
 * Parts come with their case; an id that is no whole question of ours is left away.
 */
export async function questionsToExchange(
  tx: Tx,
  questionVersionIds: readonly string[],
): Promise<ExchangedQuestion[]> {
  const rows = await tx.questionVersion.findMany({
    where: { id: { in: [...questionVersionIds] }, groupId: null },
    include: {
      question: true,
      key: true,
      members: { include: { question: true, key: true }, orderBy: { position: "asc" } },
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return questionVersionIds.flatMap((id): ExchangedQuestion[] => {
    const row = byId.get(id);
    if (!row) return [];
    const whole = { enemies: row.enemies, category: [] };
    if (row.type !== "case-group") return [{ ...partOf(row), ...whole }];
    const { stem, topic, difficulty, question, members } = row;
    return [
      {
        type: "case-group",
        code: question.code,
        stem,
        topic,
        difficulty,
        ...whole,
        questions: members.map(partOf),
      },
    ];
  });
}

/** The file, and what it does not say. Recorded without the questions themselves. */
export async function exportQuestions(
  tx: Tx,
  { questionVersionIds, format }: { questionVersionIds: readonly string[]; format: FormatName },
  locale: Locale,
  actorId: string,
  now: Date,
): Promise<Written> {
  const questions = await questionsToExchange(tx, questionVersionIds);
  const written = await writeQuestions(format, questions, locale);
  const leftOut = written.notSaid.filter((one) => one.leftOut !== null).length;
  await record(tx, {
    type: "questions.exported",
    at: now,
    actorId,
    data: { format, questions: questions.length - leftOut, leftOut },
  });
  return written;
}

type Row = {
  type: string;
  stem: string;
  topic: string;
  difficulty: number;
  options: unknown;
  citations: unknown;
  question: { code: string };
  key: { key: string[]; explanation: string } | null;
};

function partOf({ type, stem, topic, difficulty, options, citations, question, key }: Row): ExchangedPart {
  const shown = options as { id: string; text: string }[];
  const { explanation, commented } = splitExplanation(key?.explanation ?? "", shown);
  return {
    code: question.code,
    type: type as AnswerableType,
    stem,
    options: commented,
    key: key?.key ?? [],
    explanation,
    citations: (citations as Citation[]).map(({ law, article, paragraph, item, version }) => ({
      law,
      article,
      paragraph: paragraph ?? null,
      item: item ?? null,
      version,
    })),
    topic,
    difficulty,
    marks: null,
  };
}

/** A key's explanation ends with a line for each option that is commented on, which quotes the option's words. */
function splitExplanation(whole: string, options: readonly { id: string; text: string }[]) {
  const lines = whole.split("\n");
  const commented = options.map(({ id, text }): ExchangedOption => {
    const quoted = `「${text}」`;
    const at = text ? lines.findIndex((line, index) => index > 0 && line.startsWith(quoted)) : -1;
    const [line] = at < 0 ? [] : lines.splice(at, 1);
    return { id, text, feedback: line?.slice(quoted.length) ?? "" };
  });
  return { explanation: lines.join("\n"), commented };
}
