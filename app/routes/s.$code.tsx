import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { PublicShell } from "~/components/public-shell";
import { Refusal } from "~/components/refusal";
import { deviceFor, proofOf, scanFrom } from "~/study/session-codes.server";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.scan.title);

/**
 * Where the code on a room's screen leads. Nothing is written: whoever scanned is given a proof of it, for this browser
 * and a moment, and then asked who they are.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const scan = scanFrom(params.code ?? "", new Date());
  if (scan === null) throw new Response(null, { status: 404 });
  if (scan === "expired") return data(null, { status: 410, headers: { "Cache-Control": "no-store" } });
  const { deviceHash, headers } = await deviceFor(request);
  throw redirect(`/my/attendance/${proofOf(scan, deviceHash)}`, { status: 303, headers });
}

export default function TooOld() {
  const t = useText(studySessionsText).scan;
  return (
    <PublicShell main="narrow">
      <Refusal verdict={t.expired} lede={t.expiredBody} reasons={[]} />
    </PublicShell>
  );
}
