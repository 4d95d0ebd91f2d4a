import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { Button } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { sessionWhen } from "~/components/study-session-status";
import { inTransaction, prisma } from "~/db.server";
import { recordScan } from "~/study/attendance.server";
import { deviceHashFrom, scanOfProof } from "~/study/session-codes.server";
import { findSession } from "~/study/session-list.server";
import { clockTimeToTheSecond } from "~/text/dates";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.scan.title);
export const handle = { main: "narrow" };

/** Who scanned, with which browser, and what: "expired" where it is too long ago, 404 for anything that was no scan of theirs. */
async function scanned(request: Request, proof: string | undefined, now: Date) {
  const { personId, accountId } = await requirePerson(request);
  const deviceHash = await deviceHashFrom(request);
  const scan = deviceHash && scanOfProof(proof ?? "", deviceHash, now);
  if (!deviceHash || !scan) throw new Response(null, { status: 404 });
  return { who: { personId, accountId, deviceHash }, scan };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { scan } = await scanned(request, params.proof, new Date());
  if (scan === "expired") return data(null, { status: 410 });
  const session = await findSession(prisma, scan.sessionId);
  if (!session) throw new Response(null, { status: 404 });
  const { title, startAt, endAt, place } = session;
  return data({ title, startAt, endAt, place, phase: scan.phase, scannedAt: scan.scannedAt });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { scan, who } = await scanned(request, params.proof, now);
  if (scan === "expired") return data({ refusals: [] }, { status: 410 });
  const answer = await inTransaction((tx) => recordScan(tx, scan, who, now));
  if (!answer.ok) return data({ refusals: answer.refusals }, { status: 422 });
  throw redirect(`/my/study-sessions/${scan.sessionId}?done=${scan.phase}`, { status: 303 });
}

export default function Attendance() {
  const scan = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText).scan;
  const locale = useLocale();
  if (!scan) return <Refusal verdict={t.expired} lede={t.expiredBody} reasons={[]} />;
  const { title, phase } = scan;
  return (
    <>
      <PageHead title={title} lede={`${sessionWhen(scan, locale)}　${scan.place}`} />
      {refused && <Refusal level={2} verdict={t.refused} reasons={reasonsFrom(locale, refused.refusals)} />}
      <form method="post" className="form">
        <p className="num">{t.at(clockTimeToTheSecond(scan.scannedAt))}</p>
        <Button kind="primary">{t.asks[phase]}</Button>
      </form>
    </>
  );
}
