/** What the question rooms' tests begin with: laws, a bank of its own, an author and two reviewers. */
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { REVIEW_ITEMS } from "~/questions/draft";
import type { DraftContent } from "~/questions/draft-content";
import { openDrafts, submitDrafts } from "~/questions/drafts.server";
import { registerLaws } from "~/questions/laws.server";
import { createBank } from "~/questions/own-banks.server";
import { publishDrafts } from "~/questions/publication.server";

export const NOW = new Date("2026-11-20T02:00:00Z");
export const LAW = "行政处罚法";
export const VERSION = "2021-01-22";

type Part = Extract<DraftContent, { type: "case-group" }>["questions"][number];

const part = (stem: string, article = 9): Part => ({
  code: null,
  type: "single-choice",
  stem,
  options: [
    { id: "A", text: "甲项", feedback: "甲不对。" },
    { id: "B", text: "乙项", feedback: "" },
    { id: "C", text: "丙项", feedback: "丙不对。" },
  ],
  key: ["B"],
  explanation: "因为如此。",
  citations: [{ law: LAW, article, paragraph: null, item: null, version: VERSION }],
  topic: "种类和设定",
  difficulty: 2,
  marks: null,
});

/** A question that lacks nothing. */
export const single = (stem: string, more: Partial<Part> & { enemies?: string[] } = {}): DraftContent => ({
  ...part(stem),
  enemies: [],
  category: [],
  ...more,
});

export const caseOf = (stem: string, parts: readonly string[], code: string | null = null): DraftContent => ({
  type: "case-group",
  code,
  stem,
  topic: "简易程序",
  difficulty: 3,
  questions: parts.map((one) => part(one)),
  enemies: [],
  category: [],
});

export type Scene = { bankId: string; author: string; reviewer: string; other: string };

export async function questionScene(bankCode = "own"): Promise<Scene> {
  return inTransaction(async (tx) => {
    await registerLaws(
      tx,
      [
        {
          law: LAW,
          title: `中华人民共和国${LAW}`,
          versions: [{ version: VERSION, effectiveOn: "2021-07-15", articles: 86 }],
        },
      ],
      NOW,
    );
    const account = (name: string) =>
      createAccount(
        tx,
        { loginName: `${bankCode}-${name}`, displayName: name, personId: null, passwordHash: "-" },
        null,
        NOW,
      );
    const author = await account("author");
    const made = await createBank(
      tx,
      { code: bankCode, title: { "zh-CN": "自建题库", en: "Own bank" }, kind: "general", field: null },
      author,
      NOW,
    );
    if (!made.ok) throw new Error(made.refusals.map(({ code }) => code).join());
    return {
      bankId: made.bankId,
      author,
      reviewer: await account("reviewer"),
      other: await account("other"),
    };
  });
}

/** A second version of the law from that date on, which changes those articles. */
export async function amendLaw(law: string, on: string, articles: number[]): Promise<void> {
  const { id } = await prisma.law.findUniqueOrThrow({ where: { name: law } });
  const date = new Date(`${on}T00:00:00Z`);
  const version = await prisma.lawVersion.create({
    data: { id: newId(), lawId: id, version: date, effectiveOn: date, articles: 90, recordedAt: NOW },
  });
  await prisma.lawAmendment.create({
    data: {
      id: newId(),
      lawId: id,
      lawVersionId: version.id,
      kind: "amended",
      effectiveOn: date,
      whole: false,
      articles,
      recordedAt: NOW,
    },
  });
}

export const opened = (tx: Tx, { bankId, author }: Scene, ...contents: DraftContent[]) =>
  openDrafts(tx, { bankId, importId: null, contents }, author, NOW);

/** Drafted, submitted and published by two people. */
export async function published(scene: Scene, ...contents: DraftContent[]) {
  return inTransaction(async (tx) => {
    const drafts = await opened(tx, scene, ...contents);
    const ids = drafts.map(({ draftId }) => draftId);
    const submitted = await submitDrafts(tx, ids, scene.author, NOW);
    const done = await publishDrafts(tx, ids, REVIEW_ITEMS, scene.reviewer, NOW);
    const refused = [...submitted.refused, ...done.refused];
    if (refused.length > 0) throw new Error(JSON.stringify(refused));
    return drafts;
  });
}

/** Codes with the number of their version, as they stand in the bank today. */
export async function standing(bankId: string): Promise<string[]> {
  const rows = await prisma.bankEntry.findMany({
    where: { bankId, untilNumber: null },
    select: { questionVersion: { select: { number: true, question: { select: { code: true } } } } },
  });
  return rows.map(({ questionVersion: { number, question } }) => `${question.code}@${number}`).sort();
}
