import type { ReactNode } from "react";

export type Step = {
  key: string;
  title: ReactNode;
  detail?: ReactNode;
  /** `back`: returned here to be put right. */
  state: "done" | "now" | "back" | "ahead";
};

/** The stages of a procedure, in order. */
export function Steps({ label, items }: { label: string; items: readonly Step[] }) {
  return (
    <ol className="steps" aria-label={label}>
      {items.map(({ key, title, detail, state }) => (
        <li
          key={key}
          className={state === "ahead" ? undefined : `is-${state}`}
          aria-current={state === "now" || state === "back" ? "step" : undefined}
        >
          <b>{title}</b>
          {detail}
        </li>
      ))}
    </ol>
  );
}
