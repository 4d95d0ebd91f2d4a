import { redirect } from "@remix-run/node";
import { type Actor, can, pathsFor, rolesAt } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { prisma } from "~/db.server";
import type { UnitFacts } from "~/organisation/unit";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { packVersion } from "~/rulebook/packs.server";
import { maySeeMarks } from "./appointment-list.server";
import { mayKnowCandidates } from "./concealment";
import { phaseOf } from "./exam";
import { examFrom } from "./exam-page.server";
import { REPORT_GROUPS } from "./exam-report";
import type { ReportScope } from "./exam-report.server";
import type { ExamListed } from "./exams.server";
import type { ReportFilter } from "./report-people.server";
import { VIOLATION_CODES } from "./violation";

export type Report = {
  actor: Actor;
  exam: ExamListed;
  /** The day of the exam, whose units and names the report tells. */
  on: DateOn;
  /** What of the tree the reader answers for. */
  units: UnitFacts[];
  /** The unit asked for, with all below it; null: all. */
  chosen: UnitFacts | null;
  /** Those counted: of the subtree chosen. */
  shown: UnitFacts[];
  scope: ReportScope;
  /** "open": results are out, or the reader is who releases them and all papers are in. */
  state: "open" | "not-over" | "not-released" | "cancelled";
  isReleased: boolean;
  holder: string;
};

/**
 * The report as far as the reader may read it. Results before their release are only for who releases them; those of an
 * exam before an appointment only for whom the rule pack names, 403 for everybody else.
 */
export async function requireReport(
  request: Request,
  params: { examId?: string },
  now: Date,
): Promise<Report> {
  const actor = await requirePermission(request, "exam:read");
  const exam = await examFrom(actor, params);
  const on = chinaDateOf(exam.opensAt);
  const holder = await findUnit(prisma, exam.unitId, on);
  if (!(await mayReadResults(actor, exam, holder))) throw new Response(null, { status: 403 });
  const units = await unitsUnder(prisma, pathsFor(actor, "exam:read"), on);
  const asked = new URL(request.url).searchParams.get("unit");
  const chosen = units.find(({ unitId }) => unitId === asked) ?? null;
  const shown = chosen ? units.filter(({ path }) => path.startsWith(chosen.path)) : units;
  const unitIds = shown.map(({ unitId }) => unitId);
  const served = servedBy(holder);
  const servedIds = shown.flatMap(({ unitId, path }) => (served && path.startsWith(served) ? [unitId] : []));
  const phase = phaseOf(exam, exam.acts, now);
  const releases = holder !== null && can(actor, "exam:release", { path: holder.path });
  return {
    ...{ actor, exam, on, units, chosen, shown, scope: { unitIds, servedIds }, holder: holder?.name ?? "" },
    state: stateOf(phase, releases),
    isReleased: phase === "released",
  };
}

function stateOf(phase: ReturnType<typeof phaseOf>, releases: boolean): Report["state"] {
  if (phase === "released") return "open";
  if (phase === "cancelled") return "cancelled";
  if (phase !== "ended") return "not-over";
  return releases ? "open" : "not-released";
}

async function mayReadResults(actor: Actor, exam: ExamListed, holder: UnitFacts | null): Promise<boolean> {
  if (exam.regime === null) return true;
  if (!mayKnowCandidates(actor, exam) || !holder) return false;
  const { packVersionId } = await prisma.exam.findUniqueOrThrow({ where: { id: exam.id } });
  const { pack } = await packVersion(prisma, packVersionId);
  return maySeeMarks(rolesAt(actor, holder.path), pack.preAppointment[exam.regime]);
}

/** An office of legal affairs holds exams for the whole district, any other unit for its own people. */
const servedBy = (holder: UnitFacts | null): string | null =>
  holder && (holder.kind === "legal-affairs-office" ? holder.path.replace(/[^/]+\/$/, "") : holder.path);

/** For the parts of a report: where it may not be read yet, the report itself says why. */
export async function requireOpenReport(
  request: Request,
  params: { examId?: string },
  now: Date,
): Promise<Report & { filter: ReportFilter }> {
  const report = await requireReport(request, params, now);
  if (report.state !== "open") throw redirect(`/exams/${report.exam.id}/report`);
  const search = new URL(request.url).searchParams;
  const group = REPORT_GROUPS.find((one) => one === search.get("group")) ?? null;
  const code = VIOLATION_CODES.find((one) => one === search.get("code")) ?? null;
  return { ...report, filter: { examId: report.exam.id, ...report.scope, group, code } };
}
