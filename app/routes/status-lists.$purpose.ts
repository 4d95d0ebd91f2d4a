import { createHash } from "node:crypto";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { LIST_SECONDS, STATUS_PURPOSES } from "~/certification/credential";
import { statusList } from "~/certification/status-list.server";

/** Which certificates have ended (revocation), or are stopped for a time (suspension), for who checks without asking for each. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const purpose = STATUS_PURPOSES.find((known) => known === params.purpose);
  if (!purpose) throw new Response(null, { status: 404 });
  const list = await statusList(purpose, now);
  const etag = `"${createHash("sha256").update(list).digest("base64url")}"`;
  const headers = {
    "Content-Type": "application/vc+jwt",
    "Cache-Control": `public, max-age=${LIST_SECONDS}`,
    "Access-Control-Allow-Origin": "*",
    ETag: etag,
  };
  const known = (request.headers.get("If-None-Match") ?? "").split(",").map((tag) => tag.trim());
  if (known.some((tag) => tag.replace(/^W\//, "") === etag))
    return new Response(null, { status: 304, headers });
  return new Response(list, { headers });
}
