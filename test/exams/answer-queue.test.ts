import { beforeEach, describe, expect, it, vi } from "vitest";
import { AnswerQueue } from "~/routes/my.attempts.$attemptId/answer-queue";
import { forgetAll, forgetOthers } from "~/routes/my.attempts.$attemptId/kept-answers";

// The browser's side of saving. Fetch, storage and window are the platform's; they are played here.

type Sent = { epoch: number; seq: number; slot: number; answer?: string[]; flag?: boolean };
let sent: Sent[];
let answer: (save: Sent) => Promise<Response>;
let stored: Map<string, string>;
let standing: { state: string; isHere: boolean; pausedSince?: string | null };
let handedIn: string[];
let handInAnswer: () => Promise<{ url: string; status: number }>;
const ROOM = "http://localhost/my/attempts/a";

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
  handedIn = [];
  handInAnswer = () => Promise.resolve({ url: `${ROOM}/receipt`, status: 200 });
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  };
  // The names of what is kept are the object's own, as a browser has it.
  vi.stubGlobal(
    "localStorage",
    new Proxy(storage, {
      ownKeys: () => [...stored.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    }),
  );
  vi.stubGlobal("sessionStorage", {});
  vi.stubGlobal("location", { href: ROOM });
  vi.stubGlobal("window", { addEventListener: () => {}, removeEventListener: () => {} });
  vi.stubGlobal("fetch", (address: string, { body, method }: { body?: string; method: string }) => {
    if (address.endsWith("/submission")) {
      handedIn.push(String(body));
      return handInAnswer();
    }
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
  new AnswerQueue({
    attemptId: "a",
    owner: "me",
    epoch: 1,
    lastSeq: 0,
    savedAt: null,
    onServerWord: () => {},
    ...more,
  });
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

  it("wait with the hand-in while the exam is paused, and both arrive when the clock runs on", async () => {
    const queue = open();
    handInAnswer = () => Promise.resolve({ url: ROOM, status: 200 });
    queue.handIn(true);
    await settle();
    expect(queue.current()).toMatchObject({ handIn: "asked", connection: { state: "paused" } });
    standing = { state: "open", isHere: true, pausedSince: null };
    handInAnswer = () => Promise.resolve({ url: `${ROOM}/receipt`, status: 200 });
    await queue.ask();
    await settle();
    expect(queue.current()).toMatchObject({ handIn: "done", connection: { state: "ended" } });
  });

  it("are still sent, to be kept as late, when the paper was taken in while there was no network", async () => {
    answer = offline;
    const queue = open();
    queue.add(1, { answer: ["A"] });
    await settle();
    answer = () => refused("answer.too-late");
    standing = { state: "submitted", isHere: true };
    await queue.ask();
    await settle();
    expect(sent).toHaveLength(2);
    expect(queue.current()).toMatchObject({ unsent: [], connection: { state: "ended" } });
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

  it("are all sent although the time is over, so that the server can keep them as late", async () => {
    answer = offline;
    const queue = open();
    for (const slot of [1, 2, 3]) queue.add(slot, { answer: ["A"] });
    await settle();
    answer = () => refused("answer.too-late");
    sent = [];
    queue.retryNow();
    await settle();
    expect(sent.map(({ slot }) => slot)).toEqual([1, 2, 3]);
    expect(queue.current()).toMatchObject({ unsent: [], connection: { state: "ended" } });
  });

  it("leave nothing in the browser once they are confirmed", async () => {
    const queue = open();
    queue.add(1, { answer: ["A"] });
    queue.add(2, { flag: true });
    expect(stored.size).toBe(1);
    await settle();
    expect(stored.size).toBe(0);
    // Numbers go on where they were.
    queue.add(3, { answer: ["B"] });
    await settle();
    expect(sent.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it("do not fall under the table when another tab gives their number to something else", async () => {
    let release = () => {};
    answer = () =>
      new Promise(
        (resolve) => (release = () => resolve(Response.json({ ok: true, savedAt: NOW, now: NOW }))),
      );
    const queue = open();
    queue.add(1, { answer: ["A"] });
    await settle();
    // The other tab has sent question 1 and numbered its own answer to question 2 like ours.
    const [key, kept] = [...stored][0]!;
    const items = [{ seq: 1, slot: 2, answer: ["B"] }];
    stored.set(key, JSON.stringify({ ...JSON.parse(kept), items }));
    release();
    await settle();
    expect(queue.waiting()).toEqual(items);
  });

  it("of somebody else, or of one's own older take-over, are not shown, and go when a room opens", () => {
    const item = { seq: 1, slot: 1, answer: ["A"] };
    const leave = (attemptId: string, owner: string, epoch: number) =>
      stored.set(
        `chizheng-exam-${attemptId}-${epoch}`,
        JSON.stringify({ attemptId, owner, epoch, items: [item], handsIn: true }),
      );
    leave("a", "somebody else", 1);
    expect(open().waiting()).toEqual([]);
    expect(open().current().handIn).toBe("none");
    leave("b", "somebody else", 1);
    leave("c", "me", 1);
    leave("a", "me", 1);
    stored.set("chizheng-exam-d-1", "not what we wrote");
    stored.set("other-program", "stays");
    forgetOthers({ attemptId: "a", owner: "me", epoch: 2 });
    expect([...stored.keys()].sort()).toEqual(["chizheng-exam-c-1", "other-program"]);
    forgetAll();
    expect([...stored.keys()]).toEqual(["other-program"]);
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

describe("a hand-in that cannot be sent", () => {
  it("waits behind the answers, survives a reload, and is done when the server gives a receipt", async () => {
    answer = offline;
    const queue = open();
    queue.add(1, { answer: ["A"] });
    queue.handIn(true);
    await settle();
    expect(queue.current()).toMatchObject({ unsent: [1], handIn: "asked" });
    expect(handedIn).toEqual([]);

    answer = saved;
    const reloaded = open();
    expect(reloaded.current().handIn).toBe("asked");
    reloaded.start();
    await settle();
    expect(handedIn).toEqual(["acknowledged=on"]);
    expect(reloaded.current()).toMatchObject({ unsent: [], handIn: "done", connection: { state: "ended" } });
    expect(stored.size).toBe(0);
  });

  it("is tried again until there is one", async () => {
    handInAnswer = () => Promise.resolve({ url: `${ROOM}/submission`, status: 503 });
    const queue = open();
    queue.handIn(true);
    await settle();
    expect(queue.current()).toMatchObject({ handIn: "asked", connection: { state: "offline" } });
    handInAnswer = () => Promise.resolve({ url: `${ROOM}/receipt`, status: 200 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(handedIn).toHaveLength(2);
    expect(queue.current().handIn).toBe("done");
  });

  it("can be taken back while it waits", async () => {
    answer = offline;
    const queue = open();
    queue.add(1, { answer: ["A"] });
    queue.handIn(true);
    await settle();
    queue.handIn(false);
    answer = saved;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(queue.current()).toMatchObject({ unsent: [], handIn: "none" });
    expect(handedIn).toEqual([]);
  });

  it("waits for a new sign-in, too", async () => {
    handInAnswer = () => Promise.resolve({ url: "http://localhost/sign-in?to=x", status: 200 });
    const queue = open();
    queue.handIn(true);
    await settle();
    expect(queue.current()).toMatchObject({ handIn: "asked", connection: { state: "signed-out" } });
  });
});
