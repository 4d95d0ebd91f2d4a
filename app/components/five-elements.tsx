import { common } from "~/text/common";
import { useText } from "~/text/text";
import { Icon, type IconName } from "./icon";

export type ElementState = "ok" | "part" | "miss" | "none";
export type Elements = Record<"plan" | "content" | "time" | "people" | "effect", ElementState>;

const order = ["plan", "content", "time", "people", "effect"] as const;
const icons: Record<ElementState, IconName> = { ok: "check", part: "bang", miss: "cross", none: "dash" };

/** 五落实: whether an item of a plan has its five elements. Without `words` the table's head names the columns. */
export function FiveElements({ states, words = false }: { states: Elements; words?: boolean }) {
  const t = useText(common).fiveElements;
  return (
    <span className={words ? "five five-words" : "five"}>
      {order.map((element) => {
        const state = states[element];
        const said = t.said(t.elements[element], t.states[state]);
        return (
          <i data-s={state} title={said} key={element}>
            <Icon name={icons[state]} />
            {words && <span aria-hidden="true">{t.elements[element]}</span>}
            <span className="vh">{said}</span>
          </i>
        );
      })}
    </span>
  );
}

/** The head of a column of five. */
export function FiveElementsHead() {
  const t = useText(common).fiveElements;
  return (
    <span className="five-head">
      {order.map((element) => (
        <span key={element}>{t.elements[element]}</span>
      ))}
    </span>
  );
}
