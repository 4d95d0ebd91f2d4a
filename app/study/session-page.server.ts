/** The session an address names, for the pages about it and the acts on it: in the caller's scope, or 404. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { type NamedPerson, namedIn } from "~/personnel/named-staff.server";
import { namesOn } from "~/personnel/person.server";
import { requirePosted } from "~/posted.server";
import type { Refusal } from "~/verdict";
import { findMakeUp, type MakeUpFacts } from "./make-ups.server";
import { findSession, peopleOf, type SessionFacts } from "./session-list.server";

export type AtSession = { actor: Actor; session: SessionFacts; unit: UnitFacts };

/** Who may not do this to any session gets 403. */
export async function requireSession(
  request: Request,
  { sessionId }: { sessionId?: string },
  permission: Permission,
  now: Date,
): Promise<AtSession> {
  const actor = await requirePermission(request, permission);
  const session = isUuid(sessionId) ? await findSession(prisma, sessionId) : null;
  const unit = session && (await findUnit(prisma, session.unitId, chinaDateOf(now)));
  if (!session || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  return { actor, session, unit };
}

/** Who can be named: everybody in the unit and below it, and whoever is named already. */
export async function invitable(
  tx: Tx,
  unit: UnitFacts,
  today: DateOn,
  sessionId?: string,
): Promise<{ people: NamedPerson[]; chosen: string[] }> {
  const units = await unitsUnder(tx, [unit.path], today);
  const staff = await namedIn(
    tx,
    units.map(({ unitId }) => unitId),
    today,
  );
  const chosen = sessionId ? (await peopleOf(tx, sessionId)).map(({ personId }) => personId) : [];
  const others = chosen.filter((personId) => !staff.some((one) => one.personId === personId));
  const names = await namesOn(tx, others, today);
  const also = others.map((personId) => ({ personId, name: names.get(personId) ?? "" }));
  return { people: [...staff, ...also], chosen };
}

type Answer = { ok: true } | { ok: false; refusals: Refusal[] };

/** The loader of an act on a session that is a form without fields. */
export async function sessionActPage({ request, params }: LoaderFunctionArgs) {
  const { session } = await requireSession(request, params, "study-session:record", new Date());
  const back = `/study-sessions/${session.sessionId}`;
  requirePosted(request, back);
  return { back };
}

/** The action of an act on a session: to its page when it is done, else every reason, with the names of those concerned. */
export async function sessionActFrom<Typed extends object>(
  { request, params }: ActionFunctionArgs,
  { done, read }: { done: string; read: (form: FormData) => Typed },
  act: (tx: Tx, named: { sessionId: string } & Typed, actorId: string, now: Date) => Promise<Answer>,
) {
  const now = new Date();
  const { actor, session } = await requireSession(request, params, "study-session:record", now);
  const { sessionId } = session;
  const typed = read(await request.formData());
  const answer = await inTransaction((tx) => act(tx, { sessionId, ...typed }, actor.accountId, now));
  if (answer.ok) throw redirect(`/study-sessions/${sessionId}?done=${done}`, { status: 303 });
  const refusals = await withNames(prisma, answer.refusals, chinaDateOf(now));
  return data({ refusals, typed }, { status: 422 });
}

/** Refusals that name somebody by id, with the name as a fact for who reads them. */
export async function withNames(tx: Tx, refusals: readonly Refusal[], today: DateOn): Promise<Refusal[]> {
  const ids = refusals.flatMap(({ facts }) => (typeof facts.personId === "string" ? [facts.personId] : []));
  const names = await namesOn(tx, ids, today);
  return refusals.map((one) => {
    const name = names.get(String(one.facts.personId));
    return name ? { ...one, facts: { ...one.facts, name } } : one;
  });
}

export type AtMakeUp = { actor: Actor; makeUp: MakeUpFacts; name: string };

/** The make-up an address names, in the scope of the unit in which the person worked; nobody lets themselves off. */
export async function requireMakeUp(
  request: Request,
  { makeUpId }: { makeUpId?: string },
  permission: Permission,
  now: Date,
): Promise<AtMakeUp> {
  const actor = await requirePermission(request, permission);
  const today = chinaDateOf(now);
  const makeUp = isUuid(makeUpId) ? await findMakeUp(prisma, makeUpId) : null;
  const unit = makeUp && (await findUnit(prisma, makeUp.unitId, today));
  const personId = makeUp?.personId ?? "";
  if (!makeUp || !unit || !can(actor, permission, { path: unit.path, personId }))
    throw new Response(null, { status: 404 });
  const names = await namesOn(prisma, [personId], today);
  return { actor, makeUp, name: names.get(personId) ?? "" };
}
