import { beforeAll, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { inTransaction, prisma } from "~/db.server";
import { computeStatistics } from "~/exams/item-statistics.server";
import { newId } from "~/ids";
import { loader as bankPage } from "~/routes/_staff.banks.$bankId_.statistics._index";
import { loader as exportPage } from "~/routes/_staff.banks.$bankId_.statistics.export";
import { loader as examPage } from "~/routes/_staff.exams.$examId.statistics";
import { loader as questionPage } from "~/routes/_staff.questions.$questionId.statistics";
import { call, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { after, examHall, type Hall } from "./exam-hall";
import {
  type Answered,
  heldExam,
  type MadeQuestion,
  madeBank,
  madeCase,
  madeQuestion,
} from "./marked-papers";

await useDatabase();
let hall: Hall;
let bankId: string;
let cookie: Record<"legal-affairs" | "question-author" | "invigilator", string>;
let good: MadeQuestion;
let wrongKey: MadeQuestion;
let easy: MadeQuestion;
let part: MadeQuestion;
let theCase: { questionId: string };
let never: MadeQuestion;
let examId: string;
let hidden: string;
let small: string;

const chose = (question: MadeQuestion, id: string): Answered => ({
  question,
  order: question.optionIds,
  chosen: [id],
});

beforeAll(async () => {
  hall = await examHall();
  bankId = await madeBank();
  const single = { type: "single-choice", key: ["A"], marks: 2 } as const;
  good = await madeQuestion(bankId, { ...single, key: ["A"], code: "good" });
  wrongKey = await madeQuestion(bankId, { ...single, key: ["A"], code: "wrong-key" });
  easy = await madeQuestion(bankId, {
    type: "true-false",
    key: ["T"],
    marks: 2,
    code: "easy",
    law: "行政许可法",
  });
  const made = await madeCase(bankId);
  theCase = made;
  const caseOf = { versionId: made.versionId, position: 1 };
  part = await madeQuestion(bankId, { ...single, key: ["A"], code: "part", caseOf });
  never = await madeQuestion(bankId, { ...single, key: ["A"], code: "never" });
  // Forty people: the better half knows the good question and the part; they all miss the one whose key is wrong.
  const rows = Array.from({ length: 40 }, (_, n) => ({
    personId: newId(),
    startedMs: n,
    answers: [
      chose(good, n < 20 ? "A" : "BCD"[n % 3]!),
      chose(wrongKey, n < 20 ? "B" : "ACD"[n % 3]!),
      chose(easy, n === 39 ? "F" : "T"),
      chose(part, n < 22 ? "A" : "BCD"[n % 3]!),
    ],
    steps: [],
  }));
  examId = (await heldExam(hall, rows)).examId;
  small = (
    await heldExam(
      hall,
      rows.slice(0, 4).map((row) => ({ ...row, personId: newId() })),
    )
  ).examId;
  hidden = (await heldExam(hall, [], { acts: [] })).examId;
  for (const id of [examId, small]) await inTransaction((tx) => computeStatistics(tx, id, after(60 * 24)));
  const signIn = async (role: Role) => {
    const account = await inTransaction((tx) =>
      createAccount(
        tx,
        { loginName: role, displayName: role, personId: null, passwordHash: "x" },
        null,
        new Date(),
      ),
    );
    return signedIn(account, role, hall.root);
  };
  cookie = {
    "legal-affairs": await signIn("legal-affairs"),
    "question-author": await signIn("question-author"),
    invigilator: await signIn("invigilator"),
  };
});

type BankBody = {
  rows: { code: string; flags: string[]; isJudged: boolean; isPart: boolean }[];
  total: number;
};
const bank = async (query = "") => {
  const path = `/banks/${bankId}/statistics${query}`;
  return (await call(bankPage, cookie["question-author"], path, { bankId })).body as BankBody;
};
const codes = async (query: string) => (await bank(query)).rows.map(({ code }) => code);

it("lists a bank's questions worst first, those nobody answered last", async () => {
  const { rows, total } = await bank();
  expect(rows.map(({ code, flags, isJudged, isPart }) => [code, flags, isJudged, isPart])).toEqual([
    ["wrong-key", ["key-beaten", "negative-discrimination", "guess-level", "too-hard"], true, false],
    ["easy", ["too-easy"], true, false],
    ["good", [], true, false],
    ["part", [], true, true],
    ["never", [], false, false],
  ]);
  expect(total).toBe(5);
});

it("filters by flag, law and type, and by nothing that nobody offers", async () => {
  expect(await codes("?flag=too-easy")).toEqual(["easy"]);
  expect(await codes("?flag=any")).toEqual(["wrong-key", "easy"]);
  expect(await codes("?flag=too-few")).toEqual(["never"]);
  expect(await codes("?law=行政许可法")).toEqual(["easy"]);
  expect(await codes("?type=case-group")).toEqual(["part"]);
  expect(await codes("?type=true-false&flag=any")).toEqual(["easy"]);
  expect(await codes("?type=nonsense&flag='&law=%00")).toHaveLength(5);
});

it("turns pages by key, forwards and backwards", async () => {
  const after = await bank(`?after=${easy.versionId}`);
  expect(after.rows.map(({ code }) => code)).toEqual(["good", "part", "never"]);
  expect(after).toMatchObject({ hasPrevious: true, hasNext: false });
  const before = await bank(`?before=${good.versionId}`);
  expect(before.rows.map(({ code }) => code)).toEqual(["wrong-key", "easy"]);
  expect(before).toMatchObject({ hasPrevious: false, hasNext: true });
  expect(await codes(`?after=${newId()}`)).toEqual([]);
});

it("tells of a question every version, its options as written, and what was found", async () => {
  const ask = (questionId: string) =>
    call(questionPage, cookie["question-author"], `/questions/${questionId}/statistics`, { questionId });
  expect(await ask(wrongKey.questionId)).toMatchObject({
    status: 200,
    body: {
      question: {
        code: "wrong-key",
        versions: [
          {
            key: ["A"],
            figures: { attempts: 44, options: { B: [16, 7, 1] } },
            findings: {
              "key-beaten": { state: "raised", options: ["B"] },
              "too-easy": { state: "clear" },
            },
          },
        ],
      },
    },
  });
  expect(await ask(never.questionId)).toMatchObject({
    body: {
      question: {
        versions: [{ exams: 0, findings: { "too-hard": { state: "too-few", have: 0, need: 20 } } }],
      },
    },
  });
  expect(await ask(theCase.questionId)).toMatchObject({
    body: { question: { versions: [], parts: [{ code: "part", attempts: 44 }] } },
  });
  expect((await ask(newId())).status).toBe(404);
  expect((await ask("1")).status).toBe(404);
});

it("tells of an exam what its marks are worth, to who may know its keys", async () => {
  const ask = (who: keyof typeof cookie, id: string, query = "") =>
    call(examPage, cookie[who], `/exams/${id}/statistics${query}`, { examId: id });
  expect((await ask("invigilator", examId)).status).toBe(403);
  expect((await ask("question-author", examId)).status).toBe(403);
  expect(await ask("legal-affairs", examId)).toMatchObject({
    status: 200,
    body: {
      state: "computed",
      figures: { attempts: 40, fullMark: 8, reliability: { kind: "alpha" } },
      total: 4,
    },
  });
  expect(await ask("legal-affairs", examId, "?page=99")).toMatchObject({ body: { page: 1 } });
  // Fewer than five papers would tell a person's mark.
  expect((await ask("legal-affairs", small)).body).toEqual({ exam: expect.anything(), state: "few" });
  expect((await ask("legal-affairs", hidden)).body).toMatchObject({ state: "not-released" });
  expect((await ask("legal-affairs", newId())).status).toBe(404);
});

it("gives the table out as a workbook or as text, recorded", async () => {
  const ask = (query: string, id = bankId) =>
    exportPage({
      request: new Request(`http://localhost/banks/${id}/statistics/export${query}`, {
        headers: { Cookie: cookie["question-author"] },
      }),
      params: { bankId: id },
      context: {},
    } as never);
  const csv = await (await ask("?format=csv&flag=any")).text();
  expect(csv.split("\r\n").map((line) => line.split(",")[0])).toEqual(["试题", "wrong-key", "easy", ""]);
  expect(csv).toContain("答案存疑");
  const workbook = new Uint8Array(await (await ask("")).arrayBuffer());
  expect([...workbook.slice(0, 2)]).toEqual([0x50, 0x4b]);
  expect(
    await prisma.auditEvent.findMany({ where: { type: "list.exported" }, orderBy: { id: "asc" } }),
  ).toMatchObject([
    { data: { list: "item-statistics", format: "csv", rows: 2, filters: ["bank", "flag"] } },
    { data: { list: "item-statistics", format: "xlsx", rows: 5, filters: ["bank"] } },
  ]);
  await expect(ask("", newId())).rejects.toMatchObject({ status: 404 });
});
