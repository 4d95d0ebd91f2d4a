import { beforeEach, describe, expect, it, vi } from "vitest";
import { AnswerQueue } from "~/routes/my.attempts.$attemptId/answer-queue";

// The browser's side of saving. Fetch, storage and window are the platform's; they are played here.

type Sent = { epoch: number; seq: number; slot: number; answer?: string[]; flag?: boolean };
let sent: Sent[];
let answer: (save: Sent) => Promise<Response>;
let stored: Map<string, string>;
let standing: { state: string; isHere: boolean; pausedSince?: string | null };

const NOW = "2026-11-26T01:05:00.000Z";
const saved = () => Promise.resolve(Response.json({ ok: true, savedAt: NOW, now: NOW }));
const refused = (code: string, lastSeq = 0) =>
  Promise.resolve(
    Response.json({ ok: false, code, sentence: code, cure: null, lastSeq, now: NOW }, { status: 409 }),
  );
const offline = () => Promise.reject(new TypeError("network"));

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  answer = saved;
  standing = { state: "open", isHere: true };
  stored = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  vi.stubGlobal("window", { addEventListener: () => {}, removeEventListener: () => {} });
  vi.stubGlobal("fetch", (_: string, { body, method }: { body?: string; method: string }) => {
    if (method === "GET") return Promise.resolve(Response.json({ ...standing, now: NOW }));
    const save = JSON.parse(body!) as Sent;
    sent.push(save);
    return answer(save);
  });
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

const open = (more: { epoch?: number; lastSeq?: number } = {}) =>
  new AnswerQueue({ attemptId: "a", epoch: 1, lastSeq: 0, savedAt: null, onServerWord: () => {}, ...more });
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("answers on their way", () => {
  it("are sent at once, in order, one at a time", async () => {
    let release = () => {};
    answer = () =>
      new Promise(
        (resolve) => (release = () => resolve(Response.json({ ok: true, savedAt: NOW, now: NOW }))),
      );
    const queue = open({ lastSeq: 7 });
    queue.add(1, { answer: ["A"] });
    queue.add(2, { answer: ["B"] });
    await settle();
    expect(sent.map(({ seq }) => seq)).toEqual([8]);
    expect(queue.current().unsent).toEqual([1, 2]);
    release();
    await settle();
    expect(sent.map(({ seq, slot }) => [seq, slot])).toEqual([
      [8, 1],
      [9, 2],
    ]);
    release();
    await settle();
    expect(queue.current()).toMatchObject({ unsent: [], connection: { state: "idle", savedAt: NOW } });
  });

  it("wait offline, survive a reload, and go through when the network is back", async () => {
    answer = offline;
    const queue = open();
    queue.add(1, { answer: ["A"] });
    await settle();
    queue.add(2, { answer: ["B"] });
    queue.add(2, { answer: ["C"] });
    await settle();
    expect(queue.current()).toMatchObject({ unsent: [1, 2], connection: { state: "offline" } });
    expect([...stored.values()].join()).not.toMatch(/stem|text/);

    answer = saved;
    sent = [];
    const reloaded = open();
    expect(reloaded.waiting().map(({ slot }) => slot)).toEqual([1, 2]);
    reloaded.start();
    await settle();
    // Of two changes to the same question only the newer is worth sending.
    expect(sent.map(({ slot, answer: labels }) => [slot, labels])).toEqual([
      [1, ["A"]],
      [2, ["C"]],
    ]);
    expect(reloaded.current().unsent).toEqual([]);
  });

  it("are tried again by themselves, and say how many went through", async () => {
    answer = offline;
    const queue = open();
    queue.add(1, { answer: ["A"] });
    await settle();
    expect(queue.current().connection).toMatchObject({ state: "offline", tries: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(queue.current().connection).toMatchObject({ state: "offline", tries: 2 });
    answer = saved;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(queue.current()).toMatchObject({ unsent: [], restored: 1 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(queue.current().restored).toBeNull();
  });

  it("go behind the numbers of another tab that was quicker", async () => {
    answer = ({ seq }) => (seq <= 5 ? refused("answer.stale", 5) : saved());
    const queue = open({ lastSeq: 3 });
    queue.add(1, { answer: ["A"] });
    await settle();
    expect(sent.map(({ seq }) => seq)).toEqual([4, 6]);
    expect(queue.current().unsent).toEqual([]);
  });

  it("wait while the exam is paused, and are sent again when the clock runs on", async () => {
    answer = () => refused("attempt.paused");
    const queue = open();
    queue.add(1, { answer: ["A"] });
    await settle();
    expect(queue.current()).toMatchObject({ unsent: [1], refused: null, connection: { state: "paused" } });
    expect(stored.size).toBe(1);
    standing = { state: "open", isHere: true, pausedSince: NOW };
    await queue.ask();
    expect(queue.current()).toMatchObject({ unsent: [1], connection: { state: "paused" } });
    standing = { state: "open", isHere: true, pausedSince: null };
    answer = saved;
    await queue.ask();
    await settle();
    expect(sent.map(({ seq }) => seq)).toEqual([1, 1]);
    expect(queue.current()).toMatchObject({ unsent: [], connection: { state: "idle", savedAt: NOW } });
  });

  it("are over when the invigilator has taken the paper in", async () => {
    const queue = open();
    standing = { state: "submitted", isHere: true };
    await queue.ask();
    expect(queue.current().connection).toEqual({ state: "ended" });
  });

  it("stop for good when another device has the attempt, and are not sent when it comes back", async () => {
    answer = () => refused("attempt.taken-over");
    const queue = open();
    queue.add(1, { answer: ["A"] });
    await settle();
    expect(queue.current()).toMatchObject({ unsent: [1], connection: { state: "taken-over" } });
    expect(open({ epoch: 2, lastSeq: 9 }).waiting()).toEqual([]);
  });

  it("are dropped with the server's reason when they cannot be saved, without holding the others up", async () => {
    answer = ({ slot }) => (slot === 1 ? refused("answer.too-many") : saved());
    const queue = open();
    queue.add(1, { answer: ["A", "B"] });
    await settle();
    expect(queue.current()).toMatchObject({ unsent: [], refused: { slot: 1, sentence: "answer.too-many" } });
    queue.add(2, { answer: ["A"] });
    await settle();
    expect(queue.current()).toMatchObject({ unsent: [], refused: null });
  });

  it("end with the exam", async () => {
    answer = () => refused("answer.too-late");
    const queue = open();
    queue.add(1, { answer: ["A"] });
    await settle();
    expect(queue.current()).toMatchObject({ unsent: [], connection: { state: "ended" } });
  });

  it("wait for a new sign-in when the session is gone", async () => {
    answer = () => Promise.resolve(Response.json({ code: "signed-out" }, { status: 401 }));
    const queue = open();
    queue.add(1, { flag: true });
    await settle();
    expect(queue.current()).toMatchObject({ unsent: [1], connection: { state: "signed-out" } });
    answer = saved;
    await vi.advanceTimersByTimeAsync(4_000);
    expect(queue.current()).toMatchObject({ unsent: [], connection: { state: "idle" } });
  });
});
