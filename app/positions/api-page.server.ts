/** What the addresses for other systems share: who asks, how often, and how an answer looks. */
import type { z } from "zod";
import { type ApiClient, admitApiClient, keyFrom } from "~/access/api-client.server";
import type { ApiScope } from "~/access/api-scope";
import { refusalIn } from "~/text/refusals";
import type { Refusal } from "~/verdict";
import type { Check } from "./check.server";

// A verdict is true for the instant it was asked about and no longer: nobody keeps a copy.
export const answer = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store", ...headers } });

export const askWith = (method: "GET" | "POST") =>
  answer({ error: "method-not-allowed", message: `Ask with ${method}` }, 405, { Allow: method });

export const notInScope = () =>
  answer({ error: "unit-not-found", message: "No such unit in this key's scope" }, 404);

/** The system that asks, counted; throws the answer 401, 403 or 429. */
export async function requireApiClient(request: Request, scope: ApiScope, now: Date): Promise<ApiClient> {
  const key = keyFrom(request);
  const admitted = key === null ? null : await admitApiClient({ key, now });
  if (!admitted)
    throw answer({ error: "unauthorized", message: "Send Authorization: Bearer <key>" }, 401, {
      "WWW-Authenticate": "Bearer",
    });
  const { client, seconds } = admitted;
  if (seconds > 0)
    throw answer({ error: "too-many-requests", message: `Ask again in ${seconds} seconds` }, 429, {
      "Retry-After": String(seconds),
    });
  if (!client.scopes.includes(scope))
    throw answer({ error: "forbidden", message: `This key does not open "${scope}"` }, 403);
  return client;
}

/** The body as the schema reads it; throws the answer 422 with every field that is wrong. */
export async function questionFrom<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T>> {
  const parsed = schema.safeParse(await request.json().catch(() => null));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  throw answer({ error: "invalid-question", issues }, 422);
}

export const inWords = (refused: Refusal) => ({
  code: refused.code,
  rule: refused.source?.rule ?? null,
  source: refused.source,
  facts: refused.facts,
  "zh-CN": refusalIn("zh-CN", refused).sentence,
  en: refusalIn("en", refused).sentence,
});

export const checkInWords = (check: Check) => ({
  eligible: check.eligible,
  until: check.until?.toISOString() ?? null,
  reasons: check.refusals.map(inWords),
  warnings: check.warnings.map(inWords),
});
