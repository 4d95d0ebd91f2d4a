import type { ReactNode } from "react";

type Swatch = "done" | "pend" | "tick" | "bad" | "track" | "no" | "dup" | "cap";

/** What the parts of a bar mean. */
export function Legend({ items }: { items: readonly { swatch: Swatch; text: ReactNode }[] }) {
  return (
    <p className="legend">
      {items.map(({ swatch, text }) => (
        <span key={swatch}>
          <i className={swatch === "done" ? "sw" : `sw sw-${swatch}`} />
          {text}
        </span>
      ))}
    </p>
  );
}
