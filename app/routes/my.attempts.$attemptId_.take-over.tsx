import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { inTransaction } from "~/db.server";
import { takeOver } from "~/exams/attempt.server";
import { attemptIdFrom } from "~/exams/attempt-page.server";
import { deviceFor } from "~/exams/device.server";

/** Reached by address alone: the room itself offers the take-over. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePerson(request);
  throw redirect(`/my/attempts/${attemptIdFrom(params)}`);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePerson(request);
  const now = new Date();
  const attemptId = attemptIdFrom(params);
  const { device, headers } = await deviceFor(request);
  const { personId, accountId } = actor;
  await inTransaction((tx) => takeOver(tx, { attemptId, personId, device }, accountId, now));
  // Taken over or over: the room shows which, and nothing of somebody else's attempt.
  throw redirect(`/my/attempts/${attemptId}`, { status: 303, headers });
}
