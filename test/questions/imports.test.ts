import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { REVIEW_ITEMS } from "~/questions/draft";
import type { DraftContent } from "~/questions/draft-content";
import { discardDrafts } from "~/questions/drafts.server";
import { readQuestionFile } from "~/questions/import-reading.server";
import { publishDrafts } from "~/questions/publication.server";
import {
  findQuestionImport,
  MOST_PROBLEMS_KEPT,
  problemsOfImport,
  questionImportHistory,
  questionsOfImport,
} from "~/questions/question-import.server";
import { draftsOfImport, submitImport } from "~/questions/question-import-acceptance.server";
import { importPreview, type Shown } from "~/questions/question-import-preview.server";
import { foreseeUndoing, undoQuestionImport } from "~/questions/question-import-undoing.server";
import { retireQuestions } from "~/questions/retirements.server";
import { useDatabase } from "../support/database";
import { accepted, draftsOf, fileOf, leftBehind, uploaded } from "./import-files";
import {
  caseOf,
  LAW,
  NOW,
  opened,
  published,
  questionScene,
  type Scene,
  single,
  standing,
  VERSION,
} from "./question-scene";

// A file of questions on its way into a bank: read, kept, looked at, taken in, handed over, undone.

const database = await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await questionScene();
});

const preview = (importId: string, shown: Shown | null = null, bankId = scene.bankId) =>
  importPreview(prisma, { importId, bankId }, { shown, page: 1, pageSize: 50 }, NOW);
const undone = (importId: string, reason = "误导入", { actorId = scene.author, mayRetire = true } = {}) =>
  inTransaction((tx) => undoQuestionImport(tx, { importId, reason, mayRetire }, actorId, NOW));
const publish = (draftIds: string[]) =>
  inTransaction((tx) => publishDrafts(tx, draftIds, REVIEW_ITEMS, scene.reviewer, NOW));
const handOver = (importId: string) => inTransaction((tx) => submitImport(tx, importId, scene.author, NOW));
let count = 0;
/** A question nobody has asked before. */
const fresh = (code: string | null = null): DraftContent => {
  count += 1;
  return single(`第 ${count} 问：`, { code });
};

describe("an upload", () => {
  it("keeps the file and what was read of it, encrypted, and puts nothing into the bank", async () => {
    const bytes = await fileOf([fresh("up-1"), fresh("up-2")]);
    const importId = await uploaded(scene, bytes);
    const row = await prisma.questionImport.findUniqueOrThrow({ where: { id: importId } });
    expect(row).toMatchObject({ format: "gift", questions: 2, refused: 0, notes: 0, problems: [] });
    expect(await prisma.questionDraft.count({ where: { importId } })).toBe(0);
    expect((await questionsOfImport(prisma, importId)).map(({ content }) => content.code)).toEqual([
      "up-1",
      "up-2",
    ]);
    const folder = join(database.dataFolder, "files");
    for (const name of readdirSync(folder, { recursive: true }) as string[]) {
      const path = join(folder, name);
      if (statSync(path).isFile()) expect(readFileSync(path).includes("甲项")).toBe(false);
    }
  });

  it("given again by the same person is the same import until it is taken in", async () => {
    const bytes = await fileOf([fresh("again-1")]);
    const first = await uploaded(scene, bytes);
    expect(await uploaded(scene, bytes)).toBe(first);
    expect(await uploaded({ ...scene, author: scene.other }, bytes)).not.toBe(first);
    await accepted(first, scene.author);
    expect(await uploaded(scene, bytes)).not.toBe(first);
  });

  it("is known by its content, or read as it is told to be", async () => {
    const bytes = await fileOf([fresh()], "moodle-xml");
    expect(await readQuestionFile(bytes, null)).toMatchObject({ ok: true, format: "moodle-xml" });
    expect(await readQuestionFile(bytes, "qti22")).toMatchObject({
      ok: false,
      refusals: [{ code: "format.not-package" }],
    });
    expect(await readQuestionFile(Buffer.from("随便写的一段话。"), null)).toMatchObject({
      ok: false,
      refusals: [{ code: "format.unknown" }],
    });
  });

  it("of a file without one good question is refused with its reasons, and nothing is left", async () => {
    const before = await leftBehind(database.dataFolder);
    const text = `${"<script>alert(1)</script>{T}\n\n".repeat(30)}`;
    const read = await readQuestionFile(Buffer.from(text), "gift");
    expect(read).toMatchObject({ ok: false, more: 10 });
    expect(await leftBehind(database.dataFolder)).toEqual(before);
  });

  it("keeps the first problems with their places, worst first, and counts all", async () => {
    const good = "// [tag:mine]\n好题。{T}\n\n";
    const bad = "坏题。{=只有一个 ~}\n\n".repeat(MOST_PROBLEMS_KEPT + 50);
    const importId = await uploaded(scene, Buffer.from(good + bad));
    const found = await findQuestionImport(prisma, importId);
    expect(found).toMatchObject({ questions: 1, refused: MOST_PROBLEMS_KEPT + 50, notes: 1 });
    const kept = await problemsOfImport(prisma, importId);
    expect(kept).toHaveLength(MOST_PROBLEMS_KEPT);
    expect(kept[0]).toMatchObject({ taken: false, place: { line: 4, column: 1 } });
  });

  it("leaves out what no draft could keep, and says which field", async () => {
    const importId = await uploaded(
      scene,
      await fileOf([fresh("long-1"), single("长考点。", { code: "long-2", topic: "长".repeat(101) })]),
    );
    expect(await problemsOfImport(prisma, importId)).toMatchObject([
      { refusal: { code: "format.beyond-draft", facts: { field: "topic" } } },
    ]);
  });

  it("takes names and facts that no text in the database can hold", async () => {
    // Cut between the two halves of a character.
    const column = `${"甲".repeat(29)}\u{1F600}`;
    const text = `题型,题干,答案,${column}\n判断题,"一句话。",正确,x\n`;
    const importId = await uploaded(scene, Buffer.from(text), "xlsx");
    const [note] = await problemsOfImport(prisma, importId);
    expect(note?.refusal.facts.column).toBe(`${"甲".repeat(29)}\uFFFD`);
  });
});

describe("a preview", () => {
  it("says of each question how it stands in the bank, and what it lacks", async () => {
    const [same, changed, gone] = [fresh("st-same"), fresh("st-changed"), fresh("st-gone")];
    const inCase = caseOf("某机关检查。", ["第一问。", "第二问。"], "st-case");
    const [, , retired] = await published(scene, same, changed, gone, inCase);
    await inTransaction((tx) => retireQuestions(tx, [retired!.questionId], "过时", scene.author, NOW));
    const drafted = fresh("st-drafted");
    await inTransaction((tx) => opened(tx, scene, drafted));
    const renewed = { ...changed, stem: "改写过的题干：" } as DraftContent;
    const twin = { ...same, code: "st-twin", category: ["某类"], marks: 2 } as DraftContent;
    const first = fresh("st-first");
    const bare = single("缺内容。", { code: "st-bare", explanation: "", citations: [], difficulty: null });
    const importId = await uploaded(
      scene,
      await fileOf([
        { ...same, marks: 5, category: ["某类"] } as DraftContent,
        renewed,
        gone,
        fresh("st-case-1"),
        drafted,
        twin,
        first,
        { ...first, code: "st-second" } as DraftContent,
        bare,
        fresh(null),
      ]),
    );
    const found = await preview(importId);
    expect(found.questions.map(({ content: { code }, standing: stand }) => [code, stand])).toEqual([
      ["st-same", "same"],
      ["st-changed", "changed"],
      ["st-gone", "retired"],
      ["st-case-1", "code-used"],
      ["st-drafted", "drafted"],
      ["st-twin", "double"],
      ["st-first", "new"],
      ["st-second", "double"],
      ["st-bare", "new"],
      [null, "new"],
    ]);
    expect(found.questions.flatMap(({ twin: other }) => (other ? [other] : []))).toMatchObject([
      { code: "st-same" },
      { code: null, place: { line: expect.any(Number) } },
    ]);
    expect(found.counts).toMatchObject({ new: 3, changed: 1, same: 1, double: 2 });
    expect(found.incomplete).toBe(1);
    expect(found.unkept).toEqual({ category: 2, marks: 2 });
    const lacking = await preview(importId, "incomplete");
    expect(lacking.total).toBe(1);
    expect(lacking.questions[0]?.faults.map(({ code }) => code).sort()).toEqual([
      "question.no-citation",
      "question.no-difficulty",
      "question.no-explanation",
    ]);
    expect((await preview(importId, "double")).total).toBe(2);
  });

  it("does not miss an enemy that comes with the same file", async () => {
    const [one, other] = [fresh("en-1"), fresh("en-2")];
    const importId = await uploaded(
      scene,
      await fileOf([
        { ...one, enemies: ["en-2"] } as DraftContent,
        { ...other, enemies: ["en-nobody"] } as DraftContent,
      ]),
    );
    const { questions } = await preview(importId);
    expect(questions.map(({ faults }) => faults)).toMatchObject([
      [],
      [{ code: "question.enemy-unknown", facts: { code: "en-nobody" } }],
    ]);
  });
});

describe("taking in", () => {
  it("makes drafts of what the file says, dates its citations and gives codes that are missing", async () => {
    const cited = { law: LAW, article: 9, paragraph: null, item: null, version: null };
    const contents = [
      single("有题号：", { code: "in-1", citations: [cited] }),
      single("没有题号：", { citations: [cited] }),
      caseOf("案情。", ["一问。", "二问。"]),
    ];
    const importId = await uploaded(scene, await fileOf(contents, "moodle-xml"));
    expect(await accepted(importId, scene.author)).toMatchObject({
      ok: true,
      accepted: 3,
      revised: 0,
      left: 0,
    });
    const drafts = await draftsOf(importId);
    const [coded, given, group] = drafts.map(({ content }) => content as unknown as DraftContent);
    const dated = { ...cited, version: VERSION };
    expect(coded).toEqual({ ...contents[0], citations: [dated] });
    expect(given).toEqual({ ...contents[1], code: drafts[1]!.question.code, citations: [dated] });
    expect(drafts[1]!.question.code).toMatch(/^own-\d{4}$/);
    // The name a case goes by inside a file is no code.
    expect(group).toMatchObject({ type: "case-group", stem: "案情。", code: drafts[2]!.question.code });
    expect(drafts[2]!.question.code).toMatch(/^own-\d{4}$/);
    expect(drafts.every(({ state, baseVersionId }) => state === "open" && baseVersionId === null)).toBe(true);
    const [told] = await prisma.auditEvent.findMany({
      where: { type: "question-import.accepted" },
      orderBy: { id: "desc" },
      take: 1,
    });
    expect(told).toMatchObject({
      subjectId: scene.bankId,
      data: { importId, accepted: 3, revised: 0, left: 0 },
    });
  });

  it("leaves known codes as they are, or revises them, and never touches what is the same", async () => {
    const [same, changed] = [fresh("rev-same"), fresh("rev-changed")];
    await published(scene, same, changed);
    const renewed = { ...changed, stem: "修订后的题干：" } as DraftContent;
    const bytes = await fileOf([same, renewed, fresh("rev-new")], "xlsx");
    const skipping = await uploaded(scene, bytes);
    expect(await accepted(skipping, scene.author)).toMatchObject({ accepted: 1, revised: 0, left: 2 });
    const revising = await uploaded(scene, bytes);
    // The new one is being drafted by now.
    expect(await accepted(revising, scene.author, "revise")).toMatchObject({
      accepted: 1,
      revised: 1,
      left: 2,
    });
    const [draft] = await draftsOf(revising);
    expect(draft).toMatchObject({ question: { code: "rev-changed" }, content: renewed });
    expect(draft?.baseVersionId).not.toBeNull();
    expect(await handOver(revising)).toEqual({ submitted: 1, left: 0 });
    expect((await publish([draft!.id])).refused).toEqual([]);
    expect(await standing(scene.bankId)).toEqual(expect.arrayContaining(["rev-same@1", "rev-changed@2"]));
  });

  it("that has nothing to take says so and stays open", async () => {
    const question = fresh("none-1");
    await published(scene, question);
    const importId = await uploaded(scene, await fileOf([question]));
    expect(await accepted(importId, scene.author)).toMatchObject({
      ok: false,
      refusals: [{ code: "import.nothing-to-take" }],
    });
    expect((await findQuestionImport(prisma, importId))?.state).toBe("waiting");
  });

  it("happens once, whoever else does it at the same moment", async () => {
    const importId = await uploaded(scene, await fileOf([fresh("once-1"), fresh("once-2")]));
    const answers = await Promise.all(
      [scene.author, scene.other, scene.author, scene.reviewer].map((who) => accepted(importId, who)),
    );
    expect(answers.filter((answer) => answer.ok && !answer.already)).toHaveLength(1);
    expect(answers.every((answer) => answer.ok && answer.accepted === 2)).toBe(true);
    expect(await draftsOf(importId)).toHaveLength(2);
  });

  it("of one file by two officers at once makes its questions once", async () => {
    const bytes = await fileOf([fresh("two-1"), fresh("two-2"), fresh(null)]);
    const mine = await uploaded(scene, bytes);
    const theirs = await uploaded({ ...scene, author: scene.other }, bytes);
    const answers = await Promise.all([accepted(mine, scene.author), accepted(theirs, scene.other)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect([...(await draftsOf(mine)), ...(await draftsOf(theirs))]).toHaveLength(3);
  });
});

describe("handing over", () => {
  it("submits what is complete, leaves the rest, and lets nobody publish what they imported", async () => {
    const bare = single("缺解析。", { code: "ho-2", explanation: "" });
    const importId = await uploaded(scene, await fileOf([fresh("ho-1"), bare]));
    await accepted(importId, scene.author);
    expect(await handOver(importId)).toEqual({ submitted: 1, left: 1 });
    expect(await handOver(importId)).toEqual({ submitted: 0, left: 1 });
    expect(await draftsOfImport(prisma, importId)).toEqual({
      open: 1,
      submitted: 1,
      published: 0,
      discarded: 0,
    });
    const [first] = await draftsOf(importId);
    const own = await inTransaction((tx) => publishDrafts(tx, [first!.id], REVIEW_ITEMS, scene.author, NOW));
    expect(own.refused[0]?.refusals.map(({ code }) => code)).toContain("question.draft-own");
  });
});

describe("undoing", () => {
  it("gives up drafts, retires what was published, leaves revisions and tells how many", async () => {
    const known = fresh("un-known");
    await published(scene, known);
    const renewed = { ...known, stem: "修订：" } as DraftContent;
    const importId = await uploaded(
      scene,
      await fileOf([renewed, fresh("un-1"), fresh("un-2"), fresh("un-3")]),
    );
    expect((await undone(importId)).ok).toBe(false);
    await accepted(importId, scene.author, "revise");
    await handOver(importId);
    const drafts = new Map((await draftsOf(importId)).map(({ id, question }) => [question.code, id]));
    await publish([drafts.get("un-known")!, drafts.get("un-1")!]);
    expect(await foreseeUndoing(prisma, importId)).toEqual({
      discarded: 2,
      retired: 1,
      staying: ["un-known"],
    });
    expect(await undone(importId, " ")).toMatchObject({ refusals: [{ code: "question.reason-missing" }] });
    expect(await undone(importId, "误导入", { mayRetire: false })).toMatchObject({
      ok: false,
      refusals: [{ code: "import.published", facts: { retired: 1 } }],
    });
    const answers = await Promise.all([
      undone(importId),
      undone(importId, "再撤一次", { actorId: scene.other }),
    ]);
    expect(answers).toMatchObject([
      { ok: true, discarded: 2, retired: 1 },
      { ok: true, discarded: 2, retired: 1 },
    ]);
    const now = await standing(scene.bankId);
    expect(now).toContain("un-known@2");
    expect(now.some((code) => code.startsWith("un-1@"))).toBe(false);
    expect((await findQuestionImport(prisma, importId))?.state).toBe("undone");
    // Its codes are free again, or restorable: the same file can come back.
    const back = await uploaded(scene, await fileOf([fresh("un-2")]));
    expect(await accepted(back, scene.author)).toMatchObject({ accepted: 1 });
  });

  it("and a reviewer's publication at the same moment leave nothing of the import standing", async () => {
    const importId = await uploaded(scene, await fileOf([fresh("ur-1"), fresh("ur-2"), fresh("ur-3")]));
    await accepted(importId, scene.author);
    await handOver(importId);
    const ids = (await draftsOf(importId)).map(({ id }) => id);
    const [, answer] = await Promise.all([publish(ids), undone(importId)]);
    expect(answer.ok && answer.discarded + answer.retired).toBe(3);
    expect((await standing(scene.bankId)).filter((code) => code.startsWith("ur-"))).toEqual([]);
  });

  it("counts no draft that somebody gave up before", async () => {
    const importId = await uploaded(scene, await fileOf([fresh("ug-1"), fresh("ug-2")]));
    await accepted(importId, scene.author);
    const [first] = await draftsOf(importId);
    await inTransaction((tx) => discardDrafts(tx, [first!.id], "不要", scene.author, NOW));
    expect(await undone(importId)).toMatchObject({ discarded: 1, retired: 0 });
  });
});

it("the history tells who did what, of one bank and of all", async () => {
  const elsewhere = await questionScene("elsewhere");
  const importId = await uploaded(elsewhere, await fileOf([fresh("h-1")]));
  await accepted(importId, elsewhere.author);
  const own = await questionImportHistory(prisma, { bankId: elsewhere.bankId, page: 1, pageSize: 10 });
  expect(own.total).toBe(1);
  expect(own.imports[0]).toMatchObject({
    importId,
    state: "accepted",
    bank: { code: "elsewhere" },
    people: { [elsewhere.author]: "author" },
  });
  const all = await questionImportHistory(prisma, { page: 1, pageSize: 3 });
  expect(all.total).toBeGreaterThan(3);
  expect(all.imports).toHaveLength(3);
});
