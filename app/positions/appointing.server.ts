/** 领导岗任用: proposed with everything that stands against it at once, decided by another, and then an assignment. */
import { record } from "~/audit/audit.server";
import { type DateOn, fromDbDate, toDbDate } from "~/calendar";
import { lockPeople, lockUnitToRead, rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { type Refusal, refusal, refusalsOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { type AppointmentDecision, type Asking, mayDecideAppointment } from "./appointing";
import { assignmentReasons } from "./assignment-reasons.server";
import { assignPerson } from "./assignments.server";
import { regimeOf } from "./position";
import { findPosition } from "./positions.server";

export type NewAppointment = {
  personId: string;
  positionId: string;
  fromOn: DateOn;
  /** 任免文号. */
  documentNumber: string;
};
type Refused = { ok: false; refusals: Refusal[] };

/**
 * The first of two people; nothing is given yet. Refusals: appointment.post-regime (no leading post), appointment.own,
 * appointment.proposed-already, and all of `assignmentReasons`. A refusal is an event; nothing else is written.
 */
export async function proposeAppointment(
  tx: Tx,
  asked: NewAppointment,
  by: Asking,
  now: Date,
): Promise<{ ok: true; proposalId: string } | Refused> {
  const { personId, positionId, fromOn, documentNumber } = asked;
  const position = await findPosition(tx, positionId);
  if (!position || !regimeOf(position.family))
    return { ok: false, refusals: [refusal("appointment.post-regime")] };
  const { unitId } = position;
  await lockUnitToRead(tx, unitId);
  await lockPeople(tx, personId);
  const open = await tx.appointmentProposal.findFirst({ where: { personId, positionId, decision: null } });
  const reasons = await assignmentReasons(tx, position, { ...asked, toOn: null }, now);
  const refusals = [
    ...(by.personId === personId ? [refusal("appointment.own")] : []),
    ...(open ? [refusal("appointment.proposed-already")] : []),
    ...reasons.refusals,
  ];
  const proposalId = newId();
  const event = { at: now, actorId: by.accountId, personId, unitId, subjectId: proposalId } as const;
  if (refusals.length > 0) {
    const codes = refusals.map(({ code }) => code);
    await record(tx, { ...event, type: "appointment.post-refused", data: { proposalId, codes } });
    return { ok: false, refusals };
  }
  await tx.appointmentProposal.create({
    data: {
      ...{ id: proposalId, personId, positionId, unitId, documentNumber, fromOn: toDbDate(fromOn) },
      ...{ proposedById: by.accountId, proposedAt: now },
    },
  });
  await record(tx, { ...event, type: "appointment.post-proposed", data: { proposalId, positionId } });
  return { ok: true, proposalId };
}

/**
 * The second of two people. An approval asks every rule again and makes the assignment. Refusals: those of
 * `mayDecideAppointment`, and of `assignPerson` for an approval; the proposal waits on then.
 */
export async function decideAppointment(
  tx: Tx,
  { proposalId, decision, reason }: { proposalId: string; decision: AppointmentDecision; reason: string },
  by: Asking,
  now: Date,
): Promise<{ ok: true } | Refused> {
  await tx.$queryRaw`SELECT 1 FROM appointment_proposal WHERE id = ${proposalId}::uuid FOR NO KEY UPDATE`;
  const row = await tx.appointmentProposal.findUniqueOrThrow({ where: { id: proposalId } });
  const { personId, positionId, unitId } = row;
  const verdict = mayDecideAppointment(row, { decision, reason }, by);
  const asked = { personId, positionId, fromOn: fromDbDate(row.fromOn), toOn: null };
  if (!verdict.ok) return { ok: false, refusals: refusalsOf(verdict) };
  const made = decision === "approved" ? await assignPerson(tx, asked, by.accountId, now) : null;
  if (made && !made.ok) return { ok: false, refusals: made.refusals };
  await tx.appointmentProposal.update({
    where: { id: proposalId },
    data: {
      ...{ decision, decidedById: by.accountId, decidedAt: now, reason: reason.trim() || null },
      factId: made?.factId ?? null,
    },
  });
  const event = { at: now, actorId: by.accountId, personId, unitId, subjectId: proposalId } as const;
  await (decision === "approved"
    ? record(tx, { ...event, type: "appointment.approved", data: { proposalId, positionId } })
    : record(tx, { ...event, type: "appointment.refused", data: { proposalId } }));
  return { ok: true };
}

export type AppointmentRow = {
  id: string;
  personId: string;
  name: string;
  title: string;
  unitName: string;
  fromOn: DateOn;
  documentNumber: string;
  proposedById: string;
  decision: AppointmentDecision | null;
  reason: string | null;
};

/** Of posts of these units, the newest first; a page turns at a proposal's id. */
export async function appointmentPage(
  tx: Tx,
  unitIds: readonly string[],
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: AppointmentRow[] }> {
  const back = asked.before !== undefined;
  const cursor = asked.before ?? asked.after;
  const place = cursor ? Prisma.sql`AND a.id ${Prisma.raw(back ? ">" : "<")} ${cursor}::uuid` : Prisma.empty;
  const within = Prisma.sql`a.unit_id = ANY(${[...unitIds]}::uuid[])`;
  const [size] = await rowsOf<{ total: number }>(
    tx,
    Prisma.sql`SELECT count(*)::int AS total FROM appointment_proposal a WHERE ${within}`,
  );
  const rows = await rowsOf<AppointmentRow>(
    tx,
    Prisma.sql`
    SELECT a.id::text, a.person_id::text AS "personId", n.name, p.title, u.short_name AS "unitName",
      a.from_on::text AS "fromOn", a.document_number AS "documentNumber", a.proposed_by_id::text AS "proposedById",
      a.decision, a.reason
    FROM appointment_proposal a JOIN position p ON p.id = a.position_id
    JOIN person_name n ON n.person_id = a.person_id AND n.superseded_at IS NULL AND n.to_on IS NULL
    JOIN unit_version u ON u.unit_id = a.unit_id AND u.superseded_at IS NULL AND u.from_on <= ${today}::date
      AND (u.to_on IS NULL OR u.to_on > ${today}::date)
    WHERE ${within} ${place} ORDER BY a.id ${Prisma.raw(back ? "ASC" : "DESC")} LIMIT ${PAGE_SIZE + 1}`,
  );
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { rows: found, ...page };
}
