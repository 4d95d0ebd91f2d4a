import { FINDING_KINDS, type FindingKind } from "~/study/audit-verdict";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { ChoicesField } from "./choices-field";
import { TextAreaField } from "./text-area-field";
import { TextField } from "./text-field";

export const LONGEST_FACTS = 1000;
export const IN_ORDER = "in-order";

/** What is found in a sampled record. `seen`: what stood there as the page was read, so that nobody is overwritten unseen. */
export function VerdictFields({
  seen,
}: {
  seen: { verdictId: string | null; kind: FindingKind | null; facts: string };
}) {
  const t = useText(studyAuditText);
  return (
    <>
      <input type="hidden" name="seen" value={seen.verdictId ?? ""} />
      <ChoicesField
        name="result"
        legend={t.verdict}
        options={[
          { value: IN_ORDER, text: t.inOrder, hint: t.inOrderHint },
          ...FINDING_KINDS.map((value) => ({ value, text: t.kinds[value], hint: t.kindHints[value] })),
        ]}
        chosen={seen.kind ? [seen.kind] : seen.verdictId ? [IN_ORDER] : []}
        required
      />
      <TextAreaField
        label={t.factsOf}
        name="facts"
        hint={t.factsHint}
        rows={3}
        maxLength={LONGEST_FACTS}
        defaultValue={seen.facts}
      />
    </>
  );
}

/** What a unit has to put right. */
export function DemandFields({ typed }: { typed?: { demand: string; workingDays: number } | undefined }) {
  const t = useText(studyAuditText);
  return (
    <>
      <TextAreaField
        label={t.demand}
        name="demand"
        hint={t.demandHint}
        rows={3}
        maxLength={LONGEST_FACTS}
        defaultValue={typed?.demand}
      />
      <TextField
        label={t.workingDays}
        name="workingDays"
        inputMode="numeric"
        figures
        defaultValue={String(typed?.workingDays ?? 10)}
      />
    </>
  );
}
