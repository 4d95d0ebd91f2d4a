import { awaitsUnit, type ClearanceState } from "~/positions/clearance";
import { clearanceText } from "~/text/clearance";
import { useText } from "~/text/text";
import { Status } from "./status";

/** How far the clearance of somebody has come. */
export function ClearanceMark({
  state,
  isLate,
  fill,
}: {
  state: ClearanceState;
  isLate: boolean;
  fill?: boolean;
}) {
  const t = useText(clearanceText);
  const tone = isLate ? "stop" : state === "closed" ? "ok" : awaitsUnit(state) ? "warn" : "info";
  return (
    <Status tone={tone} fill={fill}>
      {isLate ? `${t.states[state]} · ${t.late}` : t.states[state]}
    </Status>
  );
}
