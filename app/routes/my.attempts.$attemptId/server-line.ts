/** The room's line to the server: what it is asked and told, and whether it answered at all. */
import type { Change } from "./kept-answers";

/** What the server told: its clock, the deadline, whether the clock stands, how often the page was left. */
export type ServerWord = {
  now: string;
  deadlineAt?: string;
  pausedSince?: string | null;
  leavings?: number;
};

export type Told = ServerWord & {
  savedAt?: string;
  /** Why a save was refused, for the program and for the candidate. */
  code?: string;
  sentence?: string;
  cure?: string | null;
  lastSeq?: number;
  /** Where the attempt stands. */
  state?: string;
  isHere?: boolean;
};

export type Reply = "offline" | "signed-out" | { ok: boolean; told: Told };

/** A request that takes longer counts as a broken network: the banner must show within five seconds. */
export const PATIENCE_MS = 4_000;
/** Handing in marks the paper: a busy server may take its time. */
const HAND_IN_PATIENCE_MS = 20_000;

export const roomAddress = (attemptId: string) => `/my/attempts/${attemptId}`;

export const askStanding = (attemptId: string) => converse(attemptId, { method: "GET" });

export const sendSave = (attemptId: string, save: { epoch: number; seq: number; slot: number } & Change) =>
  converse(attemptId, { method: "POST", body: JSON.stringify(save) });

/** The server answers with the receipt, whoever has handed in meanwhile; with the room, while its clock stands. */
export async function sendHandIn(attemptId: string): Promise<"offline" | "signed-out" | "paused" | "done"> {
  const room = roomAddress(attemptId);
  try {
    const { url, status } = await fetch(`${room}/submission`, {
      method: "POST",
      body: new URLSearchParams({ acknowledged: "on" }),
      signal: AbortSignal.timeout(HAND_IN_PATIENCE_MS),
    });
    const { pathname } = new URL(url, location.href);
    if (pathname === "/sign-in") return "signed-out";
    if (status < 300 && pathname === room) return "paused";
    return status < 500 && pathname === `${room}/receipt` ? "done" : "offline";
  } catch {
    return "offline";
  }
}

async function converse(attemptId: string, init: RequestInit): Promise<Reply> {
  try {
    const reply = await fetch(`${roomAddress(attemptId)}/answers`, {
      ...init,
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { Accept: "application/json", "Content-Type": "application/json" },
    });
    // A gateway that answers in place of a server that restarts is a broken network, too.
    if (reply.status >= 500 || reply.status === 429) return "offline";
    if (reply.status === 401) return "signed-out";
    return { ok: reply.ok, told: (await reply.json()) as Told };
  } catch {
    return "offline";
  }
}
