/** The form that asks to be let off an exam: ground, details and one file. */
import { textIn } from "~/form-text";
import { EXEMPTION_WORDS, type ExemptionWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import { evidenceTypeOf, MOST_EVIDENCE_MEGABYTES } from "./evidence-form.server";
import type { AskedExemption } from "./exemptions.server";
import { LONGEST_NOTE } from "./requirement";

/**
 * `upload`: the form and its one file; null: the file was too large to be read. Refusals: exemption.ground-missing,
 * exemption.evidence-missing, exemption.evidence-unusable { megabytes }.
 */
export function exemptionFormFrom(upload: { form: FormData; bytes: Buffer; fileName: string } | null): {
  typed: { ground: string; note: string };
  ground: ExemptionWord | null;
  evidence: AskedExemption["evidence"];
  refusals: Refusal[];
} {
  const unusable = refusal("exemption.evidence-unusable", { megabytes: MOST_EVIDENCE_MEGABYTES });
  if (!upload) return { typed: { ground: "", note: "" }, ground: null, evidence: null, refusals: [unusable] };
  const { form, bytes, fileName } = upload;
  const typed = { ground: textIn(form, "ground"), note: textIn(form, "note", LONGEST_NOTE) };
  const ground = EXEMPTION_WORDS.find((word) => word === typed.ground) ?? null;
  const mediaType = evidenceTypeOf(bytes);
  return {
    typed,
    ground,
    evidence: mediaType ? { bytes, mediaType, fileName } : null,
    refusals: [
      ...(ground ? [] : [refusal("exemption.ground-missing")]),
      ...(bytes.length === 0 ? [refusal("exemption.evidence-missing")] : mediaType ? [] : [unusable]),
    ],
  };
}
