import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { findActor, sessionHashFrom } from "~/access/session.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { jsonAnswer, jsonFrom } from "~/posted-json.server";
import { enrolmentIn } from "~/study/enrolments.server";
import { openRun } from "~/study/heartbeat.server";

const schema = z.strictObject({ page: z.int().min(0).max(1_000) });
const STATUS = { opened: 200, ended: 409, "not-found": 404, "too-many": 429 } as const;

/** A page of a lesson begins to count. Its token stays with the page that was opened. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await findActor(request, now);
  const session = await sessionHashFrom(request);
  if (!actor?.personId || !session) return jsonAnswer({ code: "signed-out" }, 401);
  const { personId } = actor;
  const { courseId, lessonId } = params;
  if (!isUuid(courseId) || !isUuid(lessonId)) return jsonAnswer({ code: "not-found" }, 404);
  const read = schema.safeParse(await jsonFrom(request));
  if (!read.success) return jsonAnswer({ code: "unreadable" }, 400);
  const enrolment = await enrolmentIn(prisma, personId, courseId);
  if (!enrolment) return jsonAnswer({ code: "not-found" }, 404);
  const { enrolmentId } = enrolment;
  const opening = { personId, enrolmentId, lessonId, page: read.data.page, session };
  const opened = await inTransaction((tx) => openRun(tx, opening, now));
  return jsonAnswer(opened, STATUS[opened.code]);
}
