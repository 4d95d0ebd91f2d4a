import { ActForm } from "~/components/act-form";
import { Notice } from "~/components/notice";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { useText } from "~/text/text";
import type { CorrectionShown } from "./route";

/** The second person decides on the dry run above and on no other. */
export function Decision({ shown: { exam, correction, isProposer, hasSat } }: { shown: CorrectionShown }) {
  const t = useText(keyCorrectionsText).decide;
  const { correctionId, decision, run } = correction;
  if (decision === "approved") return <Notice title={t.doneAlready} />;
  if (decision === "refused") return null;
  if (isProposer) return <Notice title={t.own} />;
  if (hasSat) return <Notice title={t.sat} />;
  const here = `/exams/${exam.id}/corrections/${correctionId}`;
  return (
    <p className="acts">
      <ActForm action={`${here}/refusal`}>{t.refuse}</ActForm>
      <ActForm action={`${here}/approval`} fields={{ digest: run.digest }} kind="primary">
        {t.approve}
      </ActForm>
    </p>
  );
}
