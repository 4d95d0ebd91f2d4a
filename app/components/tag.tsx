import type { ReactNode } from "react";

/** A kind, not a state. Dashed: an employment identity that may not apply for a certificate. */
export function Tag({ dashed = false, children }: { dashed?: boolean; children: ReactNode }) {
  return <span className={dashed ? "tag tag-dash" : "tag"}>{children}</span>;
}
