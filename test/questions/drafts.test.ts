import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma, violates } from "~/db.server";
import { newId } from "~/ids";
import { type DraftStep, draftState, REVIEW_ITEMS } from "~/questions/draft";
import type { DraftContent } from "~/questions/draft-content";
import { type BulkDone, findDraft } from "~/questions/draft-steps.server";
import {
  changeDraft,
  codesTaken,
  discardDrafts,
  openDrafts,
  openRevision,
  returnDrafts,
  submitDrafts,
} from "~/questions/drafts.server";
import { publishDrafts } from "~/questions/publication.server";
import { restoreQuestions, retireQuestions } from "~/questions/retirements.server";
import { refusalsOf } from "~/verdict";
import { useDatabase } from "../support/database";
import {
  amendLaw,
  caseOf,
  LAW,
  NOW,
  opened,
  published,
  questionScene,
  type Scene,
  single,
  standing,
} from "./question-scene";

const database = await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await questionScene();
});

const inTx = inTransaction;
const LATER = new Date(NOW.getTime() + 3_600_000);
const refusedFor = ({ refused }: BulkDone) =>
  refused.map(({ refusals }) => refusals.map(({ code }) => code.replace("question.", "")));
const submit = (ids: string[], who = scene.author) => inTx((tx) => submitDrafts(tx, ids, who, LATER));
const publish = (ids: string[], who = scene.reviewer) =>
  inTx((tx) => publishDrafts(tx, ids, REVIEW_ITEMS, who, LATER));
const one = async (content: DraftContent) => (await inTx((tx) => opened(tx, scene, content)))[0]!;
const onePublished = async (content: DraftContent) => (await published(scene, content))[0]!;
const stepsOf = async (draftId: string) => (await findDraft(prisma, draftId))!.steps;

describe("drafts", () => {
  it("are opened many at once, each under a code of its own, and told", async () => {
    const contents = Array.from({ length: 60 }, (_, at) => single(`第 ${at} 题`));
    const drafts = await inTx((tx) => opened(tx, scene, ...contents, caseOf("案情", ["甲问", "乙问"])));
    const rows = await Promise.all(drafts.map(({ draftId }) => findDraft(prisma, draftId)));
    expect(rows[0]).toMatchObject({ code: "own-0001", state: "open", baseVersionId: null });
    expect(rows[59]).toMatchObject({ code: "own-0060", content: { stem: "第 59 题" } });
    expect(rows[60]!.content).toMatchObject({ questions: [{ code: "own-0061-1" }, { code: "own-0061-2" }] });
    expect(
      await prisma.auditEvent.count({ where: { type: "question.draft-opened", actorId: scene.author } }),
    ).toBe(61);
  });

  it("may be opened incomplete, but are not submitted so", async () => {
    const { draftId } = await one(single("", { options: [], key: [] }));
    const done = await submit([draftId]);
    expect(done.done).toEqual([]);
    expect(done.refused[0]?.refusals.map(({ code }) => code)).toEqual([
      "format.no-stem",
      "format.no-options",
      "format.no-key",
    ]);
    expect(await stepsOf(draftId)).toHaveLength(1);
  });

  it("take no code that is used, and one whose drafts were given up again", async () => {
    const { draftId, questionId } = await one(single("题", { code: "typed-1" }));
    const withCase = await one(caseOf("案情", ["甲问", "乙问"], "typed-2"));
    const asked = ["typed-1", "typed-2", "typed-2-1", "typed-3"];
    expect(await inTx((tx) => codesTaken(tx, scene.bankId, asked))).toEqual([
      "typed-1",
      "typed-2",
      "typed-2-1",
    ]);
    await expect(one(single("题", { code: "typed-1" }))).rejects.toThrow(/typed-1/);
    await inTx((tx) => discardDrafts(tx, [draftId, withCase.draftId], "重复", scene.author, NOW));
    expect(await inTx((tx) => codesTaken(tx, scene.bankId, asked))).toEqual([]);
    expect((await one(single("又一题", { code: "typed-1" }))).questionId).toBe(questionId);
  });

  it("do not overwrite what another saved", async () => {
    const { draftId } = await one(single("题"));
    const change = (stem: string, seen: number, who: string) =>
      inTx((tx) => changeDraft(tx, { draftId, content: single(stem), seen }, who, NOW));
    const both = await Promise.all([change("甲改", 1, scene.author), change("乙改", 1, scene.other)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.flatMap(refusalsOf).map(({ code }) => code)).toEqual(["question.draft-changed-meanwhile"]);
    const draft = (await findDraft(prisma, draftId))!;
    expect(draft.steps).toHaveLength(2);
    // What stands already is saved.
    expect(
      await inTx((tx) => changeDraft(tx, { draftId, content: draft.content, seen: 1 }, scene.other, NOW)),
    ).toEqual({
      ok: true,
    });
    expect(await stepsOf(draftId)).toHaveLength(2);
    expect(draft.content.code).toBe(draft.code);
  });

  it("give a part that comes later a code that was never another's", async () => {
    const { questionId } = await onePublished(caseOf("案情", ["甲问", "乙问", "丙问"]));
    const revision = await inTx((tx) => openRevision(tx, questionId, scene.author, NOW));
    if (!revision.ok) throw new Error("no revision");
    const draft = (await findDraft(prisma, revision.draftId))!;
    if (draft.content.type !== "case-group") throw new Error("no case");
    const [first, , third] = draft.content.questions;
    const content = {
      ...draft.content,
      questions: [third!, first!, { ...first!, code: null, stem: "丁问" }],
    };
    await inTx((tx) => changeDraft(tx, { draftId: draft.draftId, content, seen: 1 }, scene.author, NOW));
    const changed = (await findDraft(prisma, revision.draftId))!.content;
    const codes = changed.type === "case-group" ? changed.questions.map(({ code }) => code) : [];
    expect(codes).toEqual([`${draft.code}-3`, `${draft.code}-1`, `${draft.code}-4`]);
    await submit([draft.draftId]);
    expect(refusedFor(await publish([draft.draftId]))).toEqual([]);
    expect((await standing(scene.bankId)).filter((code) => code.startsWith(draft.code))).toEqual([
      `${draft.code}-1@2`,
      `${draft.code}-3@2`,
      `${draft.code}-4@1`,
      `${draft.code}@2`,
    ]);
  });

  it("go back with a reason, from a reviewer or to who wrote them", async () => {
    const [mine, theirs, open] = [await one(single("一")), await one(single("二")), await one(single("三"))];
    await submit([mine.draftId, theirs.draftId]);
    const back = (ids: string[], who: string, isReviewer: boolean) =>
      inTx((tx) => returnDrafts(tx, ids, { reason: "缺依据", isReviewer }, who, NOW));
    expect(refusedFor(await back([mine.draftId], scene.other, false))).toEqual([["draft-others"]]);
    expect((await back([mine.draftId], scene.author, false)).done).toEqual([mine.draftId]);
    const done = await back([theirs.draftId, open.draftId, newId()], scene.reviewer, true);
    expect(done.done).toEqual([theirs.draftId]);
    expect(refusedFor(done).sort()).toEqual([["draft-not-submitted"], ["not-found"]]);
    expect((await stepsOf(theirs.draftId)).at(-1)).toMatchObject({ act: "returned", reason: "缺依据" });
  });
});

describe("publication", () => {
  it("makes a version with its key apart and puts it in the bank, all drafts in one version of the bank", async () => {
    const before = await prisma.bankVersion.count({ where: { bankId: scene.bankId } });
    const drafts = await published(
      scene,
      single("甲题", { code: "p-1" }),
      caseOf("案情", ["甲问", "乙问"], "p-2"),
    );
    expect(await prisma.bankVersion.count({ where: { bankId: scene.bankId } })).toBe(before + 1);
    expect(await standing(scene.bankId)).toEqual(
      expect.arrayContaining(["p-1@1", "p-2@1", "p-2-1@1", "p-2-2@1"]),
    );
    const version = await prisma.questionVersion.findFirstOrThrow({
      where: { questionId: drafts[0]!.questionId },
      include: { key: true, cited: { include: { lawVersion: { include: { law: true } } } } },
    });
    expect(version).toMatchObject({ origin: "draft", draftId: drafts[0]!.draftId, law: LAW, article: 9 });
    expect(version.options).toEqual([
      { id: "A", text: "甲项" },
      { id: "B", text: "乙项" },
      { id: "C", text: "丙项" },
    ]);
    expect(version.key?.explanation).toBe("因为如此。\n「甲项」甲不对。\n「丙项」丙不对。");
    expect(version.cited[0]?.lawVersion.law.name).toBe(LAW);
    expect(
      await prisma.auditEvent.count({
        where: { type: "question.published", subjectId: drafts[1]!.questionId },
      }),
    ).toBe(1);
  });

  it("lets through what is sound and says why the rest is not", async () => {
    const [sound, own, open] = await inTx(async (tx) => [
      ...(await opened(tx, scene, single("甲"))),
      ...(await openDrafts(
        tx,
        { bankId: scene.bankId, importId: null, contents: [single("乙")] },
        scene.reviewer,
        NOW,
      )),
      ...(await opened(tx, scene, single("丙"))),
    ]);
    await submit([sound!.draftId, own!.draftId]);
    const done = await publish([sound!, own!, open!].map(({ draftId }) => draftId));
    expect(done.done).toEqual([sound!.draftId]);
    expect(refusedFor(done)).toEqual([["draft-own"], ["draft-not-submitted"]]);
    const incomplete = await inTx((tx) => publishDrafts(tx, [own!.draftId], ["own-words"], scene.other, NOW));
    expect(refusedFor(incomplete)).toEqual([["checklist-incomplete"]]);
  });

  it("asks the law register again: the article may have been amended since it was submitted", async () => {
    const { draftId } = await one(
      single("旧法题", {
        citations: [{ law: LAW, article: 77, paragraph: null, item: null, version: "2021-01-22" }],
      }),
    );
    await submit([draftId]);
    await amendLaw(LAW, "2026-11-01", [77]);
    expect(refusedFor(await publish([draftId]))).toEqual([["article-amended"]]);
  });

  it("is nobody's own, whatever the program forgets to ask", async () => {
    const { draftId } = await one(single("题"));
    await submit([draftId]);
    const step = (actorId: string | null) =>
      database
        .ownerQuery(
          `INSERT INTO question_draft_step (draft_id, number, act, checklist, actor_id, at)
           VALUES ($1, 3, 'published', '[]', $2, now())`,
          [draftId, actorId],
        )
        .then(
          () => "accepted",
          (error: Error) => (violates(error, "question_draft_two_people") ? "two people" : error.message),
        );
    expect([await step(scene.author), await step(null)]).toEqual(["two people", "two people"]);
  });

  it("happens once, when two reviewers publish at once", async () => {
    const { draftId, questionId } = await one(single("抢着发布"));
    await submit([draftId]);
    const both = await Promise.all([publish([draftId]), publish([draftId], scene.other)]);
    expect(both.flatMap(({ done }) => done)).toEqual([draftId]);
    expect(both.flatMap(refusedFor)).toEqual([["draft-not-submitted"]]);
    expect(await prisma.questionVersion.count({ where: { questionId } })).toBe(1);
  });

  it("refuses a part whose code is another question's by now", async () => {
    const { draftId, questionId } = await one(caseOf("案情", ["甲问", "乙问"], "clash"));
    await submit([draftId]);
    await database.ownerQuery("INSERT INTO question (id, bank_id, code) VALUES ($1, $2, 'clash-2')", [
      newId(),
      scene.bankId,
    ]);
    expect(refusedFor(await publish([draftId]))).toEqual([["code-taken"]]);
    expect(await prisma.questionVersion.count({ where: { questionId } })).toBe(0);
  });
});

describe("revisions", () => {
  it("begin as the newest version says, once at a time, and take its place", async () => {
    const { questionId } = await onePublished(single("初稿", { code: "rev-1" }));
    const both = await Promise.all(
      [scene.author, scene.other].map((who) => inTx((tx) => openRevision(tx, questionId, who, NOW))),
    );
    const [won] = both.filter((answer) => answer.ok);
    expect(both.filter(({ ok }) => !ok)).toMatchObject([{ refusals: [{ code: "question.draft-live" }] }]);
    const { draftId } = won as { draftId: string };
    const draft = (await findDraft(prisma, draftId))!;
    expect(draft.content).toEqual({ ...single("初稿", { code: "rev-1" }) });
    await inTx((tx) =>
      changeDraft(tx, { draftId, content: { ...draft.content, stem: "改稿" }, seen: 1 }, scene.author, NOW),
    );
    await submit([draftId]);
    expect((await standing(scene.bankId)).filter((code) => code.startsWith("rev-1"))).toEqual(["rev-1@1"]);
    expect((await publish([draftId])).done).toEqual([draftId]);
    expect((await standing(scene.bankId)).filter((code) => code.startsWith("rev-1"))).toEqual(["rev-1@2"]);
    const old = await prisma.questionVersion.findFirstOrThrow({ where: { questionId, number: 1 } });
    expect(old.stem).toBe("初稿");
  });

  it("are not opened of what is no published, present, whole question", async () => {
    const open = async (questionId: string) =>
      refusalsOf(await inTx((tx) => openRevision(tx, questionId, scene.author, NOW))).map(({ code }) => code);
    const draft = await one(single("题"));
    const [whole] = await published(scene, caseOf("案情", ["甲问", "乙问"], "no-rev"));
    const part = await prisma.question.findFirstOrThrow({ where: { code: "no-rev-1" } });
    await inTx((tx) => retireQuestions(tx, [whole!.questionId], "重复", scene.author, NOW));
    expect(await open(newId())).toEqual(["question.not-found"]);
    expect(await open(draft.questionId)).toEqual(["question.unpublished"]);
    expect(await open(part.id)).toEqual(["question.part-of-case"]);
    expect(await open(whole!.questionId)).toEqual(["question.retired"]);
  });
});

describe("retirement", () => {
  it("takes a question and its parts out at once, and puts the newest version back", async () => {
    const [whole] = await published(scene, caseOf("案情", ["甲问", "乙问"], "ret"));
    const { questionId } = whole!;
    const here = async () => (await standing(scene.bankId)).filter((code) => code.startsWith("ret"));
    const retire = (reason = "重复") =>
      inTx((tx) => retireQuestions(tx, [questionId], reason, scene.author, NOW));
    expect(refusedFor(await retire(" "))).toEqual([["reason-missing"]]);
    expect(await here()).toEqual(["ret-1@1", "ret-2@1", "ret@1"]);
    const both = await Promise.all([retire(), retire()]);
    expect(both.flatMap(({ done }) => done)).toEqual([questionId]);
    expect(both.flatMap(refusedFor)).toEqual([["retired"]]);
    expect(await here()).toEqual([]);
    const restore = () => inTx((tx) => restoreQuestions(tx, [questionId], scene.reviewer, NOW));
    expect((await restore()).done).toEqual([questionId]);
    expect(refusedFor(await restore())).toEqual([["not-retired"]]);
    expect(await here()).toEqual(["ret-1@1", "ret-2@1", "ret@1"]);
    const part = await prisma.question.findFirstOrThrow({ where: { code: "ret-1" } });
    expect(refusedFor(await inTx((tx) => retireQuestions(tx, [part.id], "重复", scene.author, NOW)))).toEqual(
      [["part-of-case"]],
    );
  });

  it("holds back a revision under way", async () => {
    const { questionId } = await onePublished(single("题", { code: "held" }));
    const revision = await inTx((tx) => openRevision(tx, questionId, scene.author, NOW));
    if (!revision.ok) throw new Error("no revision");
    await submit([revision.draftId]);
    await inTx((tx) => retireQuestions(tx, [questionId], "停用", scene.other, NOW));
    expect(refusedFor(await publish([revision.draftId]))).toEqual([["retired"]]);
  });
});

describe("whatever is done, in whatever order", () => {
  it("the draft's row is the fold of its steps, and the bank's present the fold of its versions", async () => {
    const { bankId, author, reviewer, other } = await questionScene("fold");
    const acts = [
      "open",
      "change",
      "submit",
      "publish",
      "return",
      "discard",
      "revise",
      "retire",
      "restore",
    ] as const;
    const doing = fc.tuple(fc.constantFrom(...acts), fc.nat(), fc.constantFrom(author, reviewer, other));
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { maxLength: 25 }), async (list) => {
        for (const [act, pick, who] of list) {
          const drafts = await prisma.questionDraft.findMany({
            where: { question: { bankId } },
            orderBy: { id: "desc" },
            take: 5,
          });
          const draft = drafts[pick % Math.max(1, drafts.length)];
          await inTx(async (tx) => {
            if (act === "open" || !draft) {
              const content = pick % 3 === 0 ? caseOf(`案 ${pick}`, ["甲", "乙"]) : single(`题 ${pick}`);
              await openDrafts(tx, { bankId, importId: null, contents: [content] }, who, NOW);
            } else if (act === "change") {
              await changeDraft(
                tx,
                { draftId: draft.id, content: single(`改 ${pick}`), seen: draft.lastNumber - (pick % 2) },
                who,
                NOW,
              );
            } else if (act === "submit") await submitDrafts(tx, [draft.id], who, NOW);
            else if (act === "publish") await publishDrafts(tx, [draft.id], REVIEW_ITEMS, who, NOW);
            else if (act === "return")
              await returnDrafts(tx, [draft.id], { reason: "改", isReviewer: true }, who, NOW);
            else if (act === "discard") await discardDrafts(tx, [draft.id], "不要", who, NOW);
            else if (act === "revise") await openRevision(tx, draft.questionId, who, NOW);
            else if (act === "retire") await retireQuestions(tx, [draft.questionId], "停用", who, NOW);
            else await restoreQuestions(tx, [draft.questionId], who, NOW);
          });
        }
        const rows = await prisma.questionDraft.findMany({
          where: { question: { bankId } },
          include: { steps: { orderBy: { number: "asc" } } },
        });
        for (const { state, lastNumber, content, steps } of rows) {
          expect(state).toBe(draftState(steps as unknown as DraftStep[]));
          expect(steps.map(({ number }) => number)).toEqual(steps.map((_, at) => at + 1));
          expect(lastNumber).toBe(steps.length);
          expect(content).toEqual(steps.findLast((step) => step.content !== null)?.content);
        }
        // The newest version of whatever was published and is not retired stands, with its parts, and nothing else does.
        const wanted = await database.ownerQuery<{ code: string }>(
          `SELECT q.code || '@' || v.number AS code FROM question_version v JOIN question q ON q.id = v.question_id
           JOIN question_version whole ON whole.id = coalesce(v.group_id, v.id)
           WHERE q.bank_id = $1
             AND whole.number = (SELECT max(number) FROM question_version WHERE question_id = whole.question_id)
             AND NOT EXISTS (SELECT FROM question_retirement r WHERE r.question_id = whole.question_id AND r.restored_at IS NULL)`,
          [bankId],
        );
        expect(await standing(bankId)).toEqual(wanted.map(({ code }) => code).sort());
        // The listing is what it would be, were it written from nothing now.
        const listed = () =>
          prisma.questionListing.findMany({ where: { bankId }, orderBy: { questionId: "asc" } });
        const before = await listed();
        await database.ownerQuery("SELECT list_questions(NULL)");
        expect(before).toEqual(await listed());
        const flags = new Map(before.map((row) => [row.questionId, row]));
        for (const { questionId, state, id } of rows)
          if (state === "open" || state === "submitted") expect(flags.get(questionId)?.draftId).toBe(id);
      }),
      { numRuns: 12 },
    );
  });
});
