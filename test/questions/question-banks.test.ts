import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { standsIn } from "~/questions/bank-versions.server";
import { REVIEW_ITEMS } from "~/questions/draft";
import { discardDrafts, openDrafts, openRevision, submitDrafts } from "~/questions/drafts.server";
import { publishDrafts } from "~/questions/publication.server";
import { loadBanksInto } from "~/questions/question-banks.server";
import { restoreQuestions, retireQuestions } from "~/questions/retirements.server";
import { useDatabase } from "../support/database";
import { single as drafted, standing } from "./question-scene";

const database = await useDatabase();
const folder = mkdtempSync(join(tmpdir(), "chizheng-banks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOW = new Date("2026-11-20T02:00:00Z");
const single = (code: string, stem: string, more = "") => `
- code: ${code}
  type: single-choice
  topic: 种类和设定
  difficulty: 2
  stem: ${stem}
  options: { A: 甲项, B: 乙项, C: 丙项 }
  key: B
  citations: [{ law: 行政处罚法, article: 9, version: 2021-01-22 }]
  explanation: 因为如此。
  wrong: { A: 甲不对。, C: 丙不对。 }
${more}`;
const group = (explanation: string) => `
- code: sample-201
  type: case-group
  topic: 简易程序
  difficulty: 3
  stem: 某日，执法人员到场检查。
  questions:
    - code: sample-201-1
      type: true-false
      topic: 简易程序
      difficulty: 2
      stem: 可以当场决定。
      key: true
      citations: [{ law: 行政处罚法, article: 51, version: 2021-01-22 }]
      explanation: ${explanation}
    - code: sample-201-2
      type: true-false
      topic: 简易程序
      difficulty: 2
      stem: 不用出示证件。
      key: false
      citations: [{ law: 行政处罚法, article: 52, version: 2021-01-22 }]
      explanation: 应当出示。
`;
const LAWS = `
- law: 行政处罚法
  title: 中华人民共和国行政处罚法
  versions: [{ version: 2021-01-22, effectiveOn: 2021-07-15, articles: 86 }]
`;

function write(questions: string) {
  cpSync("question-banks/general-law/bank.yaml", join(folder, "sample/bank.yaml"), { recursive: true });
  const meta = readFileSync(join(folder, "sample/bank.yaml"), "utf8").replace(
    "id: general-law",
    "id: sample",
  );
  writeFileSync(join(folder, "sample/bank.yaml"), meta);
  writeFileSync(join(folder, "laws.yaml"), LAWS);
  writeFileSync(join(folder, "sample/questions.yaml"), questions);
}
const load = () => inTransaction((tx) => loadBanksInto(tx, null, NOW, folder));
const versions = () =>
  prisma.questionVersion.findMany({
    orderBy: [{ question: { code: "asc" } }, { number: "asc" }],
    select: { id: true, number: true, groupId: true, stem: true, question: { select: { code: true } } },
  });
const numbers = async () => (await versions()).map(({ question, number }) => `${question.code}@${number}`);

describe("banks become immutable versions", () => {
  it("stores every question once, with its key apart", async () => {
    write(single("sample-001", "第一题") + single("sample-002", "第二题") + group("数额小。"));
    expect(await load()).toBe(1);
    expect(await numbers()).toEqual([
      "sample-001@1",
      "sample-002@1",
      "sample-201@1",
      "sample-201-1@1",
      "sample-201-2@1",
    ]);
    const keys = await prisma.questionKey.findMany({ orderBy: { explanation: "asc" } });
    expect(keys).toHaveLength(4);
    expect(keys.find(({ key }) => key[0] === "B")?.explanation).toBe(
      "因为如此。\n「甲项」甲不对。\n「丙项」丙不对。",
    );
    const parts = (await versions()).filter(({ groupId }) => groupId !== null);
    expect(parts).toHaveLength(2);
  });

  it("changes nothing the second time, by however many processes", async () => {
    expect(await Promise.all(Array.from({ length: 8 }, load))).toEqual(Array(8).fill(0));
    expect(await prisma.bankVersion.count()).toBe(1);
  });

  it("versions the changed question only, and leaves the old text", async () => {
    write(single("sample-001", "第一题改") + single("sample-002", "第二题") + group("数额小。"));
    expect(await load()).toBe(1);
    expect(await numbers()).toEqual([
      "sample-001@1",
      "sample-001@2",
      "sample-002@1",
      "sample-201@1",
      "sample-201-1@1",
      "sample-201-2@1",
    ]);
    const stems = (await versions()).filter(({ question }) => question.code === "sample-001");
    expect(stems.map(({ stem }) => stem)).toEqual(["第一题", "第一题改"]);
    await expect(
      prisma.questionVersion.updateMany({ where: { id: stems[0]!.id }, data: { stem: "改写" } }),
    ).rejects.toThrow();
  });

  it("takes a case's parts along, so that each belongs to one version of it", async () => {
    write(single("sample-001", "第一题改") + single("sample-002", "第二题") + group("罚款数额小。"));
    expect(await load()).toBe(1);
    const cases = (await versions()).filter(({ question }) => question.code.startsWith("sample-201"));
    const newest = cases.find(({ question, number }) => question.code === "sample-201" && number === 2)!;
    expect(cases.filter(({ groupId }) => groupId === newest.id).map(({ number }) => number)).toEqual([2, 2]);
  });

  it("puts a bank back to what it said before as a version of its own", async () => {
    write(single("sample-001", "第一题") + single("sample-002", "第二题") + group("罚款数额小。"));
    expect(await load()).toBe(1);
    expect(await prisma.bankVersion.count()).toBe(4);
    const newest = await prisma.bankVersion.findFirstOrThrow({ orderBy: { number: "desc" } });
    const held = await prisma.questionVersion.findMany({ where: standsIn(newest.bankId, newest.number) });
    expect(held.map(({ stem }) => stem)).toContain("第一题");
    expect(held).toHaveLength(5);
    // The versions before still say what they said.
    const before = await prisma.questionVersion.findMany({
      where: standsIn(newest.bankId, newest.number - 1),
    });
    expect(before.map(({ stem }) => stem)).toContain("第一题改");
    expect(before).toHaveLength(5);
  });

  it("stores nothing of a bank with a broken question", async () => {
    write(single("sample-001", "第一题", "  colour: red\n"));
    await expect(load()).rejects.toThrow(/colour/);
    expect(await prisma.bankVersion.count()).toBe(4);
  });

  it("tells the audit log which bank, which version and how many questions", async () => {
    const events = await prisma.auditEvent.findMany({
      where: { type: "bank.loaded" },
      orderBy: { id: "asc" },
    });
    expect(events[0]?.data).toEqual({ code: "sample", number: 1, questions: 3 });
    expect(await database.ownerQuery("SELECT 1 FROM question_key")).not.toHaveLength(0);
  });
});

describe("what was decided here stands, whatever the files say", () => {
  const [author, reviewer] = [newId(), newId()];
  const held = async () => {
    const { id } = await prisma.questionBank.findUniqueOrThrow({ where: { code: "sample" } });
    return standing(id);
  };
  const questionOf = (code: string) => prisma.question.findFirstOrThrow({ where: { code } });

  it("a retired question stays away, and comes back when it is put back", async () => {
    write(single("sample-001", "第一题") + single("sample-002", "第二题") + group("罚款数额小。"));
    await load();
    const { id } = await questionOf("sample-001");
    await inTransaction((tx) => retireQuestions(tx, [id], "重复", reviewer, NOW));
    write(single("sample-001", "第一题又改") + single("sample-002", "第二题") + group("罚款数额小。"));
    expect(await load()).toBe(0);
    expect((await held()).join()).not.toContain("sample-001");
    await inTransaction((tx) => restoreQuestions(tx, [id], reviewer, NOW));
    expect(await load()).toBe(1);
    expect((await held()).filter((one) => one.startsWith("sample-001"))).toHaveLength(1);
    expect((await versions()).filter(({ question }) => question.code === "sample-001").at(-1)?.stem).toBe(
      "第一题又改",
    );
  });

  it("a revised question keeps its revision, a case with its parts", async () => {
    const { id } = await questionOf("sample-201");
    const draftId = await inTransaction(async (tx) => {
      const opened = await openRevision(tx, id, author, NOW);
      if (!opened.ok) throw new Error("no revision");
      await submitDrafts(tx, [opened.draftId], author, NOW);
      const { refused } = await publishDrafts(tx, [opened.draftId], REVIEW_ITEMS, reviewer, NOW);
      if (refused.length > 0) throw new Error(JSON.stringify(refused));
      return opened.draftId;
    });
    const before = await held();
    write(single("sample-001", "第一题又改") + single("sample-002", "第二题") + group("数额不大。"));
    expect(await load()).toBe(0);
    expect(await held()).toEqual(before);
    expect(await prisma.questionVersion.count({ where: { draftId } })).toBe(3);
    // Not even a file that drops it takes it away.
    write(single("sample-001", "第一题又改") + single("sample-002", "第二题"));
    expect(await load()).toBe(0);
    expect(await held()).toEqual(before);
  });

  it("a question drafted here under a code of a later file is not overwritten, nor does it stop the loading", async () => {
    const { bankId } = await questionOf("sample-001");
    const contents = [drafted("这里起草的题", { code: "sample-009" })];
    const [draft] = await inTransaction((tx) =>
      openDrafts(tx, { bankId, importId: null, contents }, author, NOW),
    );
    const later =
      single("sample-001", "第一题又改") + single("sample-002", "第二题") + single("sample-009", "随附的题");
    write(later);
    expect(await load()).toBe(0);
    await inTransaction((tx) => discardDrafts(tx, [draft!.draftId], "与随附的题重复", author, NOW));
    expect(await load()).toBe(1);
    expect(await held()).toContain("sample-009@1");
  });
});
