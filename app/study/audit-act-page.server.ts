/** The acts on a sampled record, each a form of its own: who may, what was posted, where it leads. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { Actor } from "~/access/permissions";
import { inTransaction, type Tx } from "~/db.server";
import type { Refusal } from "~/verdict";
import { requireSampled } from "./audit-page.server";
import type { AtPlace } from "./audit-verdicts.server";

export const placeHref = ({ auditId, place }: AtPlace) => `/study-audits/${auditId}/records/${place}`;

/** What each act's own page says above its form. */
export async function sampledActPage({ request, params }: LoaderFunctionArgs) {
  const { audit, at, sampled } = await requireSampled(request, params, "study-audit:write", new Date());
  return {
    at,
    back: placeHref(at),
    name: sampled.name,
    title: sampled.title,
    noticeNumber: audit.noticeNumber,
    size: audit.size,
    seen: { verdictId: sampled.verdictId, kind: sampled.kind, facts: sampled.facts },
  };
}

type Acted = { ok: true } | { ok: false; refusals: Refusal[] };

/** To the record when it is done, or to the next one where that was asked; else the form again with every reason. */
export async function sampledActFrom<Typed extends object>(
  { request, params }: ActionFunctionArgs,
  { done, read }: { done: string; read: (form: FormData) => Typed },
  act: (tx: Tx, at: AtPlace & Typed, actor: Actor, now: Date) => Promise<Acted>,
) {
  const now = new Date();
  const { actor, audit, at } = await requireSampled(request, params, "study-audit:write", now);
  const form = await request.formData();
  const typed = read(form);
  const answer = await inTransaction((tx) => act(tx, { ...at, ...typed }, actor, now));
  if (!answer.ok) return data({ refusals: answer.refusals, typed }, { status: 422 });
  const goesOn = form.get("go") === "next" && at.place < audit.size;
  const place = goesOn ? at.place + 1 : at.place;
  throw redirect(`${placeHref({ ...at, place })}?done=${done}`, { status: 303 });
}
