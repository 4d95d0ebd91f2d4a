/** Sessions: server-side rows behind a random cookie. Every loader and action asks here who is calling. */
import { createHash, randomBytes } from "node:crypto";
import { createCookie, redirect } from "@remix-run/node";
import { record } from "~/audit/audit.server";
import { prisma, type Tx } from "~/db.server";
import { env } from "~/env.server";
import { newId } from "~/ids";
import { type Actor, can, isStaff, type Permission, type Role, type Scope } from "./permissions";

const IDLE_HOURS = 2;
const LONGEST_HOURS = 12;
const TOUCH_MINUTES = 5;

const HOUR = 3_600_000;

function cookie() {
  const secure = env().publicUrl.startsWith("https:");
  return createCookie(secure ? "__Host-chizheng" : "chizheng", {
    httpOnly: true,
    sameSite: "lax",
    secure,
    path: "/",
  });
}

const tokenHash = (token: string) => new Uint8Array(createHash("sha256").update(token).digest());

/** Opens a session and answers the Set-Cookie header. */
export async function openSession(
  tx: Tx,
  account: { id: string },
  userAgent: string,
  now: Date,
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const id = newId();
  await tx.session.create({
    data: {
      id,
      tokenHash: tokenHash(token),
      accountId: account.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + LONGEST_HOURS * HOUR),
      userAgent: userAgent.slice(0, 200),
    },
  });
  await record(tx, { type: "account.signed-in", at: now, actorId: account.id, data: { sessionId: id } });
  return cookie().serialize(token);
}

/** Ends the caller's session, if there is one, and answers the header that removes the cookie. */
export async function closeSession(tx: Tx, request: Request, now: Date): Promise<string> {
  const token = await cookie().parse(request.headers.get("Cookie"));
  const session =
    typeof token === "string"
      ? await tx.session.findUnique({ where: { tokenHash: tokenHash(token) } })
      : null;
  if (session && !session.endedAt) {
    await tx.session.update({ where: { id: session.id }, data: { endedAt: now, endReason: "signed-out" } });
    await record(tx, {
      type: "account.signed-out",
      at: now,
      actorId: session.accountId,
      data: { sessionId: session.id },
    });
  }
  return cookie().serialize("", { maxAge: 0 });
}

/** Ends every session of an account at once: when it is disabled, its roles change, or its password does. */
export async function endSessions(tx: Tx, accountId: string, reason: string, now: Date): Promise<void> {
  await tx.session.updateMany({
    where: { accountId, endedAt: null },
    data: { endedAt: now, endReason: reason },
  });
}

// One look-up a request, however many nested loaders ask.
const known = new WeakMap<Request["signal"], Promise<Actor | null>>();

/** Who is calling, or null. */
export async function findActor(request: Request, now = new Date()): Promise<Actor | null> {
  const cached = known.get(request.signal);
  if (cached) return cached;
  const found = readActor(request, now);
  known.set(request.signal, found);
  return found;
}

async function readActor(request: Request, now: Date): Promise<Actor | null> {
  const token = await cookie().parse(request.headers.get("Cookie"));
  if (typeof token !== "string" || token === "") return null;
  const session = await prisma.session.findUnique({
    where: { tokenHash: tokenHash(token) },
    include: { account: { include: { grants: { where: { withdrawnAt: null } } } } },
  });
  if (!session || session.endedAt || session.account.disabledAt || session.expiresAt <= now) return null;
  const idle = now.getTime() - session.lastSeenAt.getTime();
  if (idle > IDLE_HOURS * HOUR) return null;
  if (idle > TOUCH_MINUTES * 60_000) {
    await prisma.session.update({ where: { id: session.id }, data: { lastSeenAt: now } });
  }
  const { account } = session;
  const paths = await pathsOf(account.grants.map((grant) => grant.unitId));
  return {
    accountId: account.id,
    personId: account.personId,
    displayName: account.displayName,
    grants: account.grants.flatMap((grant) => {
      const path = paths.get(grant.unitId);
      return path ? [{ role: grant.role as Role, unitId: grant.unitId, path }] : [];
    }),
  };
}

/** Permissions use today's tree (reports use the tree of their date). */
async function pathsOf(unitIds: string[]): Promise<Map<string, string>> {
  if (unitIds.length === 0) return new Map();
  const versions = await prisma.unitVersion.findMany({
    where: { unitId: { in: unitIds }, supersededAt: null, toOn: null },
    select: { unitId: true, path: true },
  });
  return new Map(versions.map((version) => [version.unitId, version.path]));
}

/** The caller, or a redirect to the sign-in page that comes back here. */
export async function requireActor(request: Request): Promise<Actor> {
  const actor = await findActor(request);
  if (actor) return actor;
  const { pathname, search } = new URL(request.url);
  const back =
    request.method === "GET" ? `?to=${encodeURIComponent(pathname.replace(/\.data$/, "") + search)}` : "";
  throw redirect(`/sign-in${back}`);
}

/** The caller with the permission in that scope, or 403. Call it in every loader and action. */
export async function requirePermission(
  request: Request,
  permission: Permission,
  scope: Scope = {},
): Promise<Actor> {
  const actor = await requireActor(request);
  if (!can(actor, permission, scope)) throw new Response(null, { status: 403 });
  return actor;
}

/** The caller as a person with records of their own, or 403. */
export async function requirePerson(request: Request): Promise<Actor & { personId: string }> {
  const actor = await requireActor(request);
  if (!actor.personId) throw new Response(null, { status: 403 });
  return { ...actor, personId: actor.personId };
}

export async function requireStaff(request: Request): Promise<Actor> {
  const actor = await requireActor(request);
  if (!isStaff(actor)) throw new Response(null, { status: 403 });
  return actor;
}
