/**
 * Answers on their way to the server. Every change is kept in this browser until the server has confirmed it, and sent in
 * order, one at a time; what cannot be sent waits and is tried again, and so does the hand-in behind it.
 * In: changes, and what the server answers. Out: what is unsent, and how the connection stands.
 */
import { type Change, type Item, KeptAnswers, slotsOf, type WhoseAnswers } from "./kept-answers";
import { askStanding, PATIENCE_MS, type ServerWord, sendHandIn, sendSave, type Told } from "./server-line";

export type Connection =
  | { state: "idle"; savedAt: string | null }
  | { state: "saving"; savedAt: string | null }
  | { state: "offline"; since: number; tries: number; nextAt: number }
  | { state: "signed-out" }
  | { state: "paused" }
  | { state: "taken-over" }
  | { state: "ended" };

export type View = {
  connection: Connection;
  /** Numbers of the questions with a change that the server has not confirmed. */
  unsent: readonly number[];
  /** The last change the server refused, until the next save succeeds. */
  refused: { slot: number; sentence: string; cure: string | null } | null;
  /** How many went through after the network came back; shown for ten seconds. */
  restored: number | null;
  /** "asked": the paper is handed in when everything has arrived; "done": the server has it. */
  handIn: "none" | "asked" | "done";
};

type Options = WhoseAnswers & {
  lastSeq: number;
  savedAt: string | null;
  onServerWord: (word: ServerWord, sentAt: number) => void;
};

/** With the patience of a request, what waits is on its way within nine seconds of the network's return. */
const PAUSES_S = [1, 2, 3, 5];
/** Rooms that lost the server together do not all come back in the same moment. */
const EARLIER_AT_MOST = 0.2;
const RESTORED_MS = 10_000;

export class AnswerQueue {
  private listeners = new Set<() => void>();
  private view: View;
  private sending = false;
  private lastSavedAt: string | null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly kept: KeptAnswers;

  constructor(private readonly options: Options) {
    const { attemptId, owner, epoch, lastSeq, savedAt } = options;
    this.kept = new KeptAnswers({ attemptId, owner, epoch }, lastSeq);
    this.lastSavedAt = savedAt;
    this.view = {
      connection: { state: "idle", savedAt },
      unsent: slotsOf(this.kept.items),
      refused: null,
      restored: null,
      handIn: this.kept.handsIn ? "asked" : "none",
    };
  }

  /** Another tab of this browser shares the list. Call once in the browser; answers what undoes it. */
  start(): () => void {
    const onStorage = (event: StorageEvent) => {
      if (this.kept.heed(event)) this.show({});
    };
    const onOnline = () => this.retryNow();
    const onOffline = () => this.fail();
    window.addEventListener("storage", onStorage);
    window.addEventListener("online", onOnline);
    window.addEventListener("offline", onOffline);
    void this.flush();
    return () => {
      clearTimeout(this.timer);
      window.removeEventListener("storage", onStorage);
      window.removeEventListener("online", onOnline);
      window.removeEventListener("offline", onOffline);
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  current = (): View => this.view;

  /** Changes kept from before this page was loaded: the candidate must see them. */
  waiting(): readonly Item[] {
    return this.kept.items;
  }

  add(slot: number, change: Change): void {
    this.kept.add(slot, change);
    this.show({});
    void this.flush();
  }

  /** Hands the paper in when everything has arrived, now or whenever the network is back; or no longer. */
  handIn(wanted: boolean): void {
    this.kept.handIn(wanted);
    this.show({});
    if (wanted) void this.flush();
  }

  /** The paper is collected: what still waits is sent, to be kept as late. True: nothing of it is left here. */
  settle(): boolean {
    if (this.isOver()) this.kept.clear();
    else if (this.kept.items.length > 0) this.retryNow();
    return this.kept.items.length === 0;
  }

  retryNow(): void {
    clearTimeout(this.timer);
    if (this.view.connection.state === "offline" && this.kept.items.length === 0) void this.ask();
    else void this.flush();
  }

  /** Asks for the server's clock; that, too, tells whether the network is there. Null: it did not answer. */
  async ask(): Promise<Told | null> {
    const sentAt = performance.now();
    const reply = await askStanding(this.options.attemptId);
    if (reply === "offline") this.fail();
    else if (reply === "signed-out") this.show({ connection: { state: "signed-out" } });
    else if (reply.ok) {
      const { told } = reply;
      this.options.onServerWord(told, sentAt);
      const { state } = this.view.connection;
      if (told.isHere === false && told.state === "open") this.show({ connection: { state: "taken-over" } });
      // Taken in by the invigilator, or handed in by another tab: what still waits is sent, to be kept as late.
      else if (told.state === "submitted" && this.kept.items.length === 0)
        this.show({ connection: { state: "ended" } });
      else if (told.pausedSince) this.show({ connection: { state: "paused" } });
      else if (state === "offline" || state === "signed-out" || state === "paused") {
        const restored = state === "paused" ? null : 0;
        this.show({ connection: { state: "idle", savedAt: this.lastSavedAt }, restored });
        void this.flush();
      }
      return told;
    }
    return null;
  }

  private async flush(): Promise<void> {
    if (this.sending || this.isOver()) return;
    this.sending = true;
    clearTimeout(this.timer);
    const before = this.view.connection.state === "offline" ? slotsOf(this.kept.items).length : null;
    try {
      for (let item = this.kept.items[0]; item && !this.isOver(); item = this.kept.items[0]) {
        if (this.view.connection.state === "idle")
          this.show({ connection: { state: "saving", savedAt: this.lastSavedAt } });
        if (!(await this.send(item))) return;
      }
      if (this.kept.handsIn && !this.isOver() && !(await this.finish())) return;
    } finally {
      this.sending = false;
    }
    if (before !== null && !this.isOver()) this.showRestored(before);
  }

  /** False: not now; a timer or the candidate tries again. */
  private async send(item: Item): Promise<boolean> {
    const { attemptId, epoch } = this.options;
    const sentAt = performance.now();
    const reply = await sendSave(attemptId, { epoch, ...item });
    if (reply === "offline") return this.fail();
    if (reply === "signed-out") return this.waitForSignIn();
    const { ok, told } = reply;
    if (told.now) this.options.onServerWord(told, sentAt);
    if (!ok) return this.heed(item, told);
    this.lastSavedAt = told.savedAt ?? this.lastSavedAt;
    this.drop(item, { connection: { state: "idle", savedAt: this.lastSavedAt }, refused: null });
    return true;
  }

  private async finish(): Promise<boolean> {
    const reply = await sendHandIn(this.options.attemptId);
    if (reply === "offline") return this.fail();
    if (reply === "signed-out") return this.waitForSignIn();
    if (reply === "paused") {
      this.show({ connection: { state: "paused" } });
      return false;
    }
    this.kept.clear();
    this.show({ handIn: "done", connection: { state: "ended" } });
    return true;
  }

  private waitForSignIn(): false {
    this.show({ connection: { state: "signed-out" } });
    this.timer = setTimeout(() => void this.flush(), PATIENCE_MS);
    return false;
  }

  private heed(item: Item, { code, sentence, cure, lastSeq }: Told): boolean {
    if (code === "answer.stale" && lastSeq !== undefined && lastSeq >= item.seq) {
      this.kept.goBehind(lastSeq);
      return true;
    }
    if (code === "attempt.paused") {
      this.show({ connection: { state: "paused" } });
      return false;
    }
    if (code === "attempt.taken-over") {
      this.show({ connection: { state: "taken-over" } });
      return false;
    }
    const refused = { slot: item.slot, sentence: sentence ?? "", cure: cure ?? null };
    if (code === "attempt.closed") {
      this.kept.clear();
      this.show({ connection: { state: "ended" }, refused });
      return false;
    }
    if (code === "answer.too-late") {
      // The server keeps what comes too late, so that people may decide about it: the others are sent as well.
      this.kept.drop(item);
      this.show(this.kept.items.length === 0 ? { connection: { state: "ended" } } : {});
      return this.kept.items.length > 0;
    }
    this.drop(item, {
      connection: { state: "idle", savedAt: this.lastSavedAt },
      refused,
    });
    return true;
  }

  private fail(): false {
    const { connection } = this.view;
    if (this.isOver()) return false;
    const tries = connection.state === "offline" ? connection.tries + 1 : 1;
    const since = connection.state === "offline" ? connection.since : Date.now();
    const longest = PAUSES_S[Math.min(tries, PAUSES_S.length) - 1]! * 1000;
    const pause = longest * (1 - EARLIER_AT_MOST * Math.random());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.retryNow(), pause);
    this.show({ connection: { state: "offline", since, tries, nextAt: Date.now() + pause }, restored: null });
    return false;
  }

  private showRestored(count: number): void {
    this.show({ restored: count });
    setTimeout(() => this.show({ restored: null }), RESTORED_MS);
  }

  private isOver(): boolean {
    return this.view.connection.state === "taken-over" || this.view.connection.state === "ended";
  }

  private drop(item: Item, change: Partial<View>): void {
    this.kept.drop(item);
    this.show(change);
  }

  private show(change: Partial<View>): void {
    const handIn = this.kept.handsIn ? "asked" : this.view.handIn === "done" ? "done" : "none";
    this.view = { ...this.view, handIn, ...change, unsent: slotsOf(this.kept.items) };
    for (const listener of this.listeners) listener();
  }
}
