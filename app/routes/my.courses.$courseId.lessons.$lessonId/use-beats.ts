import { type RefObject, useEffect, useRef, useState } from "react";
import type { Outcome } from "~/study/online";
import { EARLIER_MEASURES } from "~/study/online-measures";
import { type ClockState, STATE_OF } from "~/text/online-study";

const PATIENCE_MS = 8_000;
/** A page that nobody has touched for so long falls silent, so that it does not keep its session open for ever. */
const SILENT_AFTER_MS = 60 * 60_000;
const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "wheel", "scroll", "touchstart"] as const;

type Page = { courseId: string; lessonId: string; index: number; kind: "text" | "video" };
type Told = {
  code: string;
  runId?: string;
  token?: string;
  beatMs?: number;
  outcome?: Outcome;
  creditedMs?: number;
  by?: "tab" | "device";
};

/**
 * Tells the server every few seconds that the page is still there, and shows what the server makes of it; nothing is
 * counted here. What could not be sent is not sent later. null: the script has not begun.
 */
export function useBeats(
  { courseId, lessonId, index, kind }: Page,
  shown: RefObject<HTMLElement | null>,
  film: RefObject<HTMLVideoElement | null>,
): { state: ClockState | null; creditedMs: number; resume: () => void } {
  const [state, setState] = useState<ClockState | null>(null);
  const [creditedMs, setCreditedMs] = useState(0);
  const [opened, setOpened] = useState(0);
  // What earlier runs of this page came to: the server counts each run by itself.
  const before = useRef(0);
  const current = useRef(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: opening again, by the button, is a new run
  useEffect(() => {
    let run: { runId: string; token: string } | null = null;
    let isOver = false;
    let isSending = false;
    let timer: ReturnType<typeof setInterval> | undefined;
    let seq = 0;
    let since = performance.now();
    // Of the time since the last beat that was heard.
    let visible = true;
    let focused = true;
    let active = false;
    let isIdle = false;
    let aliveAt = performance.now();
    before.current += current.current;
    current.current = 0;
    setState("starting");

    const look = () => {
      visible &&= document.visibilityState === "visible";
      focused &&= document.hasFocus();
    };
    /** Until the page is opened it asks again as often as most packs say. */
    const speakEvery = (ms: number) => {
      clearInterval(timer);
      timer = setInterval(() => {
        look();
        if (performance.now() - aliveAt < SILENT_AFTER_MS) void beat();
      }, ms);
    };
    const stop = (last: ClockState) => {
      isOver = true;
      setState(last);
    };
    const heard = (told: Told) => {
      if (told.code === "heard" && told.outcome) {
        current.current = told.creditedMs ?? 0;
        setCreditedMs(before.current + current.current);
        isIdle = told.outcome === "idle";
        // Said is what holds from now on, not what held until this beat.
        if (!visible || !focused) setState("away");
        else setState(told.outcome === "away" ? "counting" : STATE_OF[told.outcome]);
      } else if (told.code === "taken-over") stop(told.by ?? "tab");
      else if (told.code === "signed-out") stop("signed-out");
      else if (told.code === "ended" || told.code === "not-found") stop("closed");
    };
    const open = async () => {
      const told = await post(`/my/courses/${courseId}/lessons/${lessonId}/runs`, { page: index });
      if (isOver) return;
      if (told?.code === "opened" && told.runId && told.token) {
        run = { runId: told.runId, token: told.token };
        since = performance.now();
        visible = focused = true;
        look();
        speakEvery(told.beatMs ?? EARLIER_MEASURES.beatMs);
        setState(visible && focused ? "counting" : "away");
      } else if (told?.code === "too-many") stop("too-many");
      else if (told) heard(told);
      else setState("offline");
    };
    const beat = async (last = false) => {
      if (isOver || (isSending && !last)) return;
      if (!run) return last ? undefined : open();
      isSending = true;
      const now = performance.now();
      seq += 1;
      const sent = { token: run.token, seq, visible, focused, active, last };
      const claimedMs = Math.round(now - since);
      const told = await post(
        `/my/learning-runs/${run.runId}/beats`,
        { ...sent, claimedMs, ...place(kind, shown.current, film.current) },
        last,
      );
      isSending = false;
      if (isOver || last) return;
      if (told === null) return setState("offline");
      if (told.code === "heard") {
        since = now;
        visible = focused = true;
        active = false;
        look();
      }
      heard(told);
    };

    const alive = () => {
      active = true;
      aliveAt = performance.now();
      // Who comes back should not wait for the next beat to see it.
      if (isIdle) void beat();
      isIdle = false;
    };
    const changed = () => {
      // First the time up to here, as it was; from here on it is another.
      void beat();
      look();
    };
    const leaving = () => void beat(true);
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, alive, { passive: true, capture: true });
    for (const change of ["focus", "blur", "online"]) addEventListener(change, changed);
    document.addEventListener("visibilitychange", changed);
    addEventListener("pagehide", leaving);
    speakEvery(EARLIER_MEASURES.beatMs);
    void open();
    return () => {
      isOver = true;
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, alive, { capture: true });
      for (const change of ["focus", "blur", "online"]) removeEventListener(change, changed);
      document.removeEventListener("visibilitychange", changed);
      removeEventListener("pagehide", leaving);
    };
  }, [courseId, lessonId, index, kind, shown, film, opened]);

  return { state, creditedMs, resume: () => setOpened((times) => times + 1) };
}

/** Where in the lesson: milliseconds of a film; of a text, how many thousandths have been in sight. */
function place(kind: Page["kind"], text: HTMLElement | null, film: HTMLVideoElement | null) {
  if (kind === "video")
    return { position: Math.round((film?.currentTime ?? 0) * 1000), rate: film?.playbackRate ?? 1 };
  const box = text?.getBoundingClientRect();
  const seen = box && box.height > 0 ? (innerHeight - box.top) / box.height : 0;
  return { position: Math.round(1000 * Math.min(1, Math.max(0, seen))), rate: 1 };
}

/** null: no network, or a gateway in place of the server. */
async function post(address: string, body: object, keepalive = false): Promise<Told | null> {
  try {
    const reply = await fetch(address, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
      keepalive,
    });
    return reply.status >= 500 ? null : ((await reply.json()) as Told);
  } catch {
    return null;
  }
}
