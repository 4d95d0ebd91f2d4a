/** Question versions as they are kept: published once, never changed, with their citations resolved in the register. */
import type { Tx } from "~/db.server";
import type { Citation } from "./banks.server";
import { citableVersions } from "./laws.server";

export type NewVersion = {
  id: string;
  questionId: string;
  /** Given when the question itself is new too. */
  code: string | null;
  number: number;
  contentHash: string;
  /** The version of the case it is a part of, and its place there from 1; null and 0: a question of its own. */
  groupId: string | null;
  position: number;
  type: string;
  stem: string;
  options: { id: string; text: string }[];
  citations: Citation[];
  /** Where the question stands in the law: the first article it cites, or its first part does. */
  law: string;
  article: number;
  topic: string;
  difficulty: number;
  enemies: string[];
  /** null: a case, whose parts have the keys. */
  key: { key: string[]; explanation: string } | null;
  /** The draft it came from; null: a file that came with the program. */
  draftId: string | null;
};

/** Papers shuffle options, so why a wrong one is wrong is told by its words and not by its letter. */
export function keyOf({
  key,
  explanation,
  options,
}: {
  key: string[];
  explanation: string;
  options: readonly { text: string; feedback: string }[];
}): { key: string[]; explanation: string } {
  const reasons = options.flatMap(({ text, feedback }) => {
    const said = feedback.replace(/\s*\n\s*/g, " ");
    return said ? [text ? `「${text}」${said}` : said] : [];
  });
  return { key, explanation: [explanation, ...reasons].join("\n") };
}

/** Where a question stands in the law: at the first article it cites. */
export function placeOf({ citations: [first] }: { citations: readonly { law: string; article: number }[] }) {
  return { law: first!.law, article: first!.article };
}

/** Throws UnknownLaw when a citation names a law or a version that the register does not hold. */
export async function storeVersions(
  tx: Tx,
  bankId: string,
  versions: readonly NewVersion[],
  now: Date,
): Promise<void> {
  await tx.question.createMany({
    data: versions.flatMap(({ questionId, code }) =>
      code === null ? [] : [{ id: questionId, bankId, code }],
    ),
  });
  await tx.questionVersion.createMany({
    data: versions.map(({ code: _, key: __, options, citations, draftId, ...version }) => ({
      ...version,
      options: options.map(({ id, text }) => ({ id, text })),
      citations: citations.map((citation) => ({ ...citation })),
      origin: draftId === null ? "file" : "draft",
      draftId,
      publishedAt: now,
    })),
  });
  await tx.questionKey.createMany({
    data: versions.flatMap(({ id, key }) => (key ? [{ questionVersionId: id, ...key }] : [])),
  });
  await resolveCitations(
    tx,
    versions.map(({ id }) => id),
  );
}

/** A citation that the law register cannot resolve. */
export class UnknownLaw extends Error {}

/**
 * Enters the citations of these question versions that are not entered yet. Harmless to repeat. Throws UnknownLaw and
 * enters nothing when one names a law or a version that the register does not hold, or has taken back.
 */
export async function resolveCitations(tx: Tx, ids: readonly string[]): Promise<void> {
  const cited = await tx.$queryRaw<{ law: string; version: string }[]>`
    SELECT DISTINCT cited ->> 'law' AS law, cited ->> 'version' AS version
    FROM question_version v, jsonb_array_elements(v.citations) AS cited
    WHERE v.id = ANY(${[...ids]}::uuid[])
      AND NOT EXISTS (SELECT FROM question_citation c WHERE c.question_version_id = v.id)`;
  if (cited.length === 0) return;
  const citable = await citableVersions(
    tx,
    cited.map(({ law }) => law),
  );
  const unknown = cited.map(({ law, version }) => `${law} ${version}`).filter((name) => !citable.has(name));
  if (unknown.length > 0)
    throw new UnknownLaw(`The law register does not hold ${unknown.slice(0, 5).join(", ")}`);
  const [names, versionIds] = [[...citable.keys()], [...citable.values()]];
  await tx.$executeRaw`
    INSERT INTO question_citation (question_version_id, place, law_version_id, article, paragraph, item)
    SELECT v.id, cited.place, w.id, (cited.at ->> 'article')::int, (cited.at ->> 'paragraph')::int, (cited.at ->> 'item')::int
    FROM question_version v, jsonb_array_elements(v.citations) WITH ORDINALITY AS cited (at, place)
    JOIN unnest(${names}::text[], ${versionIds}::uuid[]) AS w (name, id)
      ON w.name = (cited.at ->> 'law') || ' ' || (cited.at ->> 'version')
    WHERE v.id = ANY(${[...ids]}::uuid[])
      AND NOT EXISTS (SELECT FROM question_citation c WHERE c.question_version_id = v.id)`;
}
