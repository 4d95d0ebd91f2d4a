import { z } from "zod";

const id = z.uuid();

/** The attempt a page is about. Whose it is, each verb asks. Throws 404 for what is no id. */
export function attemptIdFrom(params: { attemptId?: string }): string {
  return idFrom(params.attemptId);
}

export function examIdFrom(params: { examId?: string }): string {
  return idFrom(params.examId);
}

function idFrom(value: string | undefined): string {
  const parsed = id.safeParse(value);
  if (!parsed.success) throw new Response(null, { status: 404 });
  return parsed.data;
}
