import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { findApiClient } from "~/access/api-client.server";
import { prisma } from "~/db.server";
import { answerCheck } from "~/positions/check.server";
import { refusalIn } from "~/text/refusals";
import type { Refusal } from "~/verdict";

/**
 * May this officer enforce for this unit, at this instant? POST, so that nothing about a person stands in an address.
 * Body: { certificateNumber, unit (code), field?, at? (ISO instant; now if absent) }.
 */
const question = z.strictObject({
  certificateNumber: z.string().trim().min(1).max(40),
  unit: z.string().trim().min(1).max(40),
  field: z.string().trim().min(1).max(40).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});

export function loader() {
  return answer({ error: "method-not-allowed", message: "Ask with POST" }, 405);
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const client = await findApiClient(request, now);
  if (!client) return answer({ error: "unauthorized", message: "Send Authorization: Bearer <key>" }, 401);
  const parsed = question.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return answer({ error: "invalid-question", issues: issuesOf(parsed.error) }, 422);
  const { certificateNumber, unit, field, at } = parsed.data;
  const asked = { certificateNumber, unitCode: unit, field: field ?? null, at: at ? new Date(at) : now };
  const check = await answerCheck(prisma, asked, client, now);
  if (!check) return answer({ error: "unit-not-found", message: "No such unit in this key's scope" }, 404);
  return answer({
    eligible: check.eligible,
    askedAbout: asked.at.toISOString(),
    checkedAt: now.toISOString(),
    until: check.until?.toISOString() ?? null,
    reasons: check.refusals.map(inWords),
    warnings: check.warnings.map(inWords),
  });
}

const inWords = (refused: Refusal) => ({
  code: refused.code,
  rule: refused.source?.rule ?? null,
  source: refused.source,
  facts: refused.facts,
  "zh-CN": refusalIn("zh-CN", refused).sentence,
  en: refusalIn("en", refused).sentence,
});

const issuesOf = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => ({ field: path.join("."), message }));

// A verdict is true for the instant it was asked about and no longer: nobody keeps a copy.
const answer = (body: unknown, status = 200) =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
