import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";

/** The server's clock, for the device check: how far it is there and back, and by how much the device's clock is off. */
export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  await requirePerson(request);
  return Response.json({ now: now.toISOString() }, { headers: { "Cache-Control": "no-store" } });
}
