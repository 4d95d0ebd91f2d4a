/** A file of a year: one moment of the register, as far as the reader answers for it. Throws responses. */
import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { chinaDateOf } from "~/calendar";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { localeFrom } from "~/text/text";
import { districtsFor } from "./study-dry-run.server";
import { freezeOf } from "./study-frozen.server";
import { unitsOfYear } from "./study-year-figures.server";
import { frozenYear, provisionalYear, type YearAskedFor, type YearFile } from "./study-year-files.server";
import { requireSigned, yearsShown } from "./study-year-page.server";

const LONGEST_MS = 5 * 60_000;
type Make = (tx: Tx, asked: YearAskedFor, actorId: string, now: Date) => Promise<YearFile>;

/** Of a frozen year. */
export async function fileOfYear(
  { request, params }: LoaderFunctionArgs,
  mediaType: string,
  make: Make,
): Promise<Response> {
  const now = new Date();
  const { actor, freeze, unit, units, unitIds } = await requireSigned(request, params, now);
  const shown = units.flatMap(({ latest }) => (unitIds.includes(latest.unitId) ? [latest] : []));
  const asked = { freeze, district: unit.shortName, units: shown, locale: localeFrom(request) };
  return fileFrom(mediaType, async (tx) => make(tx, await frozenYear(tx, asked), actor.accountId, now));
}

/** Of a year that is not frozen, as it stands; of a frozen one there are official files, and its page gives them. */
export async function provisionalFile(
  { request }: LoaderFunctionArgs,
  mediaType: string,
  make: Make,
): Promise<Response> {
  const now = new Date();
  const actor = await requirePermission(request, "study-year:read");
  const today = chinaDateOf(now);
  const search = new URL(request.url).searchParams;
  const districts = await districtsFor(prisma, actor, today);
  const district = districts.find(({ unitId }) => unitId === search.get("unit"));
  const year = yearsShown(today).find((known) => String(known) === search.get("year"));
  if (!district || !year) throw new Response(null, { status: 404 });
  const { unitId, shortName } = district;
  const freeze = await freezeOf(prisma, unitId, year);
  if (freeze?.signed) throw redirect(`/study-years/${freeze.freezeId}`);
  const all = await unitsOfYear(prisma, { unitId, year });
  const units = all.filter(({ path }) => can(actor, "study-year:read", { path }));
  const asked = { unitId, year, units, district: shortName, locale: localeFrom(request) };
  return fileFrom(mediaType, async (tx) =>
    make(tx, await provisionalYear(tx, asked, now), actor.accountId, now),
  );
}

async function fileFrom(mediaType: string, make: (tx: Tx) => Promise<YearFile>): Promise<Response> {
  const file = await inTransaction(make, "RepeatableRead", LONGEST_MS);
  return attachment(file.bytes, { mediaType, ...file });
}
