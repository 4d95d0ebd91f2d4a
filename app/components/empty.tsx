import type { ReactNode } from "react";

/** Why there is nothing here, and what to do: first the filter most likely to blame. */
export function Empty({
  title,
  acts,
  children,
}: {
  title: ReactNode;
  acts?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="panel">
      <div className="empty">
        <h2>{title}</h2>
        {children && <p>{children}</p>}
        {acts && <div className="acts">{acts}</div>}
      </div>
    </div>
  );
}
