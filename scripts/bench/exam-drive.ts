import { type Candidate, PASSWORD, SHAPE } from "./exam-scene.ts";
import { answerTo, Examinee, type Reply, slotsOf } from "./examinee.ts";

/** What a candidate does, in the order in which it is done; each is one wait, with the redirects that belong to it. */
export const STEPS = [
  "sign-in page",
  "signing in",
  "my exams",
  "the exam's page",
  "start, to the room",
  "clock",
  "one answer",
  "summary",
  "hand in, to the receipt",
  "result",
] as const;
export type Step = (typeof STEPS)[number];

export type Drive = {
  seconds: number;
  requests: number;
  errors: string[];
  /** Milliseconds each step took, unsorted. */
  took: Map<Step, number[]>;
};

/**
 * Everyone sits the whole exam, `atOnce` of them at any time; who is done makes room for the next. Pages come without
 * the files a browser keeps for a year.
 */
export async function drive(
  url: string,
  examId: string,
  candidates: readonly Candidate[],
  { atOnce, signsIn }: { atOnce: number; signsIn: boolean },
): Promise<Drive> {
  const tally: Drive = { seconds: 0, requests: 0, errors: [], took: new Map() };
  const waiting = [...candidates].reverse();
  const begun = performance.now();
  const seat = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const candidate = next;
      await sit(url, examId, candidate, signsIn, tally).catch((error: unknown) =>
        tally.errors.push(`${candidate.loginName}: ${error}`),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, seat));
  tally.seconds = (performance.now() - begun) / 1000;
  return tally;
}

async function sit(
  url: string,
  examId: string,
  { loginName, cookie }: Candidate,
  signsIn: boolean,
  tally: Drive,
): Promise<void> {
  const browser = new Examinee(url, signsIn ? "" : cookie, { from: addressOf(loginName) });
  const step = async (name: Step, ask: () => Promise<Reply>): Promise<string> => {
    const began = performance.now();
    tally.requests += 1;
    let reply = await ask();
    let at = "";
    while (reply.status === 302 || reply.status === 303) {
      at = reply.location!;
      tally.requests += 1;
      reply = await browser.get(at);
    }
    if (reply.status !== 200) throw new Error(`${name} answered ${reply.status}`);
    const took = tally.took.get(name) ?? [];
    took.push(performance.now() - began);
    tally.took.set(name, took);
    return at;
  };
  try {
    if (signsIn) {
      await step("sign-in page", () => browser.get("/sign-in"));
      const keys = { loginName, password: PASSWORD, to: "/my/exams" };
      await step("signing in", () => browser.post("/sign-in", keys));
    } else await step("my exams", () => browser.get("/my/exams"));
    await step("the exam's page", () => browser.get(`/my/exams/${examId}`));
    const room = await step("start, to the room", () => browser.post(`/my/exams/${examId}/attempt`, {}));
    await step("clock", () => browser.get(`${room}/answers`));
    for (let slot = 1; slot <= slotsOf(SHAPE); slot += 1) {
      const answer = answerTo(SHAPE, slot, loginName.length);
      await step("one answer", () => browser.save(room, { epoch: 1, seq: slot, slot, answer }));
    }
    await step("summary", () => browser.get(`${room}/submission`));
    await step("hand in, to the receipt", () => browser.post(`${room}/submission`, {}));
    await step("result", () => browser.get(`${room}/result`));
  } finally {
    browser.leave();
  }
}

/** All of them press the button in the same moment. */
export async function startAtOnce(
  url: string,
  examId: string,
  candidates: readonly Candidate[],
): Promise<Drive> {
  const tally: Drive = { seconds: 0, requests: 0, errors: [], took: new Map() };
  const took: number[] = [];
  const browsers = candidates.map(({ cookie }) => new Examinee(url, cookie, { patienceMs: 120_000 }));
  const begun = performance.now();
  await Promise.all(
    browsers.map(async (browser) => {
      const began = performance.now();
      tally.requests += 1;
      const reply = await browser.post(`/my/exams/${examId}/attempt`, {}).catch((error: unknown) => {
        tally.errors.push(String(error));
        return null;
      });
      took.push(performance.now() - began);
      if (reply && !reply.location?.startsWith("/my/attempts/")) tally.errors.push(`${reply.status}`);
    }),
  );
  tally.seconds = (performance.now() - begun) / 1000;
  tally.took.set("start, to the room", took);
  for (const browser of browsers) browser.leave();
  return tally;
}

/** Each has an address of its own, as behind the district's proxy: otherwise signing in would be slowed down. */
function addressOf(loginName: string): string {
  const n = Number(loginName.split("-").at(-1));
  return `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
}
