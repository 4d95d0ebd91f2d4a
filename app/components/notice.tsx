import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type NoticeTone = "info" | "ok" | "warn" | "stop";

const icons: Record<NoticeTone, IconName> = { info: "info", ok: "ok", warn: "warn", stop: "stop" };

/** Something that holds for the whole page; at most one act. */
export function Notice({
  tone = "info",
  title,
  act,
  live = false,
  children,
}: {
  tone?: NoticeTone;
  title?: ReactNode;
  act?: ReactNode;
  /** The answer to what the reader just did: read out at once. */
  live?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={tone === "info" ? "notice" : `notice notice-${tone}`} role={live ? "status" : undefined}>
      <Icon name={icons[tone]} />
      <div>
        {title && <b>{title}</b>}
        {title && children && " "}
        {children}
      </div>
      {act}
    </div>
  );
}
