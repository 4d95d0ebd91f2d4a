import type { LawState as State, StateOn } from "~/questions/law";
import { lawsText } from "~/text/laws";
import { useText } from "~/text/text";
import { Status, type Tone } from "./status";
import { Sub } from "./table";

const tones = {
  "in-force": "ok",
  "not-yet": "info",
  superseded: "off",
  abolished: "stop",
  withdrawn: "off",
} as const satisfies Record<State, Tone>;

/** What a law or a version of it is on a day; `fill` beside a page title, and then without since when. */
export function LawStateMark({ is, fill = false }: { is: StateOn; fill?: boolean }) {
  const t = useText(lawsText);
  const since = fill ? "" : t.stateSays(is);
  return (
    <>
      <Status tone={tones[is.state]} fill={fill}>
        {t.states[is.state]}
      </Status>
      {since && <Sub>{since}</Sub>}
    </>
  );
}
