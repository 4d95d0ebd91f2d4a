import type { Actor } from "~/access/permissions";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { prisma } from "~/db.server";
import { findUnit } from "~/organisation/units.server";
import { mayKnowCandidates } from "./concealment";
import { examFrom } from "./exam-page.server";
import type { ExamListed } from "./exams.server";
import type { Target } from "./invigilation-targets.server";
import { roomsInvigilatedBy } from "./room-invigilators.server";
import { type ExamRoom, roomsOf } from "./rooms.server";
import { seatOf } from "./seat-list.server";

export type Invigilation = {
  actor: Actor;
  exam: ExamListed;
  /** Rooms the actor answers for; null: the whole exam, seated or not. */
  rooms: string[] | null;
};

/**
 * Who may invigilate the exam: with the permission where it is held, all of it; with the permission elsewhere, or where
 * candidates are known to few, the rooms one is assigned to. 403 for everybody else who sees the exam, 404 out of sight.
 */
export async function requireInvigilation(
  request: Request,
  params: { examId?: string },
  now: Date,
): Promise<Invigilation> {
  const actor = await requirePermission(request, "exam:invigilate");
  const exam = await examFrom(actor, params);
  const holder = await findUnit(prisma, exam.unitId, chinaDateOf(now));
  const isHeldHere = holder !== null && can(actor, "exam:invigilate", { path: holder.path });
  if (isHeldHere && mayKnowCandidates(actor, exam)) return { actor, exam, rooms: null };
  const rooms = await roomsInvigilatedBy(prisma, exam.id, actor.accountId);
  if (rooms.length === 0) throw new Response(null, { status: 403 });
  return { actor, exam, rooms };
}

export type Aim = {
  target: Target;
  candidate: { registrationId: string; name: string; unit: string } | null;
  room: ExamRoom | null;
};

/** The candidate, the room or everyone the address names. 404 for what is not there or not the actor's. */
export async function aimFrom(
  request: Request,
  { actor, exam, rooms }: Invigilation,
  now: Date,
): Promise<Aim> {
  const search = new URL(request.url).searchParams;
  const registrationId = search.get("candidate");
  const roomId = search.get("room");
  const everyone = { examId: exam.id, rooms, actorPersonId: actor.personId };
  if (registrationId) {
    const found = await seatOf(prisma, { examId: exam.id, registrationId }, now);
    if (!found || (rooms && !(found.roomId && rooms.includes(found.roomId)))) throw notFound();
    return {
      target: { ...everyone, registrationId },
      candidate: found,
      room: null,
    };
  }
  if (roomId) {
    const room = (await roomsOf(prisma, exam.id)).find((one) => one.roomId === roomId);
    if (!room || (rooms && !rooms.includes(roomId))) throw notFound();
    return { target: { ...everyone, roomId }, candidate: null, room };
  }
  return { target: everyone, candidate: null, room: null };
}

const notFound = () => new Response(null, { status: 404 });
