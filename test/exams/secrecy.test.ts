import { createPublicKey, verify } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { openSession } from "~/access/session.server";
import { inTransaction, prisma } from "~/db.server";
import { releaseResults } from "~/exams/release.server";
import { submitAttempt } from "~/exams/submission.server";
import * as room from "~/routes/my.attempts.$attemptId/route";
import * as answers from "~/routes/my.attempts.$attemptId_.answers";
import * as receipt from "~/routes/my.attempts.$attemptId_.receipt";
import * as signedReceipt from "~/routes/my.attempts.$attemptId_.receipt[.]json";
import * as result from "~/routes/my.attempts.$attemptId_.result/route";
import * as submission from "~/routes/my.attempts.$attemptId_.submission";
import * as takeOver from "~/routes/my.attempts.$attemptId_.take-over";
import * as myExams from "~/routes/my.exams._index";
import * as instructions from "~/routes/my.exams.$examId._index";
import * as attempt from "~/routes/my.exams.$examId.attempt";
import * as receiptKeys from "~/routes/receipts.keys[.]json";
import { useDatabase } from "../support/database";
import { EARLY, examHall, holdsSpecial, officer, planExam, register } from "./exam-hall";

// Everything a candidate's browser can be sent before the results are released, read through the routes themselves.

await useDatabase();

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);
let examId: string;
let personId: string;
let cookie: string;
let stranger: string;
const sent: { from: string; body: string }[] = [];

async function signedIn(person: string): Promise<string> {
  return inTransaction(async (tx) => {
    const account = { loginName: person, displayName: "考生", personId: person, passwordHash: "-" };
    const id = await createAccount(tx, account, null, EARLY);
    return (await openSession(tx, { id }, "test", new Date())).split(";")[0]!;
  });
}

beforeAll(async () => {
  const hall = await examHall();
  const times = { opensAt: minutesFromNow(-10), closesAt: minutesFromNow(110), lateEntryMinutes: 60 };
  examId = await planExam(hall, times);
  personId = await officer(hall.urban);
  await holdsSpecial(personId);
  await register(examId, personId);
  cookie = await signedIn(personId);
  stranger = await signedIn(await officer(hall.urban));
});

type Handler = (args: never) => unknown;
type Asked = { as?: string; json?: unknown; form?: Record<string, string> };

/** What a route answers, thrown or returned; its body is kept for the scan. */
async function ask(handler: Handler, path: string, params: Record<string, string>, asked: Asked = {}) {
  const { as = cookie, json, form } = asked;
  const body = json ? JSON.stringify(json) : form ? new URLSearchParams(form).toString() : undefined;
  const request = new Request(`http://localhost${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      Cookie: as,
      ...(json ? { "Content-Type": "application/json" } : {}),
      ...(form ? { "Content-Type": "application/x-www-form-urlencoded" } : {}),
    },
    ...(body === undefined ? {} : { body }),
  });
  const answer = await Promise.resolve(handler({ request, params, context: {} } as never)).catch(
    (thrown: unknown) => thrown,
  );
  const text = answer instanceof Response ? await answer.clone().text() : JSON.stringify(answer);
  sent.push({ from: path, body: text ?? "" });
  return answer;
}

const statusOf = (answer: unknown) =>
  answer instanceof Response
    ? answer.status
    : ((answer as { init?: { status?: number } })?.init?.status ?? 200);
const headersOf = (answer: unknown) =>
  new Headers(
    answer instanceof Response ? answer.headers : (answer as { init?: ResponseInit }).init?.headers,
  );

describe("before release", () => {
  let attemptId: string;
  let at: { attemptId: string };

  it("a candidate goes all the way from the list to the receipt", async () => {
    await ask(myExams.loader, "/my/exams", {});
    const page = await ask(instructions.loader, `/my/exams/${examId}`, { examId });
    cookie += `; ${headersOf(page).get("Set-Cookie")!.split(";")[0]}`;
    const begun = await ask(attempt.action, `/my/exams/${examId}/attempt`, { examId }, { form: {} });
    expect(statusOf(begun)).toBe(303);
    attemptId = headersOf(begun).get("Location")!.split("/").pop()!;
    at = { attemptId };
    expect(statusOf(await ask(room.loader, `/my/attempts/${attemptId}`, at))).toBe(200);
    const path = `/my/attempts/${attemptId}/answers`;
    for (const [index, slot] of [5, 6, 7].entries()) {
      const json = { epoch: 1, seq: index + 1, slot, answer: ["A"] };
      expect(statusOf(await ask(answers.action, path, at, { json }))).toBe(200);
    }
    expect(statusOf(await ask(answers.loader, path, at))).toBe(200);
    expect(statusOf(await ask(submission.loader, `/my/attempts/${attemptId}/submission`, at))).toBe(200);
    const file = `/my/attempts/${attemptId}/receipt.json`;
    expect(statusOf(await ask(signedReceipt.loader, file, at))).toBe(404);
    const hasty = await ask(submission.action, `/my/attempts/${attemptId}/submission`, at, {
      form: { x: "" },
    });
    expect(statusOf(hasty)).toBe(422);
    expect(await prisma.marking.count()).toBe(0);
    const form = { acknowledged: "on" };
    expect(statusOf(await ask(submission.action, `/my/attempts/${attemptId}/submission`, at, { form }))).toBe(
      303,
    );
    expect(statusOf(await ask(receipt.loader, `/my/attempts/${attemptId}/receipt`, at))).toBe(200);
    expect(statusOf(await ask(signedReceipt.loader, file, at, { as: stranger }))).toBe(404);
    const given = (await ask(signedReceipt.loader, file, at)) as Response;
    const signed = (await given.json()) as Record<"protected" | "payload" | "signature", string>;
    const content = JSON.parse(Buffer.from(signed.payload, "base64url").toString());
    sent.push({ from: file, body: JSON.stringify(content) });
    expect(content).toMatchObject({ attemptId, submittedBy: "candidate", answers: { 5: ["A"], 8: [] } });
    const { keys } = (await receiptKeys.loader().json()) as { keys: JsonWebKey[] };
    const isOurs = verify(
      null,
      Buffer.from(`${signed.protected}.${signed.payload}`),
      createPublicKey({ key: keys[0] as never, format: "jwk" }),
      Buffer.from(signed.signature, "base64url"),
    );
    expect(isOurs).toBe(true);
    const early = await ask(result.loader, `/my/attempts/${attemptId}/result`, at);
    expect(headersOf(early).get("Location")).toBe(`/my/attempts/${attemptId}/receipt`);
    expect(headersOf(await ask(room.loader, `/my/attempts/${attemptId}`, at)).get("Location")).toContain(
      "receipt",
    );
    await ask(myExams.loader, "/my/exams", {});
  });

  it("was sent no key, no explanation, no rule of marking and no mark", async () => {
    expect(sent.length).toBeGreaterThan(10);
    const stored = await prisma.questionKey.findMany();
    const policies = ["all-or-nothing", "half-when-incomplete"];
    const names =
      /"(key|keys|explanation|wrong|policy|optionOrder|questionVersionId|citations|passed|mark|outcome|code)":/;
    for (const { from, body } of sent) {
      if (!from.endsWith("/answers")) expect(`${from} ${body.match(names)?.[0] ?? ""}`).toBe(`${from} `);
      expect(stored.filter(({ explanation }) => body.includes(explanation.split("\n")[0]!))).toEqual([]);
      expect(policies.filter((policy) => body.includes(policy))).toEqual([]);
    }
  });

  it("nobody else's attempt is there at all", async () => {
    const as = stranger;
    const path = `/my/attempts/${attemptId}`;
    for (const loader of [room.loader, submission.loader])
      expect(statusOf(await ask(loader, path, at, { as }))).toBe(404);
    const json = { epoch: 1, seq: 9, slot: 5, answer: ["B"] };
    expect(statusOf(await ask(answers.action, `${path}/answers`, at, { as, json }))).toBe(404);
    expect(statusOf(await ask(answers.loader, `${path}/answers`, at, { as }))).toBe(404);
    await ask(takeOver.action, `${path}/take-over`, at, { as, form: { x: "" } });
    expect((await prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } })).epoch).toBe(1);
    expect(
      statusOf(await ask(attempt.action, `/my/exams/${examId}/attempt`, { examId }, { as, form: { x: "" } })),
    ).toBe(404);
    expect(statusOf(await ask(instructions.loader, `/my/exams/${examId}`, { examId }, { as }))).toBe(404);
    expect(await ask(result.loader, `${path}/result`, at, { as })).toBeInstanceOf(Response);
  });

  it.each([
    ["not JSON", { form: { slot: "5" } }, 400],
    ["another field", { json: { epoch: 1, seq: 1, slot: 5, answer: ["A"], mark: 100 } }, 400],
    ["answer and flag at once", { json: { epoch: 1, seq: 1, slot: 5, answer: ["A"], flag: true } }, 400],
    ["far too much", { json: { epoch: 1, seq: 1, slot: 5, answer: Array(2000).fill("A") } }, 400],
    ["nobody signed in", { as: "", json: { epoch: 1, seq: 1, slot: 5, answer: ["A"] } }, 401],
  ])("the endpoint refuses %s", async (_, asked, status) => {
    expect(statusOf(await ask(answers.action, `/my/attempts/${attemptId}/answers`, at, asked))).toBe(status);
  });

  it("after release the same pages show mark, key and explanation", async () => {
    await inTransaction((tx) => submitAttempt(tx, { attemptId, personId }, null, new Date()));
    expect((await inTransaction((tx) => releaseResults(tx, examId, null, minutesFromNow(60)))).ok).toBe(true);
    const shown = (await ask(result.loader, `/my/attempts/${attemptId}/result`, at)) as {
      result: { mark: number; questions: number; lost: { key: string[]; explanation: string }[] };
    };
    expect(shown.result.questions).toBe(12);
    // Three of twelve were answered.
    expect(shown.result.lost.length).toBeGreaterThanOrEqual(9);
    expect(shown.result.lost.every(({ key, explanation }) => key.length > 0 && explanation !== "")).toBe(
      true,
    );
  });
});
