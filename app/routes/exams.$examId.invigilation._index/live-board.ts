import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

/** Without a script, or where no event comes through, and to notice who has fallen silent. */
export const REFRESH_SECONDS = 8;
const TICK_MS = 1_000;

/**
 * Asks for the board again when the server says that something changed, and every few seconds anyway, unless it is held.
 * Answers the server's time, which runs on between two answers on the browser's monotonic timer.
 */
export function useLiveBoard(address: string, now: Date, isHeld: boolean): Date {
  const { revalidate, state } = useRevalidator();
  const ask = useRef(() => {});
  ask.current = () => {
    if (state === "idle" && document.visibilityState === "visible") revalidate();
  };
  useEffect(() => {
    if (isHeld) return;
    const again = () => ask.current();
    const events = new EventSource(`${address}/events`);
    events.onmessage = ({ data }) => {
      if (data === "changed") again();
    };
    const asking = setInterval(again, REFRESH_SECONDS * 1000);
    document.addEventListener("visibilitychange", again);
    return () => {
      events.close();
      clearInterval(asking);
      document.removeEventListener("visibilitychange", again);
    };
  }, [address, isHeld]);
  return useTicking(now, isHeld);
}

function useTicking(now: Date, isHeld: boolean): Date {
  const [shown, setShown] = useState(now);
  useEffect(() => {
    setShown(now);
    if (isHeld) return;
    const began = performance.now();
    const tick = () => setShown(new Date(now.getTime() + performance.now() - began));
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [now, isHeld]);
  return shown;
}
