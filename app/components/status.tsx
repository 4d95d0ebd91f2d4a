import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

/** What the state means for the reader; red only for what stops someone or is past its limit. */
export type Tone = "ok" | "warn" | "stop" | "info" | "off";

const usual: Record<Tone, IconName> = { ok: "ok", warn: "warn", stop: "stop", info: "wait", off: "off" };

/** Icon, word and colour together; the word is the legal one. */
export function Status({
  tone,
  icon = usual[tone],
  fill = false,
  children,
}: {
  tone: Tone;
  icon?: IconName;
  /** On a soft ground: beside a page title. */
  fill?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={`status status-${tone}${fill ? " status-fill" : ""}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
