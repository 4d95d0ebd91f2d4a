import type { RecordStatus } from "~/study/record-state";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import type { IconName } from "./icon";
import { Status, type Tone } from "./status";

const looks: Record<RecordStatus, { tone: Tone; icon: IconName }> = {
  submitted: { tone: "info", icon: "wait" },
  confirmed: { tone: "info", icon: "wait" },
  accepted: { tone: "ok", icon: "ok" },
  returned: { tone: "warn", icon: "back" },
  reversed: { tone: "off", icon: "off" },
};

/** Where an entry of the study ledger stands. */
export function RecordStatusMark({ status, fill }: { status: RecordStatus; fill?: boolean }) {
  const t = useText(studyText);
  return (
    <Status {...looks[status]} fill={fill}>
      {t.statuses[status]}
    </Status>
  );
}
