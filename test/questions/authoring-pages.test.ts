import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "~/access/permissions";
import { inTransaction, prisma } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import { REVIEW_ITEMS } from "~/questions/draft";
import { findDraft } from "~/questions/draft-steps.server";
import { changeDraft, discardDrafts, submitDrafts } from "~/questions/drafts.server";
import { action as makeBank } from "~/routes/_staff.banks.new";
import { loader as list } from "~/routes/_staff.questions._index";
import { loader as file } from "~/routes/_staff.questions.$questionId._index";
import { action as revise } from "~/routes/_staff.questions.$questionId.revisions";
import { action as discard } from "~/routes/_staff.questions.discardings";
import { loader as editor, action as save } from "~/routes/_staff.questions.drafts.$draftId._index";
import { loader as preview } from "~/routes/_staff.questions.drafts.$draftId.preview";
import { action as approve, loader as review } from "~/routes/_staff.questions.drafts.$draftId.review";
import { action as begin } from "~/routes/_staff.questions.new";
import { loader as chosen, action as publish } from "~/routes/_staff.questions.publications";
import { action as retire } from "~/routes/_staff.questions.retirements";
import { action as giveBack } from "~/routes/_staff.questions.returns";
import { action as submit } from "~/routes/_staff.questions.submissions";
import { call, formOf, signedIn } from "../routes/call";
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
} from "./question-scene";

await useDatabase();
let scene: Scene;
let author: string;
let reviewer: string;
let legal: string;
let auditor: string;

beforeAll(async () => {
  scene = await questionScene();
  const unit = {
    code: "linhu",
    parentId: null,
    name: "临湖区",
    shortName: "临湖",
    kind: "jurisdiction",
  } as const;
  const root = await inTransaction((tx) => createUnit(tx, { ...unit, fromOn: "2014-01-01" }, null, NOW));
  const sign = (id: string, role: Role) => signedIn(id, role, root);
  author = await sign(scene.author, "question-author");
  reviewer = await sign(scene.reviewer, "question-reviewer");
  legal = await sign(scene.other, "legal-affairs");
  auditor = await sign((await questionScene("second")).other, "auditor");
});

const make = async (...contents: Parameters<typeof opened>[2][]) =>
  inTransaction((tx) => opened(tx, scene, ...contents));
type Fields = Record<string, string | string[]>;
describe("drafting", () => {
  it("begins with a bank and a type, and says which is missing", async () => {
    const post = (values: Record<string, string>) =>
      call(begin, author, "/questions/new", {}, formOf(values));
    expect(await post({})).toMatchObject({
      status: 422,
      body: { problems: [{ field: "bank" }, { field: "type" }] },
    });
    const made = await post({ bank: scene.bankId, type: "true-false", code: "t-1" });
    expect(made).toMatchObject({ status: 303 });
    expect(made.location).toMatch(/^\/questions\/drafts\//);
    expect(await post({ bank: scene.bankId, type: "true-false", code: "t-1" })).toMatchObject({
      status: 422,
      body: { problems: [{ field: "code" }], typed: { code: "t-1" } },
    });
    expect((await call(begin, reviewer, "/questions/new", {}, formOf({}))).status).toBe(403);
  });

  it("keeps what is typed when a row is added, when it is refused and when it is saved", async () => {
    const [draft] = await make(single("初稿"));
    const { draftId } = draft!;
    const post = (values: Fields) =>
      call(save, author, `/questions/drafts/${draftId}?index`, { draftId }, formOf(values));
    const typed: Fields = {
      seen: "1",
      "p0.type": "single-choice",
      "p0.stem": "<script>alert(1)</script>改",
      "p0.option.0": "甲",
      "p0.option.1": "乙",
      "p0.feedback.0": "对",
      "p0.key": "A",
      "p0.law.0": `${LAW}@2021-01-22`,
      "p0.article.0": "９",
      "p0.explanation": "因为",
      "p0.topic": "种类",
      "p0.difficulty": "2",
    };
    expect(await post({ ...typed, act: "add-option:0" })).toMatchObject({
      status: 200,
      body: {
        seen: 1,
        typed: { parts: [{ stem: typed["p0.stem"], options: [{ text: "甲" }, {}, { text: "" }] }] },
      },
    });
    expect((await findDraft(prisma, draftId))!.steps).toHaveLength(1);
    expect(await post({ ...typed, "p0.article.0": "九" })).toMatchObject({
      status: 422,
      body: { typed: { parts: [{ explanation: "因为" }] }, problems: [{ field: "p0.article.0" }] },
    });
    expect(await post(typed)).toMatchObject({
      status: 303,
      location: `/questions/drafts/${draftId}?done=saved`,
    });
    expect((await findDraft(prisma, draftId))!.content).toMatchObject({
      stem: "<script>alert(1)</script>改",
      key: ["A"],
      citations: [{ law: LAW, article: 9, version: "2021-01-22" }],
    });
    // The form of before the save, sent again with other words.
    expect(await post({ ...typed, "p0.stem": "迟到的改动" })).toMatchObject({
      status: 422,
      body: { problems: [{ field: "form" }], typed: { parts: [{ stem: "迟到的改动" }] } },
    });
    expect(await post({})).toMatchObject({ status: 422 });
    expect((await call(save, reviewer, "/x", { draftId }, formOf(typed))).status).toBe(403);
    expect((await call(editor, author, "/x", { draftId: "nothing" })).status).toBe(404);
  });

  it("is shown as on a paper, without a key; a part is read with its case", async () => {
    const [draft] = await make(caseOf("案情", ["甲问", "乙问"]));
    const [whole] = await published(scene, caseOf("案情", ["甲问", "乙问"], "seen"));
    const part = await prisma.question.findFirstOrThrow({ where: { code: "seen-2" } });
    expect(await call(file, author, "/x", { questionId: part.id })).toMatchObject({
      status: 302,
      location: `/questions/${whole!.questionId}`,
    });
    const { body } = await call(preview, author, "/x?as=phone", { draftId: draft!.draftId });
    expect(body).toMatchObject({
      as: "phone",
      slots: [
        { number: 1, stem: "甲问", group: { stem: "案情" } },
        { number: 2, stem: "乙问" },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(/因为如此|甲不对|"key"/);
  });
});

describe("review", () => {
  it("shows the articles cited, what a revision changes and what is missing, and publishes", async () => {
    const [first] = await published(scene, single("初稿", { code: "rev" }));
    const { questionId } = first!;
    const begun = await call(revise, author, "/x", { questionId }, formOf({}));
    const draftId = begun.location!.split("/").at(-1)!;
    const { content } = (await findDraft(prisma, draftId))!;
    expect(await call(revise, author, "/x", { questionId }, formOf({}))).toMatchObject({
      status: 422,
      body: { refusals: [{ code: "question.draft-live" }] },
    });
    await inTransaction((tx) =>
      changeDraft(tx, { draftId, content: { ...content, stem: "改稿" }, seen: 1 }, scene.author, NOW),
    );
    expect(await call(submit, author, "/x", {}, formOf({ id: questionId }))).toMatchObject({
      status: 303,
      location: `/questions/${questionId}?done=submissions`,
    });
    const shown = await call(review, reviewer, "/x", { draftId });
    expect(shown.body).toMatchObject({
      isOwn: false,
      base: { number: 1 },
      differences: [{ field: "stem", before: "初稿", after: "改稿" }],
      cited: [{ law: LAW, article: 9, state: "in-force", effectiveOn: "2021-07-15" }],
    });
    const approved = (cookie: string, items: readonly string[]) =>
      call(approve, cookie, "/x", { draftId }, formOf({ item: [...items] }));
    expect(await approved(reviewer, REVIEW_ITEMS.slice(1))).toMatchObject({
      status: 422,
      body: { checked: REVIEW_ITEMS.slice(1), refusals: [{ code: "question.checklist-incomplete" }] },
    });
    expect((await approved(author, REVIEW_ITEMS)).status).toBe(403);
    expect(await approved(reviewer, REVIEW_ITEMS)).toMatchObject({
      status: 303,
      location: `/questions/${questionId}?done=publications`,
    });
    const page = await call(file, auditor, "/x", { questionId });
    expect(page.body).toMatchObject({
      may: { write: false, review: false },
      versions: [
        { number: 2, content: { stem: "改稿" }, stood: [{ until: null }] },
        { number: 1, content: { stem: "初稿" } },
      ],
    });
  });

  it("goes through for some of many, and says why not for the others", async () => {
    const [good, open] = await make(single("可以"), single("没提交"));
    await inTransaction((tx) => submitDrafts(tx, [good!.draftId], scene.author, NOW));
    const ids = [good!.questionId, open!.questionId];
    expect((await call(chosen, reviewer, `/x?id=${ids.join("&id=")}&id=junk`)).body).toMatchObject({
      questions: [{ stem: "可以" }, { stem: "没提交" }],
    });
    const answer = await call(
      publish,
      reviewer,
      "/x",
      {},
      formOf({ id: [...ids, "junk"], item: [...REVIEW_ITEMS] }),
    );
    expect(answer).toMatchObject({
      status: 200,
      body: { outcome: { done: 1, refused: [{ refusals: [{ code: "question.draft-not-submitted" }] }] } },
    });
    expect(await call(publish, reviewer, "/x", {}, formOf({}))).toMatchObject({
      status: 422,
      body: { outcome: { done: 0 } },
    });
  });

  it("sends back, gives up and retires with a reason only", async () => {
    const [draft] = await make(single("退回"));
    const { questionId, draftId } = draft!;
    await inTransaction((tx) => submitDrafts(tx, [draftId], scene.author, NOW));
    const act = (action: Parameters<typeof call>[0], cookie: string, reason: string) =>
      call(action, cookie, "/x", {}, formOf({ id: questionId, reason }));
    expect(await act(giveBack, reviewer, " ")).toMatchObject({
      status: 422,
      body: { outcome: { refused: [{ refusals: [{ code: "question.reason-missing" }] }] } },
    });
    expect((await act(giveBack, reviewer, "缺依据")).location).toBe(`/questions/${questionId}?done=returns`);
    expect((await call(editor, author, "/x", { draftId })).body).toMatchObject({ returned: "缺依据" });
    expect((await act(giveBack, auditor, "缺依据")).status).toBe(403);
    expect((await act(discard, author, "重复")).location).toBe(`/questions/${questionId}?done=discardings`);
    const [whole] = await published(scene, single("停用"));
    const retired = await call(retire, reviewer, "/x", {}, formOf({ id: whole!.questionId, reason: "重复" }));
    expect(retired.location).toBe(`/questions/${whole!.questionId}?done=retirements`);
  });
});

describe("the list of questions", () => {
  const found = async (query: string, cookie = author) => {
    const { body } = await call(list, cookie, `/questions?${query}`);
    return (body as { questions: { code: string }[] }).questions.map(({ code }) => code);
  };

  it("filters by bank, law, article, type, difficulty, state, use and words", async () => {
    const second = await questionScene("listed");
    await published(
      second,
      single("听证期限", { code: "l-1", difficulty: 4 }),
      caseOf("某日检查", ["能否当场决定", "应否出示证件"], "l-2"),
      single("将要修改", {
        code: "l-3",
        citations: [{ law: LAW, article: 77, paragraph: null, item: null, version: "2021-01-22" }],
      }),
    );
    const [open] = await inTransaction((tx) => opened(tx, second, single("起草中的题", { code: "l-4" })));
    await amendLaw(LAW, "2030-01-01", [77]);
    const inBank = (query: string) => found(`bank=${second.bankId}&${query}`);
    expect(await inBank("")).toEqual(["l-1", "l-2", "l-3", "l-4"]);
    expect(await inBank("type=case-group")).toEqual(["l-2"]);
    expect(await inBank("difficulty=4")).toEqual(["l-1"]);
    expect(await inBank(`law=${LAW}&article=77`)).toEqual(["l-3"]);
    expect(await inBank("law=民法典")).toEqual([]);
    expect(await inBank("q=当场决定")).toEqual(["l-2"]);
    expect(await inBank("q=l-4")).toEqual(["l-4"]);
    expect(await inBank("status=open")).toEqual(["l-4"]);
    expect(await inBank("status=published")).toEqual(["l-1", "l-2", "l-3"]);
    expect(await inBank("status=reread")).toEqual(["l-3"]);
    expect(await inBank("use=never")).toEqual(["l-1", "l-2", "l-3"]);
    expect(await inBank("use=last-year")).toEqual([]);
    await inTransaction((tx) => discardDrafts(tx, [open!.draftId], "重复", second.author, NOW));
    expect([await inBank(""), await inBank("status=discarded")]).toEqual([["l-1", "l-2", "l-3"], ["l-4"]]);
    expect(await found("bank=junk&type=x&difficulty=9&status=no&article=1e9&after=junk&q=%00")).not.toEqual(
      [],
    );
  });

  it("turns pages by the keyset, there and back, with the exact number", async () => {
    const third = await questionScene("paged");
    await published(third, ...Array.from({ length: 120 }, (_, at) => single(`第 ${at} 题`)));
    const asked = async (query: string) =>
      (await call(list, author, `/questions?bank=${third.bankId}&${query}`)).body as {
        questions: { questionId: string; code: string }[];
        total: number;
        hasNext: boolean;
        hasPrevious: boolean;
      };
    const first = await asked("");
    expect(first).toMatchObject({ total: 120, hasNext: true, hasPrevious: false });
    const second = await asked(`after=${first.questions.at(-1)!.questionId}`);
    const last = await asked(`after=${second.questions.at(-1)!.questionId}`);
    const codes = [first, second, last].flatMap(({ questions }) => questions.map(({ code }) => code));
    expect(new Set(codes).size).toBe(120);
    expect(last).toMatchObject({ hasNext: false, hasPrevious: true });
    const back = await asked(`before=${second.questions[0]!.questionId}`);
    expect(back.questions).toEqual(first.questions);
  });
});

it("sets up a bank of its own, whose code is its own", async () => {
  const post = (values: Record<string, string>) => call(makeBank, legal, "/banks/new", {}, formOf(values));
  const bank = { name: "水务题库", code: "water-law", kind: "special" };
  expect(await post({})).toMatchObject({
    status: 422,
    body: { problems: [{ field: "name" }, { field: "code" }, { field: "kind" }] },
  });
  expect(await post(bank)).toMatchObject({ status: 422, body: { problems: [{ field: "field" }] } });
  expect(await post({ ...bank, field: "water" })).toMatchObject({ status: 303 });
  expect(await post({ ...bank, field: "water" })).toMatchObject({
    status: 422,
    body: { problems: [{ field: "code" }] },
  });
  expect(await prisma.questionBank.findUnique({ where: { code: "water-law" } })).toMatchObject({
    origin: "own",
    title: { "zh-CN": "水务题库", en: "水务题库" },
  });
  expect((await call(makeBank, author, "/banks/new", {}, formOf({}))).status).toBe(403);
});
