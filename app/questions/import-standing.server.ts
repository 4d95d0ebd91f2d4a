/** Questions of a file beside the bank they are to go into, as it stands now. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { citableLaws } from "./citable-laws.server";
import { codesOf, withPartCodes } from "./codes";
import { type DraftContent, datedOn, draftContentSchema } from "./draft-content";
import type { Place } from "./formats/exchanged-question";
import type { ImportedQuestion } from "./import-reading.server";
import { type KnownCode, type Standing, saysTheSame, standingByCode, wordingOf } from "./import-standing";
import { questionsToExchange } from "./question-export.server";

export type StandingQuestion = {
  /** As its draft would begin: parts under their case's code, citations dated where the file says no version. */
  content: DraftContent;
  place: Place;
  standing: Standing;
  /** Of a double: the code of the other one in the bank, or its place in the file. */
  twin: { code: string | null; place: Place | null } | null;
  known: KnownCode | null;
};

/** In the order of the file. */
export async function standingOf(
  tx: Tx,
  bankId: string,
  questions: readonly ImportedQuestion[],
  now: Date,
): Promise<StandingQuestion[]> {
  const contents = await asDrafts(tx, questions, now);
  const codes = await knownCodes(tx, bankId, [...new Set(contents.flatMap(codesOf))]);
  const compared = contents.flatMap(({ code }) => {
    const known = code === null ? undefined : codes.get(code);
    return known?.versionId && standingByCode(known) === null ? [known.versionId] : [];
  });
  const published = await contentsOf(tx, compared);
  const inBank = await wordingsIn(tx, bankId, contents);
  const inFile = new Map<string, Place>();
  const judged = (content: DraftContent, at: number): StandingQuestion => {
    const { place } = questions[at] as ImportedQuestion;
    const known = (content.code !== null && codes.get(content.code)) || null;
    const wording = wordingOf(content);
    const earlier = inFile.get(wording) ?? null;
    if (!earlier) inFile.set(wording, place);
    const answer = (standing: Standing, twin: StandingQuestion["twin"] = null) => ({
      ...{ content, place, standing, twin, known },
    });
    const standing = standingByCode(known ?? undefined);
    if (standing === null) {
      const old = published.get(known?.versionId ?? "");
      return answer(old && saysTheSame(old, content) ? "same" : "changed");
    }
    if (standing !== "new") return answer(standing);
    if (codesOf(content).some((code) => code !== content.code && isUsed(codes.get(code))))
      return answer("code-used");
    const code = inBank.get(wording);
    if (code !== undefined) return answer("double", { code, place: null });
    return earlier ? answer("double", { code: null, place: earlier }) : answer("new");
  };
  const standing: StandingQuestion[] = [];
  for (const [at, content] of contents.entries()) {
    if (at % 500 === 499) await new Promise(setImmediate);
    standing.push(judged(content, at));
  }
  return standing;
}

const isUsed = (known: KnownCode | undefined) =>
  known !== undefined && (known.versionId !== null || known.isDrafted || known.isPart);

async function asDrafts(tx: Tx, questions: readonly ImportedQuestion[], now: Date): Promise<DraftContent[]> {
  const register = await citableLaws(tx, chinaDateOf(now));
  const on = chinaDateOf(now);
  const inFile = questions.flatMap(({ content }) => codesOf(content));
  const drafts: DraftContent[] = [];
  for (const [at, { content }] of questions.entries()) {
    if (at % 500 === 499) await new Promise(setImmediate);
    const dated = datedOn(content, register, on);
    // Of a case without a code its parts' codes say nothing: all are given together.
    if (dated.code !== null) drafts.push(withPartCodes(dated, dated.code, inFile));
    else if (dated.type !== "case-group") drafts.push(dated);
    else drafts.push({ ...dated, questions: dated.questions.map((part) => ({ ...part, code: null })) });
  }
  return drafts;
}

async function knownCodes(tx: Tx, bankId: string, codes: string[]): Promise<Map<string, KnownCode>> {
  const rows = await tx.$queryRaw<(KnownCode & { code: string })[]>`
    SELECT q.code, q.id AS "questionId", newest.id AS "versionId", newest.group_id IS NOT NULL AS "isPart",
      EXISTS (SELECT FROM question_draft d WHERE d.question_id = q.id AND d.state IN ('open', 'submitted')) AS "isDrafted",
      EXISTS (SELECT FROM question_retirement r WHERE r.question_id = q.id AND r.restored_at IS NULL) AS "isRetired"
    FROM question q LEFT JOIN LATERAL (
      SELECT v.id, v.group_id FROM question_version v WHERE v.question_id = q.id ORDER BY v.number DESC LIMIT 1
    ) newest ON true
    WHERE q.bank_id = ${bankId}::uuid AND q.code = ANY(${codes}::text[])`;
  const known = new Map(rows.map(({ code, ...row }) => [code, row]));
  const drafted = await tx.$queryRaw<{ code: string; questionId: string }[]>`
    SELECT part ->> 'code' AS code, q.id AS "questionId" FROM question q
    JOIN question_draft d ON d.question_id = q.id AND d.state IN ('open', 'submitted')
    CROSS JOIN LATERAL jsonb_array_elements(d.content -> 'questions') AS part
    WHERE q.bank_id = ${bankId}::uuid AND d.content ->> 'type' = 'case-group' AND part ->> 'code' = ANY(${codes}::text[])`;
  for (const { code, questionId } of drafted)
    if (!known.has(code))
      known.set(code, { questionId, versionId: null, isPart: true, isDrafted: true, isRetired: false });
  return known;
}

const AT_ONCE = 1_000;

/** What question versions say, by their id. */
async function contentsOf(tx: Tx, versionIds: readonly string[]): Promise<Map<string, DraftContent>> {
  const contents = new Map<string, DraftContent>();
  for (let at = 0; at < versionIds.length; at += AT_ONCE) {
    const ids = versionIds.slice(at, at + AT_ONCE);
    const exchanged = await questionsToExchange(tx, ids);
    for (const [index, question] of exchanged.entries())
      contents.set(ids[index] as string, draftContentSchema.parse(question));
  }
  return contents;
}

/** Codes of what stands or is drafted in the bank, by the wording, of whatever begins like one of these contents. */
async function wordingsIn(
  tx: Tx,
  bankId: string,
  contents: readonly DraftContent[],
): Promise<Map<string, string>> {
  const stems = contents.map(({ stem }) => stem);
  const standing = await tx.$queryRaw<
    { code: string; type: string; stem: string; options: object[]; questions: object[] }[]
  >`
    SELECT q.code, v.type, v.stem, v.options, coalesce((
        SELECT jsonb_agg(jsonb_build_object('type', m.type, 'stem', m.stem, 'options', m.options))
        FROM question_version m WHERE m.group_id = v.id), '[]') AS questions
    FROM bank_entry e JOIN question_version v ON v.id = e.question_version_id JOIN question q ON q.id = v.question_id
    WHERE e.bank_id = ${bankId}::uuid AND e.until_number IS NULL AND v.group_id IS NULL
      AND v.stem = ANY(${stems}::text[])`;
  const drafted = await tx.$queryRaw<{ code: string; content: DraftContent }[]>`
    SELECT q.code, d.content FROM question_draft d JOIN question q ON q.id = d.question_id
    WHERE q.bank_id = ${bankId}::uuid AND d.state IN ('open', 'submitted')
      AND d.content ->> 'stem' = ANY(${stems}::text[])`;
  return new Map([
    ...drafted.map(({ code, content }) => [wordingOf(content), code] as const),
    ...standing.map(({ code, ...worded }) => [wordingOf(worded as never), code] as const),
  ]);
}
