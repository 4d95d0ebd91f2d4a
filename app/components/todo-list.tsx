import type { ReactNode } from "react";

export type Todo = {
  key: string;
  date: ReactNode;
  time?: ReactNode;
  title: ReactNode;
  status?: ReactNode;
  detail?: ReactNode;
  act?: ReactNode;
};

/** What a person must do next, nearest first; one act each. */
export function TodoList({ items }: { items: readonly Todo[] }) {
  return (
    <ol className="todos">
      {items.map(({ key, date, time, title, status, detail, act }) => (
        <li className="todo" key={key}>
          <p className="todo-date">
            <b>{date}</b>
            {time && <span>{time}</span>}
          </p>
          <div className="todo-main">
            <h3>{title}</h3>
            {status && <p className="todo-st">{status}</p>}
            {detail && <p>{detail}</p>}
          </div>
          <p className="todo-act">{act}</p>
        </li>
      ))}
    </ol>
  );
}
