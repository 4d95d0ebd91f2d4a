/**
 * Answers on their way to the server. Every change is numbered, kept in this browser until the server has confirmed it,
 * and sent in order, one at a time; what cannot be sent waits and is tried again. The browser keeps labels only.
 * In: changes, and what the server answers. Out: what is unsent, and how the connection stands.
 */

export type Change = { answer: string[] } | { flag: boolean };
type Item = { seq: number; slot: number } & Change;
type Kept = { epoch: number; seq: number; items: Item[] };

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
};

/** What the server told: its clock, the deadline, whether the clock stands, how often the page was left. */
export type ServerWord = {
  now: string;
  deadlineAt?: string;
  pausedSince?: string | null;
  leavings?: number;
};

type Answer = ServerWord & {
  ok?: boolean;
  savedAt?: string;
  code?: string;
  sentence?: string;
  cure?: string | null;
  lastSeq?: number;
};

type Options = {
  attemptId: string;
  epoch: number;
  lastSeq: number;
  savedAt: string | null;
  onServerWord: (word: ServerWord, sentAt: number) => void;
};

/** A request that takes longer counts as a broken network: the banner must show within five seconds. */
const PATIENCE_MS = 4_000;
const PAUSES_S = [1, 2, 4, 8, 15];
const RESTORED_MS = 10_000;

export class AnswerQueue {
  private kept: Kept;
  private listeners = new Set<() => void>();
  private view: View;
  private sending = false;
  private isStored = true;
  private lastSavedAt: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly key: string;
  private readonly address: string;

  constructor(private readonly options: Options) {
    this.key = `chizheng-exam-${options.attemptId}`;
    this.address = `/my/attempts/${options.attemptId}/answers`;
    this.kept = this.read();
    this.view = {
      connection: { state: "idle", savedAt: options.savedAt },
      unsent: this.unsent(),
      refused: null,
      restored: null,
    };
  }

  /** Another tab of this browser shares the list. Call once in the browser; answers what undoes it. */
  start(): () => void {
    const onStorage = (event: StorageEvent) => {
      if (event.key !== this.key) return;
      this.kept = this.read();
      this.show({});
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
    // Only the newest change of a question and kind is worth sending; the one on its way is left alone.
    const kind = "answer" in change ? "answer" : "flag";
    this.modify((kept) => {
      const [head, ...rest] = kept.items;
      const later = rest.filter((item) => item.slot !== slot || !(kind in item));
      const seq = kept.seq + 1;
      return { ...kept, seq, items: [...(head ? [head] : []), ...later, { seq, slot, ...change }] };
    });
    this.show({});
    void this.flush();
  }

  retryNow(): void {
    clearTimeout(this.timer);
    if (this.view.connection.state === "offline" && this.kept.items.length === 0) void this.ask();
    else void this.flush();
  }

  /** Asks for the server's clock; that, too, tells whether the network is there. */
  async ask(): Promise<{ state?: string; isHere?: boolean } | null> {
    const sentAt = performance.now();
    const reply = await this.fetch("GET");
    if (reply === "offline") this.fail();
    else if (reply.status === 401) this.show({ connection: { state: "signed-out" } });
    else if (reply.status === 200) {
      this.options.onServerWord(reply.body, sentAt);
      const body = reply.body as Answer & { state?: string; isHere?: boolean };
      const { state } = this.view.connection;
      if (body.isHere === false && body.state === "open") this.show({ connection: { state: "taken-over" } });
      // Taken in by the invigilator, or handed in by another tab.
      else if (body.state === "submitted") this.show({ connection: { state: "ended" } });
      else if (body.pausedSince) this.show({ connection: { state: "paused" } });
      else if (state === "offline" || state === "signed-out" || state === "paused") {
        const restored = state === "paused" ? null : 0;
        this.show({ connection: { state: "idle", savedAt: this.lastSavedAt }, restored });
        void this.flush();
      }
      return body;
    }
    return null;
  }

  private async flush(): Promise<void> {
    if (this.sending || this.isOver()) return;
    this.sending = true;
    clearTimeout(this.timer);
    const before = this.view.connection.state === "offline" ? new Set(this.unsent()).size : null;
    try {
      for (let item = this.kept.items[0]; item && !this.isOver(); item = this.kept.items[0]) {
        if (this.view.connection.state === "idle")
          this.show({ connection: { state: "saving", savedAt: this.lastSavedAt ?? this.options.savedAt } });
        if (!(await this.send(item))) return;
      }
    } finally {
      this.sending = false;
    }
    if (before !== null && !this.isOver()) this.showRestored(before);
  }

  /** False: not now; a timer or the candidate tries again. */
  private async send(item: Item): Promise<boolean> {
    const { seq, slot, ...change } = item;
    const sentAt = performance.now();
    const reply = await this.fetch("POST", { epoch: this.kept.epoch, seq, slot, ...change });
    if (reply === "offline") {
      this.fail();
      return false;
    }
    const { status, body } = reply;
    if (body.now) this.options.onServerWord(body, sentAt);
    if (status === 200) {
      this.lastSavedAt = body.savedAt ?? null;
      this.drop(item, { connection: { state: "idle", savedAt: this.lastSavedAt }, refused: null });
      return true;
    }
    if (status === 401) {
      this.show({ connection: { state: "signed-out" } });
      this.timer = setTimeout(() => void this.flush(), PATIENCE_MS);
      return false;
    }
    return this.heed(item, body);
  }

  private heed(item: Item, { code, sentence, cure, lastSeq }: Answer): boolean {
    if (code === "answer.stale" && lastSeq !== undefined && lastSeq >= item.seq) {
      // Another tab was quicker: these are still this candidate's newest clicks, so they go behind its numbers.
      this.modify((kept) => {
        const items = kept.items.map((each, index) => ({ ...each, seq: lastSeq + 1 + index }));
        return { ...kept, seq: lastSeq + items.length, items };
      });
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
    if (code === "attempt.closed" || code === "answer.too-late") {
      this.modify((kept) => ({ ...kept, items: [] }));
      this.show({ connection: { state: "ended" } });
      return false;
    }
    this.drop(item, {
      connection: { state: "idle", savedAt: this.lastSavedAt ?? this.options.savedAt },
      refused: { slot: item.slot, sentence: sentence ?? "", cure: cure ?? null },
    });
    return true;
  }

  private async fetch(
    method: "GET" | "POST",
    body?: unknown,
  ): Promise<"offline" | { status: number; body: Answer }> {
    try {
      const reply = await fetch(this.address, {
        method,
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { Accept: "application/json", ...(body ? { "Content-Type": "application/json" } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      // A gateway that answers in place of a server that restarts is a broken network, too.
      if (reply.status >= 500 || reply.status === 429) return "offline";
      return { status: reply.status, body: (await reply.json()) as Answer };
    } catch {
      return "offline";
    }
  }

  private fail(): void {
    const { connection } = this.view;
    if (this.isOver()) return;
    const tries = connection.state === "offline" ? connection.tries + 1 : 1;
    const since = connection.state === "offline" ? connection.since : Date.now();
    const pause = PAUSES_S[Math.min(tries, PAUSES_S.length) - 1]! * 1000;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.retryNow(), pause);
    this.show({ connection: { state: "offline", since, tries, nextAt: Date.now() + pause }, restored: null });
  }

  private showRestored(count: number): void {
    this.show({ restored: count });
    setTimeout(() => this.show({ restored: null }), RESTORED_MS);
  }

  private isOver(): boolean {
    return this.view.connection.state === "taken-over" || this.view.connection.state === "ended";
  }

  private unsent(): number[] {
    return [...new Set(this.kept.items.map((item) => item.slot))].sort((a, b) => a - b);
  }

  private drop(item: Item, change: Partial<View>): void {
    this.modify((kept) => ({ ...kept, items: kept.items.filter(({ seq }) => seq !== item.seq) }));
    this.show(change);
  }

  private show(change: Partial<View>): void {
    this.view = { ...this.view, ...change, unsent: this.unsent() };
    for (const listener of this.listeners) listener();
  }

  private read(): Kept {
    const { epoch, lastSeq } = this.options;
    const fresh: Kept = { epoch, seq: lastSeq, items: [] };
    try {
      const kept = JSON.parse(localStorage.getItem(this.key) ?? "null") as Kept | null;
      // What was typed before another device took over is older than what it answered since.
      if (kept?.epoch !== epoch) return fresh;
      return { ...kept, seq: Math.max(kept.seq, lastSeq) };
    } catch {
      return fresh;
    }
  }

  /** On what is stored now and not on what this tab remembers: another tab may have added to it. */
  private modify(change: (kept: Kept) => Kept): void {
    this.kept = change(this.isStored ? this.read() : this.kept);
    try {
      localStorage.setItem(this.key, JSON.stringify(this.kept));
      this.isStored = true;
    } catch {
      // Storage is full or switched off: answers still go to the server, they only do not survive a reload offline.
      this.isStored = false;
    }
  }
}
