/** The form that enters a violation, its evidence read by what the bytes are and not by what they call themselves. */
import { textIn } from "~/form-text";
import { type Refusal, refusal } from "~/verdict";
import { evidenceTypeOf, MOST_EVIDENCE_MEGABYTES } from "./evidence-form.server";
import { VIOLATION_CODES, type ViolationCode } from "./violation";

const LONGEST = 2_000;

export type ViolationTyped = { code: string; description: string };

/** `upload`: the form and its one file; null: the file was too large. Refusals: violation.code-missing, violation.evidence { megabytes }. */
export function violationFrom(upload: { form: FormData; bytes: Buffer } | null): {
  typed: ViolationTyped;
  code: ViolationCode | null;
  evidence: { bytes: Buffer; mediaType: string } | null;
  refusals: Refusal[];
} {
  const wrongFile = refusal("violation.evidence", { megabytes: MOST_EVIDENCE_MEGABYTES });
  if (!upload)
    return { typed: { code: "", description: "" }, code: null, evidence: null, refusals: [wrongFile] };
  const { form, bytes } = upload;
  const typed = { code: textIn(form, "code"), description: textIn(form, "description", LONGEST) };
  const code = VIOLATION_CODES.find((one) => one === typed.code) ?? null;
  const mediaType = evidenceTypeOf(bytes);
  return {
    typed,
    code,
    evidence: mediaType ? { bytes, mediaType } : null,
    refusals: [
      ...(code ? [] : [refusal("violation.code-missing")]),
      ...(bytes.length > 0 && mediaType === null ? [wrongFile] : []),
    ],
  };
}
