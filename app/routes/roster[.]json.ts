import type { LoaderFunctionArgs } from "@remix-run/node";
import { rosterAfter } from "~/certification/roster.server";
import { ROSTER_HEADERS, ROSTER_JSON_PAGE, rosterJson } from "~/certification/roster-json";
import { rosterQuestion } from "~/certification/roster-page.server";
import { prisma } from "~/db.server";
import { env } from "~/env.server";

/** The public roster for programs, a part at a time. */
export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const { asked, place } = await rosterQuestion(prisma, request, now);
  const found = await rosterAfter(prisma, asked, place, ROSTER_JSON_PAGE, now);
  return Response.json(rosterJson(found, env().publicUrl, now), { headers: ROSTER_HEADERS });
}
