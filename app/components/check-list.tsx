import type { ReactNode } from "react";
import { Icon } from "./icon";

export type Check = { key: string; text: ReactNode /** Met unless said otherwise. */; met?: boolean };

/** The conditions behind a verdict, each met or not. */
export function CheckList({ items }: { items: readonly Check[] }) {
  return (
    <ul className="checks">
      {items.map(({ key, text, met = true }) => (
        <li key={key} className={met ? undefined : "is-unmet"}>
          <Icon name={met ? "check" : "cross"} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
