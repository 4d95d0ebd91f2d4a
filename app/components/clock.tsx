import type { ReactNode } from "react";
import { Status, type Tone } from "./status";

/** How long is left or over, and the date it means. */
export function Clock({ tone, due, children }: { tone: Tone; due: ReactNode; children: ReactNode }) {
  return (
    <span className="clock">
      <Status tone={tone} icon={tone === "stop" ? "late" : "wait"}>
        {children}
      </Status>
      <span className="due">{due}</span>
    </span>
  );
}
