/** The form that enters a violation, its evidence read by what the bytes are and not by what they call themselves. */
import { type Refusal, refusal } from "~/verdict";
import { VIOLATION_CODES, type ViolationCode } from "./violation";

const MOST_BYTES = 10 * 1024 * 1024;
const LONGEST = 2_000;

const KINDS: readonly { mediaType: string; begins: number[] }[] = [
  { mediaType: "image/jpeg", begins: [0xff, 0xd8, 0xff] },
  { mediaType: "image/png", begins: [0x89, 0x50, 0x4e, 0x47] },
  { mediaType: "application/pdf", begins: [0x25, 0x50, 0x44, 0x46] },
];

export type ViolationTyped = { registrationId: string; code: string; description: string };

export async function violationFormFrom(request: Request): Promise<{
  typed: ViolationTyped;
  code: ViolationCode | null;
  evidence: { bytes: Buffer; mediaType: string } | null;
  refusals: Refusal[];
}> {
  const form = await request.formData();
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? [...value.trim()].slice(0, LONGEST).join("") : "";
  };
  const typed = {
    registrationId: text("registrationId"),
    code: text("code"),
    description: text("description"),
  };
  const code = VIOLATION_CODES.find((one) => one === typed.code) ?? null;
  const file = form.get("evidence");
  const given = file instanceof File && file.size > 0 ? file : null;
  const fits = given !== null && given.size <= MOST_BYTES;
  const bytes = fits ? Buffer.from(await given.arrayBuffer()) : null;
  const kind = bytes && KINDS.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte));
  return {
    typed,
    code,
    evidence: bytes && kind ? { bytes, mediaType: kind.mediaType } : null,
    refusals: [
      ...(code ? [] : [refusal("violation.code-missing")]),
      ...(given && !kind ? [refusal("violation.evidence", { megabytes: MOST_BYTES / 1024 / 1024 })] : []),
    ],
  };
}
