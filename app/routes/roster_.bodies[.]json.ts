import { publicBodies } from "~/certification/roster.server";
import { bodiesJson, ROSTER_HEADERS } from "~/certification/roster-json";
import { prisma } from "~/db.server";

/** The published enforcement bodies, for programs. */
export async function loader() {
  const now = new Date();
  return Response.json(bodiesJson(await publicBodies(prisma, now), now), { headers: ROSTER_HEADERS });
}
