/**
 * 回执: what the server says it received, with a number to quote and a checksum that only the server can make.
 * In: an attempt's id, its last hash, a key. Out: short texts in a form that can be read out over the telephone.
 */
import { createHmac } from "node:crypto";

/** No I, L, O or U: they are misread, or make words. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The same hand-in always has the same number: KQ3D-7H2M-9TVA. `earlier`: how often it was handed in before and reopened.
 * The receipt of a rehearsal says what it is wherever its number is quoted: TEST-KQ3D-7H2M-9TVA.
 */
export function receiptNumber(
  attemptId: string,
  key: Uint8Array,
  { earlier = 0, isRehearsal = false }: { earlier?: number; isRehearsal?: boolean } = {},
): string {
  const handIn = earlier === 0 ? attemptId : `${attemptId}:${earlier}`;
  const digest = createHmac("sha256", key).update(`number:${handIn}`).digest();
  const letters = [...digest.subarray(0, 12)].map((byte) => ALPHABET[byte % 32]);
  const groups = [0, 4, 8].map((from) => letters.slice(from, from + 4).join(""));
  return [...(isRehearsal ? ["TEST"] : []), ...groups].join("-");
}

export type Received = {
  attemptId: string;
  receiptNumber: string;
  submittedAt: Date;
  /** The hash of the submission step, which covers every step before it. */
  lastHash: Uint8Array;
};

/** Changes with any step, time or number: 9F42 C07A 51D8 E36B. */
export function receiptChecksum(
  { attemptId, receiptNumber, submittedAt, lastHash }: Received,
  key: Uint8Array,
): string {
  const digest = createHmac("sha256", key)
    .update(`receipt:${attemptId}:${receiptNumber}:${submittedAt.getTime()}:`)
    .update(lastHash)
    .digest("hex");
  return digest.slice(0, 16).toUpperCase().match(/.{4}/g)!.join(" ");
}
