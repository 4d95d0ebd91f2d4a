import type { ApplicationState } from "~/certification/application";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import type { IconName } from "./icon";
import { Status, type Tone } from "./status";

const looks: Record<ApplicationState, { tone: Tone; icon: IconName }> = {
  "in-review": { tone: "info", icon: "wait" },
  returned: { tone: "warn", icon: "back" },
  approved: { tone: "info", icon: "ok" },
  refused: { tone: "stop", icon: "stop" },
  withdrawn: { tone: "off", icon: "off" },
  issued: { tone: "ok", icon: "ok" },
};

/** Where an application stands. */
export function ApplicationStatusMark({ state, fill }: { state: ApplicationState; fill?: boolean }) {
  const t = useText(certificationText);
  return (
    <Status {...looks[state]} fill={fill}>
      {t.states[state]}
    </Status>
  );
}
