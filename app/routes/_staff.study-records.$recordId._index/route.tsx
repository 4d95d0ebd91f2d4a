import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RecordStatusMark } from "~/components/record-status";
import { RecordTimeline } from "~/components/record-timeline";
import { prisma } from "~/db.server";
import { breakdownOf } from "~/study/breakdown";
import { amountOf } from "~/study/measure";
import { filesOf } from "~/study/record-files.server";
import { recordFrom } from "~/study/record-page.server";
import {
  isAccepted,
  isConfirmed,
  isReturned,
  isUnconfirmed,
  isWaiting,
  mayCheck,
} from "~/study/record-state";
import { studyYear } from "~/study/standing.server";
import { timelineOf } from "~/study/timeline";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusalsOf } from "~/verdict";
import { Decision } from "./decision";
import { EvidencePanel, RecordPanel } from "./facts";
import { Minutes } from "./minutes";

export const meta = titled(studyText, (t, data: { name: string } | undefined) =>
  data ? `${data.name} ${t.record.facts}` : t.record.facts,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study:read");
  const now = new Date();
  const { record, unit, name, today } = await recordFrom(prisma, params.recordId, actor, ["study:read"], now);
  const year = await studyYear(prisma, record.personId, yearOf(chinaDateOf(record.startAt)), today);
  const credit = year.credits.get(record.id);
  const pack = year.rules?.pack;
  const holds = (permission: "study:accept" | "study:confirm" | "study:record" | "study:evidence") =>
    can(actor, permission, { path: unit.path });
  const maySee = can(actor, "person:read-file", { path: unit.path });
  return {
    record,
    name,
    personHref: maySee ? `/people/${record.personId}` : null,
    unitName: unit.name,
    done: new URL(request.url).searchParams.get("done"),
    minutes: breakdownOf(record, credit),
    byDay: credit?.byDay ?? [],
    rules: pack
      ? {
          title: pack.title,
          minutesPerPeriod: pack.study.minutesPerPeriod.value,
          periodsPerDay: pack.study.periodsPerDay.value,
          periods: amountOf(credit?.creditedMinutes ?? 0, "periods", pack),
          days: amountOf(credit?.creditedMinutes ?? 0, "days", pack),
        }
      : null,
    yearSoFar: year.standings[0] ?? null,
    intervals: record.reversesId === null ? timelineOf(record, credit) : [],
    files: await filesOf(prisma, record.id),
    may: {
      confirm: isUnconfirmed(record.state) && holds("study:confirm"),
      check: isConfirmed(record.state) && holds("study:accept"),
      /** Legal affairs may send back also what the unit has not confirmed. */
      return: isWaiting(record.state) && (holds("study:accept") || holds("study:confirm")),
      seeFiles: holds("study:evidence"),
      /** Of study that the server measured itself. */
      seeLog: record.recordedById === null && can(actor, "learning:read", { path: unit.path }),
      resubmit: isReturned(record.state) && record.mendedById === null && holds("study:record"),
      reverse:
        isAccepted(record.state) &&
        record.reversesId === null &&
        record.reversedById === null &&
        (holds("study:record") || holds("study:accept")),
    },
    /** Why this reader may not check it. */
    barred: refusalsOf(mayCheck(record, isConfirmed(record.state) ? "accepted" : "confirmed", actor)),
  };
}

export type Loaded = Awaited<ReturnType<typeof loader>>;

export default function StudyRecordPage() {
  const { record, name, done, intervals } = useLoaderData<typeof loader>();
  const t = useText(studyText);
  const notices: Record<string, string> = {
    confirmed: t.done.confirmed,
    accepted: t.done.accepted,
    returned: t.done.returned,
    resubmitted: t.done.resubmitted,
    reversed: t.done.reversed,
  };
  const notice = done === null ? undefined : notices[done];
  return (
    <>
      <PageHead
        title={t.record.title(name, t.modes[record.mode], record.minutes)}
        status={<RecordStatusMark status={record.status} fill />}
        lede={<Lede />}
        crumbs={[{ text: t.title, href: "/study-records" }, { text: name }]}
      />
      <div className="stack">
        {notice && <Notice tone="ok" live title={notice} />}
        <ReversalNotice />
        <div className="cols desk">
          <RecordPanel />
          <EvidencePanel />
        </div>
      </div>
      {record.reversesId === null && <Minutes />}
      {intervals.length > 0 && <RecordTimeline intervals={intervals} />}
      <Decision />
    </>
  );
}

/** What was claimed beside what the rules give. */
function Lede() {
  const { record, minutes } = useLoaderData<typeof loader>();
  const t = useText(studyText).record;
  const { raw, credited } = minutes;
  if (record.reversesId) return t.isReversal;
  if (credited === 0) return t.ledeNone(raw);
  if (credited === raw) return t.ledeSame(raw);
  return credited < raw ? t.ledeLess(raw, credited, raw - credited) : t.ledeMore(raw, credited);
}

function ReversalNotice() {
  const { record } = useLoaderData<typeof loader>();
  const t = useText(studyText).record;
  if (record.reversesId)
    return (
      <Notice act={<a href={`/study-records/${record.reversesId}`}>{t.original}</a>}>{t.isReversal}</Notice>
    );
  if (!record.reversedById) return null;
  return (
    <Notice tone="warn" act={<a href={`/study-records/${record.reversedById}`}>{t.reversal}</a>}>
      {record.status === "reversed" ? t.wasReversed : t.hasReversal}
    </Notice>
  );
}
