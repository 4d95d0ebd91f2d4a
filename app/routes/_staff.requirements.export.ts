import type { LoaderFunctionArgs } from "@remix-run/node";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { listDownload } from "~/casework/list-download.server";
import type { Tx } from "~/db.server";
import { requirementTypedFrom } from "~/exams/requirement-filters";
import { type RequirementFilters, requirementsMatching } from "~/exams/requirement-list.server";
import { unitsUnder } from "~/organisation/units.server";
import { longDate } from "~/text/dates";
import { examsText } from "~/text/exams";
import { requiredExam } from "~/text/required-exam";
import { requirementsText } from "~/text/requirements";
import type { Locale } from "~/text/text";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "requirement:read");
  return listDownload(
    request,
    "requirements",
    async (tx, { search, locale, now }) => {
      const today = chinaDateOf(now);
      const units = await unitsUnder(tx, pathsFor(actor, "requirement:read"), today);
      const { q, unit, kind, standing } = requirementTypedFrom(search);
      const chosen = units.find(({ unitId }) => unitId === unit);
      const shown = chosen ? units.filter(({ path }) => path.startsWith(chosen.path)) : units;
      const filters = {
        unitIds: shown.map(({ unitId }) => unitId),
        withProposals: can(actor, "appointment:read"),
        q,
        ...(kind ? { kind } : {}),
        ...(standing ? { standing } : {}),
      };
      const t = requirementsText[locale];
      const words: [string, string][] = [
        [t.name, q],
        [t.unit, chosen?.name ?? ""],
        [t.kind, kind ? examsText[locale].kinds[kind] : ""],
        [t.state, standing ? t.standings[standing] : ""],
      ];
      return {
        columns: [t.person, t.unit, t.exam, t.dueOn, t.state, t.source, t.latest],
        rows: rowsOf(tx, filters, locale, now),
        words: words.filter(([, value]) => value !== ""),
        filters: [
          ...(q ? ["q"] : []),
          ...(chosen ? [`unit:${chosen.unitId}`] : []),
          ...(kind ? [`kind:${kind}`] : []),
          ...(standing ? [`state:${standing}`] : []),
        ],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(tx: Tx, filters: RequirementFilters, locale: Locale, now: Date) {
  const t = requirementsText[locale];
  for await (const rows of requirementsMatching(tx, filters, chinaDateOf(now), now))
    for (const { name, unit, dueOn, standing, source, latest, examTitle, ...required } of rows)
      yield [
        name,
        unit,
        examTitle ?? requiredExam(locale, required),
        longDate(dueOn, locale),
        t.standings[standing],
        t.sources[source],
        latest ? t.outcomes[latest.outcome] : "",
      ];
}
