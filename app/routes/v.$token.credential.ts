import type { LoaderFunctionArgs } from "@remix-run/node";
import { verificationCodeFrom } from "~/certification/number";
import { credentialFor } from "~/certification/public-look.server";

const HEADERS = {
  "Cache-Control": "no-store",
  "X-Robots-Tag": "noindex",
  "Access-Control-Allow-Origin": "*",
};

/** The certificate as a signed credential. Whether it still stands is said by the status lists that it names. */
export async function loader({ params }: LoaderFunctionArgs) {
  const now = new Date();
  const code = verificationCodeFrom(params.token ?? "");
  const credential = code ? await credentialFor(code, now) : null;
  if (!credential) return Response.json({ error: "certificate.unknown" }, { status: 404, headers: HEADERS });
  return new Response(credential, { headers: { ...HEADERS, "Content-Type": "application/vc+jwt" } });
}
