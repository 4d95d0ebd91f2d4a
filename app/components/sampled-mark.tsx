import type { FindingKind, SampleState } from "~/study/audit-verdict";
import { isOwed, type RectificationStep } from "~/study/rectification";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { Status } from "./status";

/** What was found in a sampled record. */
export function SampledMark({
  state,
  kind,
  fill,
}: {
  state: SampleState;
  kind: FindingKind | null;
  fill?: boolean;
}) {
  const t = useText(studyAuditText);
  const tone = { unseen: "off", "in-order": "ok", finding: "warn" } as const;
  return (
    <Status tone={tone[state]} fill={fill}>
      {kind ? t.kinds[kind] : t.sampleStates[state]}
    </Status>
  );
}

/** How far the unit is with what it has to put right. */
export function RectificationMark({ step, isLate = false }: { step: RectificationStep; isLate?: boolean }) {
  const t = useText(studyAuditText);
  if (isLate) return <Status tone="stop">{t.late}</Status>;
  return <Status tone={step === "accepted" ? "ok" : isOwed(step) ? "warn" : "info"}>{t.steps[step]}</Status>;
}
