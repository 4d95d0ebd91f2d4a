/** What a script of ours sends, and what it is told: JSON in, JSON out, nothing kept by anybody on the way. */

const LONGEST = 2_000;

/** undefined: no JSON, or more of it than any of our pages sends. A form of another site cannot send this type without asking first. */
export async function jsonFrom(request: Request): Promise<unknown> {
  if (!request.headers.get("Content-Type")?.startsWith("application/json")) return undefined;
  if (Number(request.headers.get("Content-Length") ?? 0) > LONGEST) return undefined;
  const text = await request.text();
  if (text.length > LONGEST) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const jsonAnswer = (body: unknown, status: number) =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
