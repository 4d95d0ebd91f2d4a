/**
 * What the server has not confirmed yet, kept in this browser: option labels only, by attempt and take-over, with a mark
 * of whose they are. Nothing is kept once everything is confirmed. Tabs of one browser share it.
 * In: changes, confirmations. Out: what waits, in the order in which it is to be sent.
 */

export type Change = { answer: string[] } | { flag: boolean };
export type Item = { seq: number; slot: number } & Change;
export type WhoseAnswers = { attemptId: string; owner: string; epoch: number };
type Kept = WhoseAnswers & { items: Item[]; handsIn: boolean };

const PREFIX = "chizheng-exam-";

export class KeptAnswers {
  private kept: Kept;
  private isStored = true;
  private readonly key: string;

  /** `lastSeq`: the last number the server knows. */
  constructor(
    readonly whose: WhoseAnswers,
    private lastSeq = 0,
  ) {
    this.key = `${PREFIX}${whose.attemptId}-${whose.epoch}`;
    this.kept = this.read();
  }

  get items(): readonly Item[] {
    return this.kept.items;
  }

  /** The candidate wants the paper handed in as soon as everything has arrived. */
  get handsIn(): boolean {
    return this.kept.handsIn;
  }

  add(slot: number, change: Change): void {
    // Only the newest change of a question and kind is worth sending; the one on its way is left alone.
    const kind = "answer" in change ? "answer" : "flag";
    this.modify(({ items: [head, ...rest] }) => {
      const later = rest.filter((item) => item.slot !== slot || !(kind in item));
      this.lastSeq += 1;
      return { items: [...(head ? [head] : []), ...later, { seq: this.lastSeq, slot, ...change }] };
    });
  }

  /** By number and question: another tab may have given the number to something else meanwhile. */
  drop({ seq, slot }: Item): void {
    this.modify(({ items }) => ({ items: items.filter((item) => item.seq !== seq || item.slot !== slot) }));
  }

  /** Another tab was quicker: these are still this candidate's newest clicks, so they go behind its numbers. */
  goBehind(lastSeq: number): void {
    this.modify(({ items }) => ({
      items: items.map((item, index) => ({ ...item, seq: lastSeq + 1 + index })),
    }));
  }

  handIn(wanted: boolean): void {
    this.modify(() => ({ handsIn: wanted }));
  }

  clear(): void {
    this.modify(() => ({ items: [], handsIn: false }));
  }

  /** What another tab has made of it. Answers whether the event was about this. */
  heed(event: StorageEvent): boolean {
    // Without a key everything was wiped: the candidate signed out in another tab.
    if (event.key !== null && event.key !== this.key) return false;
    this.kept = this.read();
    return true;
  }

  private read(): Kept {
    const kept = keptIn(this.key);
    const items = kept?.owner === this.whose.owner ? kept.items : [];
    this.lastSeq = Math.max(this.lastSeq, ...items.map(({ seq }) => seq));
    return { ...this.whose, items, handsIn: items === kept?.items && kept.handsIn };
  }

  /** On what is stored now and not on what this tab remembers: another tab may have added to it. */
  private modify(change: (kept: Kept) => Partial<Kept>): void {
    const before = this.isStored ? this.read() : this.kept;
    this.kept = { ...before, ...change(before) };
    this.lastSeq = Math.max(this.lastSeq, ...this.kept.items.map(({ seq }) => seq));
    try {
      if (this.kept.items.length > 0 || this.kept.handsIn)
        localStorage.setItem(this.key, JSON.stringify(this.kept));
      else localStorage.removeItem(this.key);
      this.isStored = true;
    } catch {
      // Storage is full or switched off: answers still go to the server, they only do not survive a reload offline.
      this.isStored = false;
    }
  }
}

/** What a candidate left here of an attempt, by take-over. */
export function leftOf({ attemptId, owner }: Omit<WhoseAnswers, "epoch">): KeptAnswers[] {
  return keys().flatMap((key) => {
    const kept = keptIn(key);
    return kept?.attemptId === attemptId && kept.owner === owner
      ? [new KeptAnswers({ attemptId, owner, epoch: kept.epoch })]
      : [];
  });
}

/** Numbers of questions, by attempt, that wait in this browser, whoever answered them. */
export function unsentHere(): { attemptId: string; slots: number[] }[] {
  return keys().flatMap((key) => {
    const kept = keptIn(key);
    return kept ? [{ attemptId: kept.attemptId, slots: slotsOf(kept.items) }] : [];
  });
}

/** What a former candidate left on this computer goes, and what one's own older take-over left: it counts no more. */
export function forgetOthers({ attemptId, owner, epoch }: WhoseAnswers): void {
  for (const key of keys()) {
    const kept = keptIn(key);
    const isOwn = kept?.owner === owner && (kept.attemptId !== attemptId || kept.epoch === epoch);
    if (!isOwn) forget(key);
  }
}

/** Everything that any exam left in this browser, the size of its text included. */
export function forgetAll(): void {
  for (const key of keys()) forget(key);
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

export function slotsOf(items: readonly Item[]): number[] {
  return [...new Set(items.map((item) => item.slot))].sort((a, b) => a - b);
}

function keptIn(key: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
    return Array.isArray(kept?.items) ? kept : null;
  } catch {
    return null;
  }
}

function keys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function forget(key: string): void {
  localStorage.removeItem(key);
}
