import type { ReactNode } from "react";

/** Over a list: how much it holds, and at the other end what can be done with all of it. */
export function ListBar({ children }: { children: ReactNode }) {
  return <div className="toolbar list-bar">{children}</div>;
}
