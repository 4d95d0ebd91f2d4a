/**
 * 在线学时: which time in front of a course counts (H9). The browser says where its page was since the beat before; how
 * long that was, the server's clock says. Between two beats of a person's one live run at most what passed is counted.
 * In: the run as it stood, a beat, what is studied, the pack's measures. Out: the run after it, the milliseconds counted or
 * why none, and what was odd.
 */
import type { Source } from "~/verdict";
import type { Measures } from "./online-measures";

/** 网络培训按有效学习时长认定; where no pack says otherwise the figures are ours. */
export const MEASURED: Source = { title: "本平台默认设置", rule: "H9" };

/** Beats that follow each other faster are not heard. */
export const SHORTEST_GAP_MS = 500;
/** What network and timers add to a claim or to a film's position. */
const SLACK_MS = 5_000;
/** From here on idling and absence are noted. */
const NOTED_IDLE_MS = 60 * 60_000;
const NOTED_AWAY_MS = 10 * 60_000;
/** Nobody reads so many characters a minute. */
export const FASTEST_READING = 1_500;
const TELLING_CHARACTERS = 400;

export const LESSON_KINDS = ["text", "video"] as const;
export type LessonKind = (typeof LESSON_KINDS)[number];

export const ANOMALIES = [
  "posted-duration", // 上报时长
  "parallel-tabs", // 同一设备多开页面
  "two-devices", // 两台设备
  "speed", // 视频超速、跳播
  "no-focus", // 页面不在前台
  "idle", // 长时间无操作
  "replayed", // 重放、乱序
  "too-fast", // 阅读过快
] as const;
export type AnomalyKind = (typeof ANOMALIES)[number];
export type Anomaly = { kind: AnomalyKind; facts: Record<string, number | string> };

/** Why an interval counts, or not: the page was not before the eyes, nobody was active, the film stood still or ran too fast. */
export const OUTCOMES = ["counted", "gap", "away", "idle", "paused", "speed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Beat = {
  /** From 1, one more with each beat the page sends. */
  seq: number;
  /** Of the time since the beat before. */
  isVisible: boolean;
  isFocused: boolean;
  isActive: boolean;
  /** How long the page says that was. Compared, never counted. */
  claimedMs: number;
  /** Of a film, milliseconds; of a text, thousandths of the page. */
  position: number;
  rate: number;
};

export type Run = {
  openedAt: Date;
  /** The beat before: nothing up to here can be counted again. */
  countedUntil: Date;
  activeAt: Date;
  focusedAt: Date;
  lastSeq: number;
  position: number;
  furthest: number;
  creditedMs: number;
};

/** A run begins where the person's last one had got to, should the clocks of two requests have crossed. */
export function openedRun(now: Date, before: Date | null, position = 0): Run {
  const openedAt = before && before > now ? before : now;
  const at = { openedAt, countedUntil: openedAt, activeAt: openedAt, focusedAt: openedAt };
  return { ...at, lastSeq: 0, position, furthest: 0, creditedMs: 0 };
}

export type Heard = { run: Run; outcome: Outcome; creditedMs: number; anomalies: Anomaly[] };

/** null: a beat that was heard before, or came out of turn: nothing changes. */
export function hear(
  run: Run,
  beat: Beat,
  now: Date,
  kind: LessonKind,
  measures: Measures,
): Heard | { outcome: null; anomalies: Anomaly[] } {
  if (beat.seq <= run.lastSeq)
    return {
      outcome: null,
      anomalies: [{ kind: "replayed", facts: { seq: beat.seq, lastSeq: run.lastSeq } }],
    };
  const elapsedMs = Math.max(0, now.getTime() - run.countedUntil.getTime());
  const at = new Date(run.countedUntil.getTime() + elapsedMs);
  const isThere = beat.isVisible && beat.isFocused;
  const activeAt = beat.isActive && isThere ? at : run.activeAt;
  const focusedAt = isThere ? at : run.focusedAt;
  const outcome = outcomeOf(
    { run, beat, elapsedMs, idleMs: at.getTime() - activeAt.getTime(), kind },
    measures,
  );
  const creditedMs = outcome === "counted" ? elapsedMs : 0;
  return {
    outcome,
    creditedMs,
    run: {
      ...{ openedAt: run.openedAt, countedUntil: at, activeAt, focusedAt, lastSeq: beat.seq },
      position: beat.position,
      furthest: Math.max(run.furthest, beat.position),
      creditedMs: run.creditedMs + creditedMs,
    },
    anomalies: [
      ...claimOf(beat, elapsedMs),
      ...(outcome === "speed" ? [speedOf(run, beat, elapsedMs)] : []),
      ...noted("no-focus", at.getTime() - focusedAt.getTime(), NOTED_AWAY_MS),
      ...noted("idle", at.getTime() - activeAt.getTime(), NOTED_IDLE_MS),
    ],
  };
}

type Interval = { run: Run; beat: Beat; elapsedMs: number; idleMs: number; kind: LessonKind };

function outcomeOf({ run, beat, elapsedMs, idleMs, kind }: Interval, measures: Measures): Outcome {
  const { longestGapMs, fastestRate } = measures;
  if (elapsedMs > longestGapMs) return "gap";
  if (!beat.isVisible || !beat.isFocused) return "away";
  if (kind === "video") {
    const moved = beat.position - run.position;
    if (beat.rate > fastestRate || moved > fastestRate * elapsedMs + SLACK_MS) return "speed";
    if (moved <= 0) return "paused";
  }
  return idleMs > measures.idleMs[kind] ? "idle" : "counted";
}

const seconds = (ms: number) => Math.round(ms / 1000);
const minutes = (ms: number) => Math.floor(ms / 60_000);

function claimOf({ claimedMs }: Beat, elapsedMs: number): Anomaly[] {
  if (claimedMs <= elapsedMs + SLACK_MS) return [];
  return [{ kind: "posted-duration", facts: { claimed: seconds(claimedMs), passed: seconds(elapsedMs) } }];
}

function speedOf(run: Run, { position, rate }: Beat, elapsedMs: number): Anomaly {
  const facts = { advanced: seconds(position - run.position), passed: seconds(elapsedMs), rate };
  return { kind: "speed", facts };
}

const noted = (kind: "no-focus" | "idle", ms: number, from: number): Anomaly[] =>
  ms < from ? [] : [{ kind, facts: { minutes: minutes(ms) } }];

/** When a page of text is left: whether its reader went through it faster than anybody reads. */
export function tooFast(run: Pick<Run, "furthest" | "creditedMs">, pageCharacters: number): Anomaly[] {
  const characters = Math.round((pageCharacters * Math.min(1000, run.furthest)) / 1000);
  if (characters < TELLING_CHARACTERS || characters * 60_000 <= FASTEST_READING * run.creditedMs) return [];
  return [{ kind: "too-fast", facts: { characters, seconds: seconds(run.creditedMs) } }];
}
