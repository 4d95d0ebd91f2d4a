import type { LoaderFunctionArgs } from "@remix-run/node";
import { findActor } from "~/access/session.server";

/** The server's clock, for the device check: how far it is there and back, and by how much the device's clock is off. */
export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const headers = { "Cache-Control": "no-store" };
  const actor = await findActor(request);
  if (!actor?.personId) return new Response(null, { status: 401, headers });
  return Response.json({ now: now.toISOString() }, { headers });
}
