/** A ban of another region that an address names, the form that records one, and what several routes of the register share. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { Actor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { requirePosted } from "~/posted.server";
import { certificationText } from "~/text/certification";
import { localeFrom } from "~/text/text";
import type { Verdict } from "~/verdict";
import { OUTSIDE_GROUNDS } from "./ground";
import type { NewOutsideBan } from "./outside-bans.server";

export const BANS = "/ban-register";
type Deciding = "ban:confirm" | "ban:record";

/** A ban of another region, or 404. */
export async function requireOutsideBan(
  request: Request,
  { banId }: { banId?: string },
  permission: Deciding,
): Promise<{ actor: Actor; ban: { id: string; name: string; decisionNumber: string } }> {
  const actor = await requirePermission(request, permission);
  const ban = isUuid(banId)
    ? await prisma.outsideBan.findUnique({
        where: { id: banId },
        select: { id: true, name: true, decisionNumber: true },
      })
    : null;
  if (!ban) throw new Response(null, { status: 404 });
  return { actor, ban };
}

/** The loader of an act that is a form without fields: the register offers it. */
export async function banActPage({ request, params }: LoaderFunctionArgs, permission: Deciding) {
  await requireOutsideBan(request, params, permission);
  requirePosted(request, BANS);
  return null;
}

/** Such an act: done, or the refusals. */
export async function banAct(
  { request, params }: ActionFunctionArgs,
  { permission, done }: { permission: Deciding; done: string },
  act: (tx: Tx, named: { banId: string }, actorId: string, now: Date) => Promise<Verdict>,
) {
  const { actor, ban } = await requireOutsideBan(request, params, permission);
  const verdict = await inTransaction((tx) => act(tx, { banId: ban.id }, actor.accountId, new Date()));
  if (verdict.ok) throw redirect(`${BANS}?done=${done}`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

const LONGEST = 200;

/** What was typed, and the ban when it can be read. The identity number is not given back: it does not travel twice. */
export async function banTyped(request: Request) {
  const locale = localeFrom(request);
  const all = certificationText[locale];
  const t = all.bans.form;
  const { identityNumber = "", ...typed } = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const texts = {
    name: read.text("name", t.name, LONGEST),
    authority: read.text("authority", t.authority, LONGEST),
    decisionNumber: read.text("decisionNumber", t.decisionNumber, LONGEST),
    source: read.text("source", t.source, LONGEST),
  };
  const ground = read.choice("ground", t.ground, OUTSIDE_GROUNDS);
  const fromOn = read.date("fromOn", t.fromOn);
  const lastDayOn = read.optionalDate("lastDayOn", t.lastDayOn);
  const { problems } = read;
  const { name, authority, decisionNumber, source } = texts;
  if (!name || !authority || !decisionNumber || !source || !ground || !fromOn || problems.length > 0)
    return { typed, problems, ban: null };
  const ban: NewOutsideBan = {
    ...{ name, identityNumber, authority, decisionNumber, ground, fromOn, lastDayOn, source },
  };
  return { typed, problems, ban };
}
