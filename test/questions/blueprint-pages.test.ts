import { createElement } from "react";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { BlueprintFields } from "~/components/blueprint-form";
import { BlueprintTrial } from "~/components/blueprint-trial";
import { inTransaction, prisma } from "~/db.server";
import type { Trial } from "~/exams/trial.server";
import { blueprintDifference } from "~/questions/blueprint-difference";
import { saveBlueprint } from "~/questions/blueprints.server";
import { readBlueprint } from "~/questions/read-blueprint";
import { type TypedBlueprint, typedOf } from "~/questions/typed-blueprint";
import * as list from "~/routes/_staff.blueprints._index";
import * as page from "~/routes/_staff.blueprints.$blueprintId._index";
import * as sample from "~/routes/_staff.blueprints.$blueprintId.sample";
import * as titles from "~/routes/_staff.blueprints.$blueprintId.title";
import * as versions from "~/routes/_staff.blueprints.$blueprintId.versions";
import * as withdrawal from "~/routes/_staff.blueprints.$blueprintId.withdrawal";
import * as making from "~/routes/_staff.blueprints.new";
import * as redraws from "~/routes/_staff.exams.$examId.redraws";
import * as planning from "~/routes/_staff.exams.new";
import { differenceIn } from "~/text/blueprints";
import { locales } from "~/text/text";
import { htmlOf, wordsOf } from "../components/html-of";
import { EARLY, examHall, type Hall, planExam, sitting } from "../exams/exam-hall";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { smallBank } from "./small-bank";

await useDatabase();
let hall: Hall;
let legal: string;
let author: string;
let training: string;
const singles: string[] = [];

beforeAll(async () => {
  hall = await examHall(smallBank());
  const account = (loginName: string) =>
    inTransaction((tx) =>
      createAccount(
        tx,
        { loginName, displayName: loginName, personId: null, passwordHash: "x" },
        null,
        EARLY,
      ),
    );
  legal = await signedIn(await account("legal"), "legal-affairs", hall.root);
  author = await signedIn(await account("author"), "question-author", hall.root);
  training = await signedIn(await account("training"), "unit-training-officer", hall.urban);
  const rows = await prisma.question.findMany({
    where: { bank: { code: "general-law" }, versions: { some: { type: "single-choice", groupId: null } } },
    orderBy: { code: "asc" },
    take: 4,
  });
  singles.push(...rows.map(({ code }) => code));
});

const row = (n: number, values: Record<string, string>) =>
  Object.fromEntries(
    ["bank", "law", "type", "difficulty", "count", "marks", "parts"].map((name) => [
      `cell-${n}-${name}`,
      values[name] ?? "",
    ]),
  );
const marks = {
  "marks-single-choice": "1",
  "marks-multiple-choice": "2",
  "marks-true-false": "1",
  "marks-case-group": "3",
};
const usual = {
  ...{ title: "单元测试", titleEn: "", code: "unit-test", cap: "", days: "90", fixed: "", sets: "" },
  ...marks,
  ...row(1, { type: "single-choice", count: "5", bank: "general-law" }),
};
type Fields = Record<string, string>;
const send = (fields: Fields, step = "") =>
  call(
    making.action,
    legal,
    `/blueprints/new${step && `?step=${step}`}`,
    {},
    formOf({ ...usual, ...fields }),
  );
const change = (blueprintId: string, fields: Fields, step = "", cookie = legal) =>
  call(
    versions.action,
    cookie,
    `/blueprints/${blueprintId}/versions${step && `?step=${step}`}`,
    { blueprintId },
    formOf({ ...usual, seen: "1", ...fields }),
  );
const idIn = (location: string | null) =>
  /^\/blueprints\/([0-9a-f-]{36})\?done=/.exec(location ?? "")?.[1] ?? "";

describe("making a blueprint in the browser", () => {
  it("adds and takes rows, tries without saving, keeps what was typed, and saves", async () => {
    const before = await prisma.blueprint.count();
    const added = await send({}, "add");
    expect(added).toMatchObject({ status: 200, body: { typed: { cells: [{ count: "5" }, { count: "" }] } } });
    const two = { ...row(2, { type: "case-group", count: "2", parts: "2" }) };
    expect(await send(two, "remove-1")).toMatchObject({
      status: 200,
      body: { typed: { cells: [{ type: "case-group" }] }, heading: { code: "unit-test" } },
    });
    const tried = await send(two, "check");
    expect(tried).toMatchObject({
      status: 200,
      body: {
        problems: [],
        trial: { fullMark: 5 + 2 * 2 * 3, totals: { questions: 9 }, missing: [0, 0], refusals: [] },
      },
    });
    const short = await send(row(1, { type: "single-choice", count: "200", law: "行政处罚法" }), "check");
    const { trial } = short.body as { trial: Trial };
    expect(trial.refusals).toMatchObject([
      { code: "blueprint.cell-short", facts: { wanted: 200, never: true, certain: true } },
    ]);
    expect(trial.missing[0]).toBe(200 - trial.supplies[0]!.exist);
    expect(await prisma.blueprint.count()).toBe(before);

    const saved = await send(two);
    const blueprintId = idIn(saved.location);
    expect(await prisma.blueprintVersion.findFirstOrThrow({ where: { blueprintId } })).toMatchObject({
      number: 1,
      rules: {
        cells: [
          { bank: "general-law", law: null, type: "single-choice", count: 5, marksEach: 1 },
          { bank: null, type: "case-group", count: 2, marksEach: 3, partsEach: 2 },
        ],
        exposureDays: 90,
      },
    });
    expect(await send(two)).toMatchObject({ status: 422, body: { problems: [{ field: "code" }] } });
  });

  it("finds questions by their codes, with the bank or without", async () => {
    const [a, b, c] = singles as [string, string, string];
    const answer = await send({
      ...{ code: "named", fixed: `${a}\r\n general-law/${b}  4 `, sets: `${a}、${c}\n${c} general-law/${b}` },
    });
    const stored = await prisma.blueprintVersion.findFirstOrThrow({
      where: { blueprintId: idIn(answer.location) },
    });
    const of = (code: string) => ({ bank: "general-law", code });
    expect(stored.rules).toMatchObject({
      fixed: [
        { ...of(a), marksEach: 1 },
        { ...of(b), marksEach: 4 },
      ],
      enemySets: [
        [of(a), of(c)],
        [of(c), of(b)],
      ],
    });
  });

  it.each<[string, Fields, string[]]>([
    ["no type", row(1, { count: "5" }), ["cell-1-type"]],
    ["no count", row(1, { type: "true-false" }), ["cell-1-count"]],
    ["a count in words", row(1, { type: "true-false", count: "五" }), ["cell-1-count"]],
    ["a fraction", row(1, { type: "true-false", count: "1.5" }), ["cell-1-count"]],
    ["a huge count", row(1, { type: "true-false", count: "99999999999999999999" }), ["cell-1-count"]],
    ["a case without parts", row(1, { type: "case-group", count: "1" }), ["cell-1-parts"]],
    ["parts of a plain question", row(1, { type: "true-false", count: "1", parts: "2" }), ["cell-1-parts"]],
    [
      "a bank and a law nobody offered",
      row(1, { type: "true-false", count: "1", bank: "x", law: "<b>" }),
      ["cell-1-bank", "cell-1-law"],
    ],
    ["more than a paper holds", row(1, { type: "case-group", count: "200", parts: "20" }), ["cell-1-count"]],
    ["a line that is no code", { fixed: "a b c\n/x" }, ["fixed", "fixed"]],
    ["a code nobody knows", { fixed: "nowhere-001" }, ["fixed"]],
    ["a set of one", { sets: "nowhere-001" }, ["sets", "sets"]],
    ["no marks for a type", { "marks-true-false": "" }, ["marks-true-false"]],
    ["a cap of nothing", { cap: "0", days: "" }, ["cap", "days"]],
    ["nothing at all", { ...row(1, {}), code: "nothing" }, ["cell-1-type"]],
    ["no title, and a code that is none", { title: "", code: "No" }, ["code", "title"]],
  ])("says what is wrong with %s beside its field", async (_, fields, expected) => {
    const answer = await send(fields);
    expect(answer.status).toBe(422);
    const { problems } = answer.body as { problems: { field: string; message: string }[] };
    expect(problems.map(({ field }) => field)).toEqual(expected);
    for (const { message } of problems) expect(message).not.toMatch(/undefined|blueprint\./);
  });

  it("survives a form that no page sent", async () => {
    const answer = await call(making.action, legal, "/blueprints/new", {}, formOf({ "cell-x-type": "a" }));
    expect(answer.status).toBe(422);
    const many = Object.assign(
      {},
      ...Array.from({ length: 80 }, (_, n) => row(n, { type: "true-false", count: "1" })),
    );
    expect((await send(many)).status).toBe(422);
    expect((await send({}, "remove-99")).status).toBe(200);
    expect((await send({}, "nonsense")).status).toBe(200);
  });
});

describe("changing one", () => {
  const made = async (code: string) => idIn((await send({ code })).location);

  it("shows what another changed meanwhile, keeps what was typed, and lets it be saved after theirs", async () => {
    const blueprintId = await made("meanwhile");
    const shown = await call(versions.loader, legal, "/", { blueprintId });
    expect(shown.body).toMatchObject({ seen: 1, typed: { cells: [{ count: "5", marks: "" }], days: "90" } });
    const theirs = row(1, { type: "single-choice", bank: "general-law", count: "7" });
    expect((await change(blueprintId, theirs)).location).toBe(`/blueprints/${blueprintId}?done=saved`);
    const late = await change(blueprintId, { cap: "3" });
    expect(late).toMatchObject({
      status: 422,
      body: {
        seen: 2,
        typed: { cap: "3", cells: [{ count: "5" }] },
        meanwhile: { number: 2, changes: [{ what: "cell-count", before: 5, after: 7 }] },
      },
    });
    expect((await change(blueprintId, { cap: "3", seen: "2" })).location).toMatch(/done=saved/);
    const history = await call(page.loader, author, "/", { blueprintId });
    expect(history.body).toMatchObject({
      mayWrite: false,
      number: 3,
      history: [
        {
          number: 3,
          changes: [
            { what: "cell-count", before: 7, after: 5 },
            { what: "cap", after: 3 },
          ],
        },
        { number: 2, changes: [{ what: "cell-count" }] },
        { number: 1, changes: null },
      ],
    });
  });

  it("another title and the withdrawal are acts of their own", async () => {
    const blueprintId = await made("acts");
    const path = `/blueprints/${blueprintId}`;
    const retitle = (fields: Fields) =>
      call(titles.action, legal, `${path}/title`, { blueprintId }, formOf(fields));
    expect(await retitle({ title: " ", titleEn: "", seen: "单元测试", seenEn: "单元测试" })).toMatchObject({
      status: 422,
      body: { problems: [{ field: "title" }] },
    });
    const other = { title: "新名称", titleEn: "New title", seen: "单元测试", seenEn: "单元测试" };
    expect((await retitle(other)).location).toBe(`${path}?done=retitled`);
    const gone = await call(withdrawal.action, legal, path, { blueprintId }, formOf({}));
    expect(gone.location).toBe(`${path}?done=withdrawn`);
    expect((await call(versions.loader, legal, path, { blueprintId })).location).toBe(path);
    const codes = async (query: string) => {
      const { body } = await call(list.loader, author, `/blueprints${query}`);
      return (body as { rows: { code: string }[] }).rows.map(({ code }) => code);
    };
    expect(await codes("?q=acts")).toEqual([]);
    expect(await codes("?q=新名称&state=withdrawn")).toEqual(["acts"]);
    expect(await codes("?q=New&state=all")).toEqual(["acts"]);
    const choices = await call(planning.loader, legal, "/exams/new");
    expect(
      (choices.body as { blueprints: { title: string }[] }).blueprints.map(({ title }) => title),
    ).not.toContain("新名称");
  });

  it("is for legal affairs, and 404 where there is none", async () => {
    const blueprintId = await made("for-legal");
    expect((await change(blueprintId, {}, "", author)).status).toBe(403);
    expect((await call(page.loader, training, "/", { blueprintId })).status).toBe(403);
    for (const id of ["x", "00000000-0000-7000-8000-000000000000"])
      expect((await call(page.loader, legal, "/", { blueprintId: id })).status).toBe(404);
  });
});

describe("the list", () => {
  it("says of each what it is marked out of and whether it can be filled today, and turns pages", async () => {
    await inTransaction(async (tx) => {
      for (let n = 10; n < 35; n++)
        await saveBlueprint(
          tx,
          {
            ...{ code: `zz-${n}`, title: { "zh-CN": `卷 ${n}`, en: `Paper ${n}` } },
            rules: {
              cells: [
                {
                  ...{ bank: "general-law", law: null, difficulty: null, type: "true-false" },
                  count: n * 20,
                  marksEach: 1,
                },
              ],
              fixed: [],
              exposureCap: null,
            },
          },
          null,
          EARLY,
        );
    });
    const first = await call(list.loader, author, "/blueprints?q=zz-");
    expect(first.body).toMatchObject({ total: 25, hasPrevious: false, hasNext: true, mayWrite: false });
    const { rows } = first.body as { rows: { code: string; fullMark: number; short: number }[] };
    expect(rows).toHaveLength(20);
    expect(rows[0]).toMatchObject({ code: "zz-10", fullMark: 200, questions: 200, short: 1 });
    const next = await call(list.loader, author, "/blueprints?q=zz-&after=zz-29");
    expect(next.body).toMatchObject({ hasPrevious: true, hasNext: false, rows: { length: 5 } });
    const back = await call(list.loader, author, "/blueprints?q=zz-&before=zz-30");
    expect(
      (back.body as typeof first.body & { rows: { code: string }[] }).rows.map(({ code }) => code),
    ).toEqual(rows.map(({ code }) => code));
    expect((await call(list.loader, author, "/blueprints?q=%25%27&after=%27")).status).toBe(200);
  });
});

describe("a sample paper", () => {
  it("has its seed in the address; the same address gives the same paper, without a key", async () => {
    const params = { blueprintId: idIn((await send({ code: "sampled", fixed: singles[0]! })).location) };
    const path = `/blueprints/${params.blueprintId}/sample`;
    const drawn = await call(sample.loader, author, path, params);
    expect(drawn.location).toMatch(/\/sample\?seed=[0-9a-f]{12}&on=\d{4}-\d\d-\d\d$/);
    const one = await call(sample.loader, author, drawn.location!, params);
    expect((await call(sample.loader, author, drawn.location!, params)).body).toEqual(one.body);
    expect(one.body).toMatchObject({
      sample: { ok: true, paper: { fullMark: 6, sections: [{ questions: 6 }] }, codes: { length: 6 } },
    });
    const { codes } = (one.body as { sample: { codes: { code: string; cell: number | null }[] } }).sample;
    expect(codes.find(({ cell }) => cell === null)?.code).toBe(singles[0]);
    expect(JSON.stringify(one.body)).not.toMatch(/"key"|explanation/);
    const other = await call(
      sample.loader,
      author,
      drawn.location!.replace(/seed=\w+/, "seed=other"),
      params,
    );
    expect(other.body).not.toEqual(one.body);
    expect((await call(sample.loader, training, path, params)).status).toBe(403);
    expect(
      (await call(sample.loader, author, `${path}?seed=a&on=2999-01-01`, params)).location,
    ).not.toContain("2999");
  });
});

describe("papers drawn again", () => {
  it("are shown to the office that sees the exam, with no seed and no question", async () => {
    const examId = await planExam(hall);
    const { attemptId } = await sitting(hall, examId);
    const shown = await call(redraws.loader, training, `/exams/${examId}/redraws`, { examId });
    expect(shown.body).toMatchObject({ total: 1, rows: [{ attemptId, same: true, differs: [], number: 1 }] });
    expect(JSON.stringify(shown.body)).not.toMatch(/seed|stem/);
    expect((await call(redraws.loader, author, `/exams/${examId}/redraws`, { examId })).status).toBe(403);
  });
});

describe("what is shown", () => {
  it("reads back from the form what was stored, other marks and retired codes alike", async () => {
    const stored = await prisma.blueprintVersion.findMany({ include: { blueprint: true } });
    const { blueprintSchema } = await import("~/questions/blueprint");
    for (const { rules } of stored) {
      const parsed = blueprintSchema.parse(rules);
      const { problems, read } = readBlueprint(typedOf(parsed));
      const rowsMany = parsed.cells.reduce((sum, cell) => sum + cell.count * (cell.partsEach ?? 1), 0) > 300;
      const tooMany = parsed.cells.some(({ count }) => count > 200);
      if (rowsMany || tooMany) continue;
      expect(problems).toEqual([]);
      expect(read.cells).toEqual(parsed.cells);
      expect(read.fixed.map(({ bank, code, marks: own }) => [bank, code, own])).toEqual(
        parsed.fixed.map(({ bank, code, marksEach }) => [bank, code, marksEach]),
      );
      expect(read.sets.map((set) => set.map(({ bank, code }) => ({ bank, code })))).toEqual(parsed.enemySets);
    }
  });

  it.each(locales)("puts every field and every reason into words in %s", async (locale) => {
    const answer = await send(row(1, { type: "single-choice", count: "200", law: "行政处罚法" }), "check");
    const { typed, trial, cells } = answer.body as {
      typed: TypedBlueprint;
      trial: Trial;
      cells: Parameters<typeof BlueprintTrial>[0]["cells"];
    };
    const choices = { banks: [], laws: [] };
    const problems = [{ field: "cell-1-count", message: "不对" }];
    const form = htmlOf(createElement(BlueprintFields, { typed, choices, problems }), { locale });
    for (const name of ["cell-1-law", "cell-1-type", "marks-case-group", "fixed", "sets", "cap", "days"])
      expect(form).toContain(`name="${name}"`);
    expect(form).toContain('formAction="?step=remove-1"'.replace("formAction", "formaction"));
    const words = wordsOf(htmlOf(createElement(BlueprintTrial, { cells, trial }), { locale }));
    expect(words).toContain("200");
    expect(words).not.toMatch(/undefined|NaN|\[object/);
    const before = { cells: [], fixed: [], exposureCap: null, exposureDays: 365, enemySets: [] };
    const all = {
      cells: [{ bank: "b", law: null, type: "true-false" as const, difficulty: 2, count: 2, marksEach: 1 }],
      fixed: [{ bank: "b", code: "q", marksEach: 1 }],
      exposureCap: 2,
      exposureDays: 30,
      enemySets: [["q", "r"].map((code) => ({ bank: "b", code }))],
    };
    const changed = {
      ...all,
      cells: [{ ...all.cells[0]!, count: 3, marksEach: 2 }],
      fixed: [{ ...all.fixed[0]!, marksEach: 2 }],
    };
    const sentences = [
      ...blueprintDifference(before, all),
      ...blueprintDifference(all, changed),
      ...blueprintDifference(all, before),
    ];
    expect(new Set(sentences.map(({ what }) => what)).size).toBe(11);
    for (const one of sentences) expect(differenceIn(locale, one)).not.toMatch(/undefined|null/);
  });
});
