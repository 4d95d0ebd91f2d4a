/** Sessions: server-side rows behind a random cookie. Every loader and action asks here who is calling. */
import { createHash, randomBytes } from "node:crypto";
import { redirect } from "@remix-run/node";
import type { Asked } from "~/asked";
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { prisma, rowsOf, type Tx } from "~/db.server";
import { env } from "~/env.server";
import { newId } from "~/ids";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";
import { addressClassOf } from "./address";
import { cookieNamed } from "./cookie.server";
import { recordDenied } from "./denials.server";
import { isPasswordExpired, passwordProfile } from "./password-policy";
import { type Actor, can, isStaff, type Permission, type Scope } from "./permissions";

const IDLE_HOURS = 2;
const LONGEST_HOURS = 12;
const TOUCH_MINUTES = 5;

const HOUR = 3_600_000;

const cookie = () => cookieNamed("chizheng");

const tokenHash = (token: string) => new Uint8Array(createHash("sha256").update(token).digest());

/** Opens a session and answers the Set-Cookie header. Of the address only its kind is kept. */
export async function openSession(
  tx: Tx,
  account: { id: string; address?: string },
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
      addressClass: addressClassOf(account.address ?? ""),
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
  const ended =
    session &&
    (await tx.session.updateMany({
      where: { id: session.id, endedAt: null },
      data: { endedAt: now, endReason: "signed-out" },
    }));
  if (session && ended?.count)
    await record(tx, {
      type: "account.signed-out",
      at: now,
      actorId: session.accountId,
      data: { sessionId: session.id },
    });
  return cookie().serialize("", { maxAge: 0 });
}

/**
 * Ends every session of an account at once, but `keepId` if one is named: when it is disabled, its roles change, its
 * password does, or somebody asks. Answers how many were still open.
 */
export async function endSessions(
  tx: Tx,
  accountId: string,
  reason: string,
  now: Date,
  keepId?: string,
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { accountId, endedAt: null, ...(keepId ? { id: { not: keepId } } : {}) },
    data: { endedAt: now, endReason: reason },
  });
  return count;
}

/** In the WHERE of a query about sessions that still work. */
export const liveSession = (now: Date) => ({
  endedAt: null,
  expiresAt: { gt: now },
  lastSeenAt: { gt: idleSince(now) },
});

const idleSince = (now: Date) => new Date(now.getTime() - IDLE_HOURS * HOUR);

/** Who is calling, and through which session. */
export type Caller = Actor & {
  sessionId: string;
  /** When this session began: how long ago somebody proved who they are. */
  openedAt: Date;
  /** The password was too old already when this session began: nothing is done before it is changed. */
  mustChangePassword: boolean;
};

type Seen = Actor & { sessionId: string; lastSeenAt: Date; openedAt: Date; passwordSetAt: Date | null };

/** Who is calling, or null. One statement a page. */
export async function findActor(request: Asked, now = new Date()): Promise<Caller | null> {
  // The loaders of a page ask side by side, and are answered together.
  const visit = request.headers.get("X-Request-Id");
  if (visit === null) return readActor(request, now);
  const asked = asking.get(visit) ?? readActor(request, now).finally(() => asking.delete(visit));
  asking.set(visit, asked);
  return asked;
}

/** By the request that the server numbered; nobody outside can choose the number. */
const asking = new Map<string, Promise<Caller | null>>();

async function readActor(request: Asked, now: Date): Promise<Caller | null> {
  const hash = await sessionHashFrom(request);
  const seen = hash && (await readSession(hash, now));
  if (!seen) return null;
  const { lastSeenAt, openedAt, passwordSetAt, ...actor } = seen;
  if (now.getTime() - lastSeenAt.getTime() > TOUCH_MINUTES * 60_000) {
    await prisma.session.update({ where: { id: actor.sessionId }, data: { lastSeenAt: now } });
  }
  const profile = passwordProfile(env().passwordProfile);
  return {
    ...actor,
    openedAt,
    mustChangePassword: passwordSetAt !== null && isPasswordExpired(passwordSetAt, openedAt, profile),
  };
}

/** For FROM: the session `s` with this token and its account `a`, while both work. Both may be columns, too. */
export const workingSession = (
  hash: Uint8Array | Prisma.Sql,
  now: Date | Prisma.Sql,
): Prisma.Sql => Prisma.sql`
    session s JOIN account a ON a.id = s.account_id AND s.token_hash = ${hash} AND s.ended_at IS NULL
      AND s.expires_at > ${now}::timestamptz AND s.last_seen_at > ${now}::timestamptz - make_interval(hours => ${IDLE_HOURS}::int)
      AND NOT EXISTS (SELECT 1 FROM account_disabling d WHERE d.account_id = a.id AND d.enabled_at IS NULL)`;

/** What stands for the caller's session in statements; null when the request brings none. Says nothing of whether it works. */
export async function sessionHashFrom(request: Asked): Promise<Uint8Array | null> {
  const token: unknown = await cookie().parse(request.headers.get("Cookie"));
  return typeof token === "string" && token !== "" ? tokenHash(token) : null;
}

/**
 * A live session with its account's roles. Permissions use today's tree (reports use the tree of their date). The
 * published password of a demo account does not age.
 */
async function readSession(hash: Uint8Array, now: Date): Promise<Seen | null> {
  const statement = Prisma.sql`/* prepared as session */
    SELECT s.id AS "sessionId", s.last_seen_at AS "lastSeenAt", s.created_at AS "openedAt", a.id AS "accountId",
      a.person_id AS "personId", a.display_name AS "displayName",
      (SELECT max(c.set_at) FROM credential c WHERE c.account_id = a.id AND NOT a.is_demo) AS "passwordSetAt",
      coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'unitId', g.unit_id, 'path', u.path))
        FILTER (WHERE u.path IS NOT NULL), '[]') AS grants
    FROM ${workingSession(hash, now)}
    LEFT JOIN role_grant g ON g.account_id = a.id AND g.withdrawn_at IS NULL
    LEFT JOIN ${unitsOn(chinaDateOf(now))} u ON u.unit_id = g.unit_id
    GROUP BY s.id, a.id`;
  const [seen] = await rowsOf<Seen>(prisma, statement);
  return seen ?? null;
}

/** The caller, or a redirect to the sign-in page that comes back here; or to the password page when that comes first. */
export async function requireActor(request: Request): Promise<Caller> {
  const caller = await requireCaller(request);
  if (caller.mustChangePassword) throw redirect("/password?expired=1");
  return caller;
}

/** The same for the page where an old password is changed. */
export async function requireCaller(request: Request): Promise<Caller> {
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
): Promise<Caller> {
  const actor = await requireActor(request);
  if (can(actor, permission, scope)) return actor;
  const { accountId: actorId } = actor;
  const about = scope.personId ? { personId: scope.personId } : {};
  await recordDenied(prisma, { at: new Date(), actorId, permission, ...about });
  throw new Response(null, { status: 403 });
}

/** The caller as a person with records of their own, or 403. */
export async function requirePerson(request: Request): Promise<Caller & { personId: string }> {
  const actor = await requireActor(request);
  if (!actor.personId) throw new Response(null, { status: 403 });
  return { ...actor, personId: actor.personId };
}

export async function requireStaff(request: Request): Promise<Caller> {
  const actor = await requireActor(request);
  if (!isStaff(actor)) throw new Response(null, { status: 403 });
  return actor;
}
