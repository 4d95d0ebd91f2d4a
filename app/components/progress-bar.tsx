import type { ReactNode } from "react";

/**
 * Done and reported against a total, with a mark where one should be today. Lengths are SVG attributes: the content
 * policy allows no style attributes. `label` says the same in words.
 */
export function ProgressBar({
  label,
  total,
  done,
  pending = 0,
  expected,
  tall = false,
}: {
  label: string;
  total: number;
  done: number;
  pending?: number;
  expected?: number;
  tall?: boolean;
}) {
  const share = (value: number) => Math.min(100, Math.max(0, total > 0 ? (value / total) * 100 : 0));
  const per = (value: number) => `${Math.round(value * 100) / 100}%`;
  const doneShare = share(done);
  const pendingShare = share(done + pending) - doneShare;
  const height = tall ? 16 : 10;
  return (
    <svg className={tall ? "bar quota-bar" : "bar"} role="img" aria-label={label}>
      <rect className="track" y={tall ? 2 : 0} width="100%" height={height} rx="2" />
      {pendingShare > 0 && (
        <rect
          className="pend"
          x={per(doneShare)}
          y={tall ? 2 : 0}
          width={per(pendingShare)}
          height={height}
        />
      )}
      {doneShare > 0 && (
        <rect className="done" y={tall ? 2 : 0} width={per(doneShare)} height={height} rx="2" />
      )}
      {expected !== undefined && (
        <rect
          className="tick"
          x={per(share(expected))}
          y={tall ? -2 : -3}
          width="2"
          height={height + (tall ? 8 : 6)}
        />
      )}
    </svg>
  );
}

/** The bar with its figure at the end of the row. */
export function BarRow({ children, value, sub }: { children: ReactNode; value: ReactNode; sub?: ReactNode }) {
  return (
    <span className="bar-row">
      {children}
      <span className="val">
        {value}
        {sub && <span className="sub">{sub}</span>}
      </span>
    </span>
  );
}
