import { useEffect, useState } from "react";
import { type Answered, type Findings, type Found, findingsFrom, WITHOUT_SCRIPT } from "~/exams/device-check";

const QUESTIONS = 5;
/** As long as the exam room waits for an answer. */
const PATIENCE_MS = 4_000;
const TRIAL = "chizheng-device-check";

export type Look = { state: "before" | "looking" | "done"; findings: Findings; width: number };

/** What the browser finds out about itself, once the script runs. */
export function useDeviceLook(): Look {
  const [look, setLook] = useState<Look>({ state: "before", findings: WITHOUT_SCRIPT, width: 0 });
  useEffect(() => {
    let isGone = false;
    setLook((before) => ({ ...before, state: "looking" }));
    void lookAround().then((found) => {
      if (!isGone) setLook({ state: "done", findings: findingsFrom(found), width: found.width });
    });
    return () => {
      isGone = true;
    };
  }, []);
  return look;
}

async function lookAround(): Promise<Found> {
  const answers: Answered[] = [];
  // One after the other: together they would wait for each other.
  for (let asked = 0; asked < QUESTIONS; asked += 1) {
    const answer = await ask();
    if (answer) answers.push(answer);
  }
  return { lacks: lacking(), canStore: canStore(), width: innerWidth, answers, asked: QUESTIONS };
}

async function ask(): Promise<Answered | null> {
  const [asked, from] = [performance.now(), Date.now()];
  try {
    const reply = await fetch("/my/device-check/time", { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!reply.ok) return null;
    const { now } = (await reply.json()) as { now: string };
    const roundTrip = performance.now() - asked;
    return { roundTrip, serverNow: Date.parse(now), browserNow: from + roundTrip };
  } catch {
    return null;
  }
}

/** What the exam room cannot do without. A browser that lacks still older things never gets here. */
function lacking(): string[] {
  const needed: Record<string, boolean> = {
    "AbortSignal.timeout": typeof AbortSignal.timeout === "function",
    EventSource: typeof EventSource === "function",
    "Array.prototype.at": typeof Array.prototype.at === "function",
  };
  return Object.keys(needed).filter((name) => !needed[name]);
}

function canStore(): boolean {
  try {
    localStorage.setItem(TRIAL, "1");
    const isThere = localStorage.getItem(TRIAL) === "1";
    localStorage.removeItem(TRIAL);
    return isThere;
  } catch {
    return false;
  }
}
