/**
 * The part of a file that a player asks for (RFC 9110, 14). In: the header, the size. Out: the first and the last byte;
 * "whole" without a header; "unsatisfiable" for what names none of it, several parts, or nothing that can be understood.
 */
export type ByteRange = { first: number; last: number };

export function byteRangeFrom(header: string | null, size: number): ByteRange | "whole" | "unsatisfiable" {
  if (header === null) return "whole";
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim()) ?? [];
  if (from === "" && to === "") return "unsatisfiable";
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return first <= last ? { first, last } : "unsatisfiable";
}
