import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { answerablesOf, type DraftContent, draftContentSchema } from "~/questions/draft-content";
import { writeQuestions } from "~/questions/formats/formats.server";
import { type FormatName, formatNames } from "~/questions/formats/not-said";
import { createBank } from "~/questions/own-banks.server";
import { loadBanksInto } from "~/questions/question-banks.server";
import { exportQuestions, questionsToExchange } from "~/questions/question-export.server";
import { selectedQuestions } from "~/questions/question-selection.server";
import { useDatabase } from "../support/database";
import { anyQuestions } from "./formats/samples";
import { accepted, draftsOf, uploaded } from "./import-files";
import { NOW } from "./question-scene";

// Out of one bank as a file, into another as drafts: what comes back is what the format can say.

await useDatabase();
const author = newId();

beforeAll(async () => {
  await inTransaction((tx) => loadBanksInto(tx, null, NOW), undefined, 120_000);
});

let made = 0;
async function emptyBank(): Promise<{ bankId: string; author: string }> {
  made += 1;
  const code = `round-trip-${made}`;
  const bank = { code, title: { "zh-CN": code, en: code }, kind: "general" as const, field: null };
  const answer = await inTransaction((tx) => createBank(tx, bank, author, NOW));
  if (!answer.ok) throw new Error(answer.refusals.map((one) => one.code).join());
  return { bankId: answer.bankId, author };
}

/** What a bank of nothing else makes of the file. */
async function drafted(bytes: Buffer, format: FormatName): Promise<DraftContent[]> {
  const bank = await emptyBank();
  const importId = await uploaded(bank, bytes, format);
  const answer = await accepted(importId, author);
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
  return (await draftsOf(importId)).map(({ content }) => content as unknown as DraftContent);
}

/** Every question that comes with the program. */
async function shipped(): Promise<{ ids: string[]; contents: DraftContent[] }> {
  const banks = await prisma.questionBank.findMany({
    where: { origin: "shipped" },
    orderBy: { code: "asc" },
  });
  const ids: string[] = [];
  for (const { id } of banks) ids.push(...(await selectedQuestions(prisma, id, {})));
  const contents = (await questionsToExchange(prisma, ids)).map((one) => draftContentSchema.parse(one));
  return { ids, contents };
}

const exported = (ids: string[], format: FormatName) =>
  inTransaction((tx) => exportQuestions(tx, { questionVersionIds: ids, format }, "zh-CN", author, NOW));

it.each(formatNames.filter((format) => format !== "aiken"))(
  "every shipped question through %s keeps everything",
  async (format) => {
    const { ids, contents } = await shipped();
    expect(contents.flatMap(answerablesOf).length).toBeGreaterThan(1_000);
    const { bytes, notSaid } = await exported(ids, format);
    expect(notSaid).toEqual([]);
    expect(await drafted(bytes, format)).toEqual(contents);
  },
  240_000,
);

it("every shipped question that Aiken can say keeps its words and its key, and what is lost was told before", async () => {
  const { ids, contents } = await shipped();
  const { bytes, notSaid } = await exported(ids, "aiken");
  const leftOut = new Set(notSaid.flatMap(({ index, leftOut: why }) => (why ? [index] : [])));
  // Codes, explanations and citations are lost to every question there.
  expect(notSaid).toHaveLength(contents.length);
  const said = contents.filter((_, at) => !leftOut.has(at));
  const wordsOf = (content: DraftContent) =>
    content.type === "case-group"
      ? []
      : [content.type, content.stem, content.options.map(({ text }) => text), content.key];
  expect((await drafted(bytes, "aiken")).map(wordsOf)).toEqual(said.map(wordsOf));
}, 240_000);

it.each(formatNames.filter((format) => format !== "aiken"))(
  "any questions through %s become drafts that say the same",
  async (format) => {
    await fc.assert(
      fc.asyncProperty(anyQuestions, async (questions) => {
        const contents = questions
          .map((one) => draftContentSchema.safeParse(one))
          .filter(({ success }) => success);
        fc.pre(contents.length === questions.length);
        const drafts = await drafted((await writeQuestions(format, questions, "zh-CN")).bytes, format);
        const given = (written: string | null, read: string | null) => (written === null ? null : read);
        expect(drafts).toHaveLength(questions.length);
        for (const [at, draft] of drafts.entries()) {
          const wanted = contents[at]!.data!;
          const coded = { ...draft, code: given(wanted.code, draft.code) };
          expect(coded).toEqual({ ...wanted, ...citationsOf(wanted, coded as DraftContent) });
        }
      }),
      { numRuns: 12 },
    );
  },
  120_000,
);

/** A version that nobody named is the one in force; all else of a citation is as it was. */
function citationsOf(wanted: DraftContent, draft: DraftContent) {
  const dated = <P extends { citations: { version: string | null }[] }>(part: P, other: P | undefined) => ({
    ...part,
    citations: part.citations.map((one, at) => ({
      ...one,
      version: one.version ?? other?.citations[at]?.version ?? null,
    })),
  });
  if (wanted.type !== "case-group") return dated(wanted, draft.type === "case-group" ? undefined : draft);
  const parts = draft.type === "case-group" ? draft.questions : [];
  return { questions: wanted.questions.map((part, at) => dated(part, parts[at])) };
}
