/** A file of a frozen year: one moment of the register, as far as the reader answers for it. Throws responses. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { inTransaction, type Tx } from "~/db.server";
import { localeFrom } from "~/text/text";
import type { YearAskedFor, YearFile } from "./study-year-files.server";
import { requireSigned } from "./study-year-page.server";

const LONGEST_MS = 5 * 60_000;

export async function fileOfYear(
  { request, params }: LoaderFunctionArgs,
  mediaType: string,
  make: (tx: Tx, asked: YearAskedFor, actorId: string, now: Date) => Promise<YearFile>,
): Promise<Response> {
  const now = new Date();
  const { actor, freeze, unit, units, unitIds } = await requireSigned(request, params, now);
  const shown = units.flatMap(({ latest }) => (unitIds.includes(latest.unitId) ? [latest] : []));
  const asked = { freeze, district: unit.shortName, units: shown, locale: localeFrom(request) };
  const file = await inTransaction(
    (tx) => make(tx, asked, actor.accountId, now),
    "RepeatableRead",
    LONGEST_MS,
  );
  return attachment(file.bytes, { mediaType, ...file });
}
