/** The steps of a rectification, each a form of its own. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { Permission } from "~/access/permissions";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { requireRectification } from "./audit-page.server";
import { type Step, takeRectificationStep } from "./rectifications.server";

const LONGEST = 1000;

export async function rectificationActPage({ request, params }: LoaderFunctionArgs, permission: Permission) {
  const { rectification } = await requireRectification(request, params, permission, new Date());
  return { rectificationId: rectification.rectificationId, title: rectification.title };
}

export async function rectificationActFrom(
  { request, params }: ActionFunctionArgs,
  permission: Permission,
  step: Step["step"],
) {
  const now = new Date();
  const { actor, rectification } = await requireRectification(request, params, permission, now);
  const form = await request.formData();
  const typed = { statement: textIn(form, "statement", LONGEST), reference: textIn(form, "reference", 200) };
  const { rectificationId } = rectification;
  const verdict = await inTransaction((tx) =>
    takeRectificationStep(tx, { rectificationId, step, ...typed }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/rectifications/${rectificationId}?done=${step}`, { status: 303 });
  return data({ refusals: verdict.refusals, typed }, { status: 422 });
}
