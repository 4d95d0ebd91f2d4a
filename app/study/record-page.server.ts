/** The entry an address names, for the pages about it and the acts on it: in the caller's scope, or 404. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission } from "~/access/permissions";
import { requireActor } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, type UnitFacts } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import type { Refusal } from "~/verdict";
import { findRecord, type StudyRecordWhole } from "./records.server";

export type RecordPage = { record: StudyRecordWhole; unit: UnitFacts; name: string; today: DateOn };

/** With one of these permissions in the unit the study was done for (404), and with one anywhere at all (403). */
export async function recordFrom(
  tx: Tx,
  recordId: string | undefined,
  actor: Actor,
  permissions: readonly Permission[],
  now: Date,
): Promise<RecordPage> {
  if (!permissions.some((permission) => can(actor, permission))) throw new Response(null, { status: 403 });
  const record = isUuid(recordId) ? await findRecord(tx, recordId) : null;
  if (!record) throw new Response(null, { status: 404 });
  const today = chinaDateOf(now);
  const unit = await findUnit(tx, record.unitId, today);
  if (!unit || !permissions.some((permission) => can(actor, permission, { path: unit.path })))
    throw new Response(null, { status: 404 });
  const names = await namesOn(tx, [record.personId], today);
  return { record, unit, name: names.get(record.personId) ?? "", today };
}

/** The loader of an act on an entry: whose it is, and what was studied. */
export async function recordActPage({ request, params }: LoaderFunctionArgs, allowed: readonly Permission[]) {
  const actor = await requireActor(request);
  const { record, name } = await recordFrom(prisma, params.recordId, actor, allowed, new Date());
  return { recordId: record.id, name, title: record.title };
}

type Acted = { ok: true; recordId?: string } | { ok: false; refusals: Refusal[] };

/** The action of an act on an entry: to the entry when it is done (or the one it answers), else the form again with every reason. */
export async function recordActFrom<Typed extends object>(
  { request, params }: ActionFunctionArgs,
  { allowed, done, read }: { allowed: readonly Permission[]; done: string; read: (form: FormData) => Typed },
  act: (tx: Tx, named: { recordId: string } & Typed, actorId: string, now: Date) => Promise<Acted>,
) {
  const actor = await requireActor(request);
  const now = new Date();
  const { record } = await recordFrom(prisma, params.recordId, actor, allowed, now);
  const typed = read(await request.formData());
  const answer = await inTransaction((tx) =>
    act(tx, { recordId: record.id, ...typed }, actor.accountId, now),
  );
  if (answer.ok)
    throw redirect(`/study-records/${answer.recordId ?? record.id}?done=${done}`, { status: 303 });
  return data({ refusals: answer.refusals, typed }, { status: 422 });
}

/** One's own entry that an address names, or 404. */
export async function requireOwnRecord(
  tx: Tx,
  recordId: string | undefined,
  personId: string,
): Promise<StudyRecordWhole> {
  const record = isUuid(recordId) ? await findRecord(tx, recordId) : null;
  if (!record || record.personId !== personId) throw new Response(null, { status: 404 });
  return record;
}
