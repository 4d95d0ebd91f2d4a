/** Papers of an exam for its office and for who enters candidates: one transaction, one file. */
import { redirect } from "@remix-run/node";
import { attachment } from "~/attachment";
import { inTransaction, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import type { ExamPaper } from "./exam-papers.server";

const LONGEST_MS = 5 * 60_000;

/** An id in the address that may be left out; 404 for what is none. */
export function idIn(search: URLSearchParams, name: string): string | undefined {
  const value = search.get(name);
  if (value === null || isUuid(value)) return value ?? undefined;
  throw new Response(null, { status: 404 });
}

/**
 * The file, read from one moment of the register and recorded with it. Where nobody is seated or entered yet it leads `back`
 * to where that is done; who or what was named and is not there is not found.
 */
export async function paperResponse(
  make: (tx: Tx) => Promise<ExamPaper | null>,
  { isNamed, back }: { isNamed: boolean; back: string },
): Promise<Response> {
  const paper = await inTransaction(make, "RepeatableRead", LONGEST_MS);
  if (!paper && !isNamed) throw redirect(back);
  if (!paper) throw new Response(null, { status: 404 });
  return attachment(paper.bytes, { mediaType: "application/pdf", ...paper });
}
