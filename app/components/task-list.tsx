import type { ReactNode } from "react";

export type Task = {
  key: string;
  /** The anchor that a list of defects links to. */
  id?: string;
  title: ReactNode;
  href?: string;
  status?: ReactNode;
  detail?: ReactNode;
  /** What must be put right here. */
  defect?: ReactNode;
};

export function TaskList({ items, className }: { items: readonly Task[]; className?: string }) {
  return (
    <ul className={className ? `task-list ${className}` : "task-list"}>
      {items.map(({ key, id, title, href, status, detail, defect }) => (
        <li key={key} id={id}>
          <span className="t">{href ? <a href={href}>{title}</a> : title}</span>
          {status}
          {detail && <span className="d">{detail}</span>}
          {defect && <p className="defect">{defect}</p>}
        </li>
      ))}
    </ul>
  );
}
