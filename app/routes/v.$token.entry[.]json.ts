import type { LoaderFunctionArgs } from "@remix-run/node";
import { verificationCodeFrom } from "~/certification/number";
import { publicJson } from "~/certification/public-json";
import { publicLook } from "~/certification/public-look.server";
import { env } from "~/env.server";

const HEADERS = {
  "Cache-Control": "no-store",
  "X-Robots-Tag": "noindex",
  "Access-Control-Allow-Origin": "*",
};

/** The public page for programs: the same facts, read from the register at every request. */
export async function loader({ params }: LoaderFunctionArgs) {
  const now = new Date();
  const code = verificationCodeFrom(params.token ?? "");
  const look = code ? await publicLook(code, "entry", now) : null;
  if (!look)
    return Response.json(
      { error: "certificate.unknown", checkedAt: now.toISOString() },
      { status: 404, headers: HEADERS },
    );
  return Response.json(publicJson(look, env().publicUrl, now), { headers: HEADERS });
}
