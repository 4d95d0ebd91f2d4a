import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { can } from "~/access/permissions";
import { record as recordEvent } from "~/audit/audit.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RecordTimeline } from "~/components/record-timeline";
import { SampleStrip } from "~/components/sample-strip";
import { SampledMark } from "~/components/sampled-mark";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { type AtAudit, requireSampled } from "~/study/audit-page.server";
import { handledBy, placesOf, type SampledRecord, verdictsOn } from "~/study/audit-sample.server";
import { mayLookInto } from "~/study/audit-verdict";
import { filesOf } from "~/study/record-files.server";
import { creditable, findRecord } from "~/study/records.server";
import { studyYear } from "~/study/standing.server";
import { timelineOf } from "~/study/timeline";
import { versionsOf } from "~/study/versions.server";
import { studyText } from "~/text/study";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusalsOf } from "~/verdict";
import { Decision } from "./decision";
import { Chain, Evidence, RecordFacts, SameDay } from "./evidence";

export const meta = titled(studyAuditText, (t, data: { sampled: SampledRecord } | undefined) =>
  data ? `${t.place(data.sampled.place)} ${data.sampled.name}` : t.record,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const found = await requireSampled(request, params, "study-audit:read", now);
  const { actor, audit, unit, sampled, at } = found;
  // Each look is an event, and the person sees it.
  const shown = await inTransaction(async (tx) => {
    const { personId, unitId, recordId } = sampled;
    await recordEvent(tx, {
      ...{ type: "study-audit.record-viewed", at: now, actorId: actor.accountId, personId, unitId },
      ...{ subjectId: audit.auditId, data: { auditId: audit.auditId, recordId } },
    });
    return shownOf(tx, found, now);
  });
  const verdicts = await verdictsOn(prisma, at);
  const names = await accountNames(
    prisma,
    verdicts.map(({ byId }) => byId),
  );
  const may = mayLookInto(
    { personId: sampled.personId, handledBy: await handledBy(prisma, sampled.recordId) },
    actor,
  );
  const mayWrite = can(actor, "study-audit:write", { path: unit.path });
  return {
    ...shown,
    audit: { auditId: audit.auditId, noticeNumber: audit.noticeNumber, size: audit.size },
    sampled,
    places: await placesOf(prisma, audit.auditId),
    verdicts: verdicts.map((verdict) => ({ ...verdict, by: names[verdict.byId] ?? "" })),
    done: new URL(request.url).searchParams.get("done") ?? "",
    barred: mayWrite ? refusalsOf(may) : [],
    mayWrite,
    /** Who proposed a reversal leaves it to another. */
    isProposer: sampled.misconductById === actor.accountId,
  };
}

/** The record with all there is to compare it with. */
async function shownOf(tx: Tx, { sampled, today }: AtAudit & { sampled: SampledRecord }, now: Date) {
  const record = (await findRecord(tx, sampled.recordId))!;
  const on = chinaDateOf(record.startAt);
  const year = await studyYear(tx, record.personId, yearOf(on), today);
  const credit = year.credits.get(record.id);
  const units = await unitsById(tx, [record.unitId], chinaDateOf(now));
  return {
    record,
    unitName: units.get(record.unitId)?.name ?? "",
    credited: credit?.creditedMinutes ?? 0,
    intervals: timelineOf(record, credit),
    files: await filesOf(tx, record.id),
    versions: await versionsOf(tx, record),
    sameDay: creditable(year.records).filter(
      ({ id, startAt }) => id !== record.id && chinaDateOf(startAt) === on,
    ),
  };
}

export type Loaded = Awaited<ReturnType<typeof loader>>;

export default function SampledPage() {
  const { audit, sampled, record, credited, intervals, places, done } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const { modes } = useText(studyText);
  const at = (place: number) => `/study-audits/${audit.auditId}/records/${place}`;
  return (
    <>
      <PageHead
        title={`${t.recordTitle(sampled.name, record.minutes)} ${modes[record.mode]}`}
        status={<SampledMark state={sampled.state} kind={sampled.kind} fill />}
        lede={t.claimed(record.minutes, credited)}
        crumbs={[
          { text: t.title, href: "/study-audits" },
          { text: audit.noticeNumber, href: `/study-audits/${audit.auditId}` },
          { text: t.ofSample(sampled.place, audit.size) },
        ]}
        acts={
          <>
            {sampled.place > 1 && <LinkButton href={at(sampled.place - 1)}>{t.previous}</LinkButton>}
            {sampled.place < audit.size && <LinkButton href={at(sampled.place + 1)}>{t.next}</LinkButton>}
          </>
        }
      />
      <SampleStrip auditId={audit.auditId} places={places} current={sampled.place} />
      <div className="stack">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <div className="cols desk">
          <RecordFacts />
          <Evidence />
        </div>
      </div>
      {intervals.length > 0 && <RecordTimeline intervals={intervals} />}
      <Chain />
      <SameDay />
      <Decision />
    </>
  );
}
