/** The form of a supervision notice: on the findings of an audit, or for units without an approved plan. Throws responses. */
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { prisma } from "~/db.server";
import { isUuid, newId } from "~/ids";
import { unitsUnder } from "~/organisation/units.server";
import { unitsWithoutPlan } from "~/plans/overview";
import { plansOf } from "~/plans/plans.server";
import { requireAudit } from "~/study/audit-page.server";
import { sampleOf } from "~/study/audit-sample.server";
import type { NewNotice } from "~/study/notices.server";
import { MOST_WORKING_DAYS } from "~/study/rectification";
import { supervisionText } from "~/text/supervision";
import { type Locale, localeFrom, textFor } from "~/text/text";
import { readerOf, typedFrom } from "./typed-form.server";

export async function noticeChoices(request: Request) {
  const now = new Date();
  const actor = await requirePermission(request, "supervision:issue");
  const today = chinaDateOf(now);
  const search = new URL(request.url).searchParams;
  const auditId = search.get("audit");
  const found = auditId ? await requireAudit(request, { auditId }, "supervision:issue", now) : null;
  const all = (await unitsUnder(prisma, pathsFor(actor, "supervision:issue"), today)).filter(({ path }) =>
    can(actor, "supervision:issue", { path }),
  );
  const names = new Map(all.map(({ unitId, shortName }) => [unitId, shortName]));
  const sample = found ? await sampleOf(prisma, found.audit.auditId, today) : [];
  const findings = sample.flatMap(({ verdictId, kind, place, name, title, unitId, startAt }) =>
    verdictId && kind
      ? [{ verdictId, kind, place, name, title, unitId, startAt, unitName: names.get(unitId) ?? "" }]
      : [],
  );
  const year = yearOf(today);
  const concerned = found
    ? new Set(findings.map(({ unitId }) => unitId))
    : new Set(
        unitsWithoutPlan(all, await plansOf(prisma, [...names.keys()], year, now)).map((one) => one.unitId),
      );
  const units = all.filter(({ unitId }) => concerned.has(unitId));
  const asked = units.find(({ unitId }) => unitId === search.get("unit"));
  return {
    ...{ actor, year, findings, locale: localeFrom(request) as Locale },
    audit: found && { auditId: found.audit.auditId, noticeNumber: found.audit.noticeNumber },
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    chosenUnit: asked?.unitId ?? (units.length === 1 ? units[0]!.unitId : ""),
  };
}

type Choices = Awaited<ReturnType<typeof noticeChoices>>;

/** `notice`: null where something is missing. Findings of other units than the one chosen are left out by the verb. */
export function noticeTyped(form: FormData, { units, findings, audit, year, locale }: Choices) {
  const t = textFor(supervisionText, locale);
  const typed = typedFrom(form);
  const read = readerOf(typed, locale);
  const number = read.text("number", t.number, 60);
  const unitId = read.choice(
    "unitId",
    t.unit,
    units.map(({ value }) => value),
  );
  const demand = read.text("demand", t.demand, 500);
  const workingDays = read.amount("workingDays", t.workingDays, MOST_WORKING_DAYS);
  const verdictIds = read.several(
    "verdicts",
    findings.map(({ verdictId }) => verdictId),
  );
  if (!number || !unitId || !demand || !workingDays) return { typed, problems: read.problems, notice: null };
  const noticeId = isUuid(typed.noticeId) ? typed.noticeId : newId();
  const common = { noticeId, number, unitId, demand, workingDays };
  const notice: NewNotice = audit
    ? { ...common, ground: "study-audit", auditId: audit.auditId, verdictIds }
    : { ...common, ground: "no-plan", year };
  return { typed, problems: read.problems, notice };
}
