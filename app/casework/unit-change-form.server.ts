/** The form that proposes a change of units, and the change that an address names. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, type Permission, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { uploadsFrom } from "~/components/upload.server";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { UNIT_KINDS } from "~/organisation/unit";
import { unitsUnder } from "~/organisation/units.server";
import { requirePosted } from "~/posted.server";
import { MOST_FILE_BYTES, tooLarge } from "~/study/evidence-file";
import { localeFrom } from "~/text/text";
import { unitChangesText } from "~/text/unit-changes";
import type { Verdict } from "~/verdict";
import { CHOICES, UNIT_CHANGE_KINDS } from "./unit-change";
import type { ChangeAsked } from "./unit-change-asked";
import { type ChangeShown, changeOf } from "./unit-change-results.server";

export const UNIT_CHANGES = "/unit-changes";
const LONGEST = 200;

/** Units a change may be proposed for. */
export async function unitsToChange(actor: Actor, today: DateOn) {
  const units = await unitsUnder(prisma, pathsFor(actor, "unit-change:propose"), today);
  return units.map(({ unitId, name, parentId }) => ({
    value: unitId,
    text: name,
    isRoot: parentId === null,
  }));
}

/** What was typed and sent, and the change when it can be read. The rest is the verb's to refuse. */
export async function changeTyped(request: Request, actor: Actor, now: Date) {
  const locale = localeFrom(request);
  const t = unitChangesText[locale].form;
  const sent = await uploadsFrom(request, { mostBytes: MOST_FILE_BYTES, mostFiles: 1 });
  const typed = typedFrom(sent.form);
  const read = readerOf(typed, locale);
  const [file] = sent.uploads;
  const offered = (await unitsToChange(actor, chinaDateOf(now))).map(({ value }) => value);
  const kind = read.choice("kind", t.kind, UNIT_CHANGE_KINDS);
  const chosen = read.several("units", offered);
  const targetId = kind === "merge" ? (read.optionalChoice("targetId", offered) ?? null) : null;
  const posts = read.choice("posts", t.posts, CHOICES);
  const roles = read.choice("roles", t.roles, CHOICES);
  const switchOn = read.date("switchOn", t.switchOn);
  const orderNumber = read.text("orderNumber", t.orderNumber, LONGEST);
  const announcedOn = read.optionalDate("announcedOn", t.announcedOn);
  const isNamed = kind === "rename" || (kind === "merge" && !targetId);
  const isNew = kind === "merge" && !targetId;
  const named = {
    code: isNew ? read.text("code", t.code, 40) : "",
    name: isNamed ? read.text("name", t.name, 60) : "",
    shortName: isNamed ? read.text("shortName", t.shortName, 20) : "",
    kind: isNew ? read.choice("unitKind", t.unitKind, UNIT_KINDS) : ("other" as const),
    parentId: isNew ? read.choice("parentId", t.parent, offered) : (offered[0] ?? ""),
  };
  if (!file && !sent.isTooLarge) read.against("file", t.fileMissing);
  const { problems } = read;
  const refusals = sent.isTooLarge ? [tooLarge()] : [];
  const { code, name, shortName, kind: unitKind, parentId } = named;
  const isWhole = kind && posts && roles && switchOn && orderNumber && unitKind && file;
  if (!isWhole || code === null || name === null || shortName === null || parentId === null)
    return { typed, problems, refusals, change: null, file: null };
  if (problems.length + refusals.length > 0) return { typed, problems, refusals, change: null, file: null };
  const change: ChangeAsked = {
    ...{ kind, switchOn, orderNumber, announcedOn },
    units: chosen.map((unitId) => ({ unitId, posts, roles })),
    targetId: kind === "rename" ? (chosen[0] ?? null) : targetId,
    newUnit: isNamed ? { code, name, shortName, kind: unitKind, parentId } : null,
  };
  return { typed, problems, refusals, change, file };
}

/** The change, or 404. */
export async function requireChange(
  request: Request,
  changeId: string | undefined,
  permission: Permission,
  now: Date,
): Promise<{ actor: Actor; change: ChangeShown }> {
  const actor = await requirePermission(request, permission);
  const change = await changeOf(prisma, changeId, actor, now);
  if (!change) throw new Response(null, { status: 404 });
  return { actor, change };
}

type Deciding = "unit-change:approve" | "unit-change:propose";

/** The loader of an act that is a button on the change's own page. */
export async function changeActPage({ request, params }: LoaderFunctionArgs, permission: Deciding) {
  const { change } = await requireChange(request, params.changeId, permission, new Date());
  requirePosted(request, `${UNIT_CHANGES}/${change.changeId}`);
  return { at: `${UNIT_CHANGES}/${change.changeId}`, orderNumber: change.asked.orderNumber };
}

/** Such an act: done, or the refusals. */
export async function changeAct(
  { request, params }: ActionFunctionArgs,
  permission: Deciding,
  act: (tx: Tx, named: { changeId: string }, actor: Actor, now: Date) => Promise<Verdict>,
) {
  const now = new Date();
  const { actor, change } = await requireChange(request, params.changeId, permission, now);
  const { changeId } = change;
  const verdict = await inTransaction((tx) => act(tx, { changeId }, actor, now));
  if (verdict.ok) throw redirect(`${UNIT_CHANGES}/${changeId}`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}
