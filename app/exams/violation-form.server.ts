/** The form that enters a violation, its evidence read by what the bytes are and not by what they call themselves. */
import { type Refusal, refusal } from "~/verdict";
import { VIOLATION_CODES, type ViolationCode } from "./violation";

const MEGABYTE = 1024 * 1024;
export const MOST_EVIDENCE_BYTES = 10 * MEGABYTE;
const LONGEST = 2_000;

const KINDS: readonly { mediaType: string; begins: number[] }[] = [
  { mediaType: "image/jpeg", begins: [0xff, 0xd8, 0xff] },
  { mediaType: "image/png", begins: [0x89, 0x50, 0x4e, 0x47] },
  { mediaType: "application/pdf", begins: [0x25, 0x50, 0x44, 0x46] },
];

export type ViolationTyped = { code: string; description: string };

/** `upload`: the form and its one file; null: the file was too large. Refusals: violation.code-missing, violation.evidence { megabytes }. */
export function violationFrom(upload: { form: FormData; bytes: Buffer } | null): {
  typed: ViolationTyped;
  code: ViolationCode | null;
  evidence: { bytes: Buffer; mediaType: string } | null;
  refusals: Refusal[];
} {
  const wrongFile = refusal("violation.evidence", { megabytes: MOST_EVIDENCE_BYTES / MEGABYTE });
  if (!upload)
    return { typed: { code: "", description: "" }, code: null, evidence: null, refusals: [wrongFile] };
  const { form, bytes } = upload;
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? [...value.trim()].slice(0, LONGEST).join("") : "";
  };
  const typed = { code: text("code"), description: text("description") };
  const code = VIOLATION_CODES.find((one) => one === typed.code) ?? null;
  const fits = bytes.length <= MOST_EVIDENCE_BYTES;
  const kind = KINDS.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte));
  return {
    typed,
    code,
    evidence: kind && fits ? { bytes, mediaType: kind.mediaType } : null,
    refusals: [
      ...(code ? [] : [refusal("violation.code-missing")]),
      ...(bytes.length > 0 && !(kind && fits) ? [wrongFile] : []),
    ],
  };
}
