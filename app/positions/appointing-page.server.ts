/** A proposal that an address names, and what its two decisions share. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, fromDbDate } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import type { AppointmentDecision } from "./appointing";
import { decideAppointment } from "./appointing.server";

export const APPOINTMENTS = "/appointments";

async function requireProposal(request: Request, { proposalId }: { proposalId?: string }, now: Date) {
  const actor = await requirePermission(request, "appointment:approve");
  const row = isUuid(proposalId)
    ? await prisma.appointmentProposal.findUnique({
        where: { id: proposalId },
        include: { position: { select: { title: true } } },
      })
    : null;
  const today = chinaDateOf(now);
  const unit = row && (await findUnit(prisma, row.unitId, today));
  if (!row || !unit || !can(actor, "appointment:approve", { path: unit.path }))
    throw new Response(null, { status: 404 });
  const name = (await namesOn(prisma, [row.personId], today)).get(row.personId) ?? "";
  const { id, documentNumber, position } = row;
  return {
    actor,
    proposal: {
      ...{ id, name, documentNumber, fromOn: fromDbDate(row.fromOn) },
      post: `${unit.shortName} ${position.title}`,
    },
  };
}

export async function appointmentActPage({ request, params }: LoaderFunctionArgs) {
  return (await requireProposal(request, params, new Date())).proposal;
}

/** Done, or every refusal beside what was typed. */
export const decidingAppointment =
  (decision: AppointmentDecision) =>
  async ({ request, params }: ActionFunctionArgs) => {
    const now = new Date();
    const { actor, proposal } = await requireProposal(request, params, now);
    const reason = textIn(await request.formData(), "reason", 200);
    const asked = { proposalId: proposal.id, decision, reason };
    const answer = await inTransaction((tx) => decideAppointment(tx, asked, actor, now));
    if (answer.ok) throw redirect(`${APPOINTMENTS}?done=${decision}`, { status: 303 });
    return data({ refusals: answer.refusals, reason }, { status: 422 });
  };
