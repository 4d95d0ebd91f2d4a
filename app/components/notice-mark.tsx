import { awaitsReply, type NoticeState } from "~/study/supervision-notice";
import { supervisionText } from "~/text/supervision";
import { useText } from "~/text/text";
import { Status } from "./status";

/** How far a supervision notice has come. */
export function NoticeMark({ state, isLate, fill }: { state: NoticeState; isLate: boolean; fill?: boolean }) {
  const t = useText(supervisionText);
  if (isLate)
    return (
      <Status tone="stop" fill={fill}>
        {t.late}
      </Status>
    );
  const tone = state === "closed" ? "ok" : awaitsReply(state) ? "warn" : state === "replied" ? "info" : "off";
  return (
    <Status tone={tone} fill={fill}>
      {t.states[state]}
    </Status>
  );
}
