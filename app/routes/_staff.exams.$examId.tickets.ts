import type { LoaderFunctionArgs } from "@remix-run/node";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { ticketsOf } from "~/casework/exam-papers.server";
import { idIn, paperResponse } from "~/casework/exam-papers-page.server";
import { prisma } from "~/db.server";
import { examFrom } from "~/exams/exam-page.server";
import { findUnit, unitsUnder } from "~/organisation/units.server";

/**
 * Tickets to print: the whole exam for who arranges it, their own people for who enters them. Who is proposed for a post is
 * told by the arrangers alone.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "registration:write");
  const now = new Date();
  const exam = await examFrom(actor, params);
  const today = chinaDateOf(now);
  const search = new URL(request.url).searchParams;
  const [registrationId, room] = [idIn(search, "candidate"), idIn(search, "room")];
  const holder = await findUnit(prisma, exam.unitId, today);
  const arranges = holder !== null && can(actor, "exam:arrange", { path: holder.path });
  if (exam.kind === "pre-appointment" && !arranges) throw new Response(null, { status: 404 });
  const own = arranges ? undefined : await unitsUnder(prisma, pathsFor(actor, "registration:write"), today);
  const asked = { examId: exam.id, registrationId, room, unitIds: own?.map(({ unitId }) => unitId) };
  return paperResponse((tx) => ticketsOf(tx, asked, { actorId: actor.accountId, now }), {
    isNamed: registrationId !== undefined || room !== undefined,
    back: `/exams/${exam.id}`,
  });
}
