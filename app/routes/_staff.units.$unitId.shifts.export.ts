import type { LoaderFunctionArgs } from "@remix-run/node";
import { dateOnFrom } from "~/calendar";
import { listDownload } from "~/casework/list-download.server";
import { mondayOf, type ShiftShown, shiftsOfWeek } from "~/positions/shift-list.server";
import { unitWithPosts } from "~/positions/unit-page.server";
import { longDate, shortInstant } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { organisationText } from "~/text/organisation";
import { refusalIn } from "~/text/refusals";
import { shiftsText } from "~/text/shifts";
import type { Locale } from "~/text/text";

/** A week of a unit's shifts: a row for everybody on each, and one for a shift with nobody yet. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, unit, today } = await unitWithPosts(request, params.unitId, "position:read", new Date());
  return listDownload(
    request,
    "shifts",
    async (tx, { search, locale, now }) => {
      const t = shiftsText[locale];
      const monday = mondayOf(dateOnFrom(search.get("week") ?? "") ?? today);
      const shifts = await shiftsOfWeek(tx, unit.unitId, monday, now);
      return {
        columns: [t.from, t.until, t.place, t.act, t.field, t.people, t.standing, t.reasons],
        rows: rowsOf(shifts, locale),
        words: [
          [organisationText[locale].unit, unit.name],
          [t.weekName, longDate(monday, locale)],
        ],
        filters: [`unit:${unit.unitId}`, `week:${monday}`],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(shifts: readonly ShiftShown[], locale: Locale): AsyncGenerator<string[]> {
  const t = shiftsText[locale];
  for (const { startsAt, endsAt, place, act, field, people, stands, team } of shifts) {
    const state = stands === null ? t.over : stands ? t.stands : t.broken;
    const about = [shortInstant(startsAt), shortInstant(endsAt), place, t.acts[act]];
    const ofField = field ? fieldName(locale, field) : t.anyField;
    const rows = people.length > 0 ? people : [{ name: t.nobody, refusals: [] }];
    for (const { name, refusals } of rows) {
      const reasons = [...refusals, ...team].map((reason) => refusalIn(locale, reason).sentence);
      yield [...about, ofField, name, state, reasons.join(locale === "zh-CN" ? "；" : "; ")];
    }
  }
}
