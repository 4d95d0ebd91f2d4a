import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { ActForm } from "~/components/act-form";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RecordFiles } from "~/components/record-files";
import { RecordStatusMark } from "~/components/record-status";
import { RecordTimeline } from "~/components/record-timeline";
import { Section } from "~/components/section";
import { prisma } from "~/db.server";
import { filesOf } from "~/study/record-files.server";
import { requireOwnRecord } from "~/study/record-page.server";
import { isReturned } from "~/study/record-state";
import { studyYear } from "~/study/standing.server";
import { timelineOf } from "~/study/timeline";
import { common } from "~/text/common";
import { clockTime, dateOfInstant, longDate, shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.record.facts);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const record = await requireOwnRecord(prisma, params.recordId, personId);
  const today = chinaDateOf(new Date());
  const year = await studyYear(prisma, personId, yearOf(chinaDateOf(record.startAt)), today);
  const credit = year.credits.get(record.id);
  return {
    record,
    files: await filesOf(prisma, record.id),
    credited: credit?.creditedMinutes ?? 0,
    intervals: record.reversesId === null ? timelineOf(record, credit) : [],
    over: year.standings.flatMap(({ quotaId, overShare }) =>
      overShare.filter(({ entryId }) => entryId === record.id).map(({ minutes }) => ({ quotaId, minutes })),
    ),
    mayMend: isReturned(record.state) && record.mendedById === null && record.reversesId === null,
    submitted: new URL(request.url).searchParams.get("done") === "submitted",
  };
}

export default function MyRecord() {
  const { record, credited, intervals, over, submitted } = useLoaderData<typeof loader>();
  const all = useText(studyText);
  return (
    <>
      <PageHead
        title={record.title}
        status={<RecordStatusMark status={record.status} fill />}
        lede={record.reversesId ? all.record.isReversal : all.timeline.lede(record.minutes, credited)}
        crumbs={[{ text: all.mine.title, href: "/my/study" }, { text: record.title }]}
      />
      <div className="stack-lg">
        {submitted && <Notice tone="ok" live title={all.own.done} />}
        <Mending />
        <RecordFacts />
        {intervals.length > 0 && <RecordTimeline intervals={intervals} />}
        {over.map(({ quotaId, minutes }) => (
          <p className="hint" key={quotaId}>
            {all.timeline.over(all.quotas[quotaId] ?? all.quotaOther, minutes)}
          </p>
        ))}
        <History />
      </div>
    </>
  );
}

/** What came back is put right here; what was put right leads on to its other half. */
function Mending() {
  const { record, mayMend } = useLoaderData<typeof loader>();
  const t = useText(studyText).own;
  const reason = record.steps.findLast(({ step }) => step === "returned")?.reason ?? "";
  if (record.mendedById)
    return <Notice act={<a href={`/my/study/${record.mendedById}`}>{t.seeMended}</a>}>{t.mended}</Notice>;
  if (mayMend)
    return (
      <div>
        <Notice tone="warn" title={t.returnedFor(reason)} />
        <div className="acts">
          <ActForm action={`/my/study/${record.id}/mending`} kind="primary">
            {t.mend}
          </ActForm>
        </div>
      </div>
    );
  if (!record.mendsId) return null;
  return <Notice act={<a href={`/my/study/${record.mendsId}`}>{t.seeReturned}</a>}>{t.mends}</Notice>;
}

function RecordFacts() {
  const { record, files } = useLoaderData<typeof loader>();
  const all = useText(studyText);
  const t = all.record;
  const { list } = useText(common);
  const locale = useLocale();
  return (
    <Section title={t.facts}>
      <Facts
        layout="rows"
        items={[
          { term: t.mode, value: all.modes[record.mode] },
          { term: t.category, value: all.categories[record.category] },
          { term: t.level, value: all.levels[record.organiserLevel] },
          {
            term: t.when,
            value: `${longDate(dateOfInstant(record.startAt), locale)} ${clockTime(record.startAt)}–${clockTime(record.endAt)}`,
          },
          { term: t.laws, value: record.laws.length > 0 ? list(record.laws) : t.none },
          { term: t.claimed, value: all.minutes(record.minutes) },
          {
            term: t.evidence,
            value: record.evidence.map(({ kind, reference }) => (
              <span className="block" key={kind}>
                {all.evidenceKinds[kind]}
                {kind !== "exam" && ` ${reference}`}
              </span>
            )),
          },
        ]}
      />
      <RecordFiles files={files} at={`/my/study/${record.id}`} />
    </Section>
  );
}

function History() {
  const { record } = useLoaderData<typeof loader>();
  const all = useText(studyText);
  return (
    <Section title={all.record.history}>
      <Facts
        layout="rows"
        items={record.steps.map(({ step, at, by, reason }) => ({
          term: all.steps[step],
          value: (
            <>
              {by ?? all.record.system} <span className="nb num">{shortInstant(at)}</span>
              {reason && <span className="block hint">{reason}</span>}
            </>
          ),
        }))}
      />
    </Section>
  );
}
