import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { Icon } from "~/components/icon";
import { Notice } from "~/components/notice";
import { NoticeActs } from "~/components/notice-acts";
import { NoticeMark } from "~/components/notice-mark";
import { FileSize } from "~/components/own-study-form";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Timeline } from "~/components/timeline";
import { prisma } from "~/db.server";
import { namesOn } from "~/personnel/person.server";
import { requireNotice } from "~/study/audit-page.server";
import { mayFollow } from "~/study/supervision-notice";
import { dateOfInstant, longDate, shortInstant } from "~/text/dates";
import { studyAuditText } from "~/text/study-audit";
import { supervisionText } from "~/text/supervision";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(
  supervisionText,
  (t, data: { notice: { number: string } } | undefined) => data?.notice.number ?? t.notices,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, notice, unit, isOffice } = await requireNotice(request, params, "supervision:read", now);
  const holds = (permission: "supervision:issue" | "supervision:reply") =>
    can(actor, permission, { path: unit.path });
  const { state } = notice;
  const names = await namesOn(
    prisma,
    notice.findings.map(({ personId }) => personId),
    chinaDateOf(now),
  );
  const { findings, fileHash, lastById, ...facts } = notice;
  return {
    notice: facts,
    unitName: unit.name,
    findings: findings.map(({ personId, ...finding }) => ({ ...finding, name: names.get(personId) ?? "" })),
    hasPaper: fileHash !== null,
    isOffice,
    done: new URL(request.url).searchParams.get("done") ?? "",
    may: {
      // Who drafted it leaves the issue to another.
      issue: mayFollow(state, "issued") && holds("supervision:issue") && lastById !== actor.accountId,
      withdraw: mayFollow(state, "withdrawn") && holds("supervision:issue"),
      reply: mayFollow(state, "replied") && holds("supervision:reply"),
      decide: mayFollow(state, "closed") && holds("supervision:issue"),
    },
  };
}

export default function NoticePage() {
  const { notice, unitName, findings, hasPaper, isOffice, may, done } = useLoaderData<typeof loader>();
  const t = useText(supervisionText);
  const audits = useText(studyAuditText);
  const locale = useLocale();
  const { noticeId, number, ground, year, state, isLate, dueOn, workingDays, demand, auditId } = notice;
  return (
    <>
      <PageHead
        title={number}
        status={<NoticeMark state={state} isLate={isLate} fill />}
        lede={`${unitName}　${dueOn ? t.dueOn(longDate(dueOn, locale)) : t.daysFrom(workingDays)}`}
        crumbs={[{ text: t.notices, href: "/supervision-notices" }, { text: number }]}
        acts={
          hasPaper && (
            <LinkButton href={`/supervision-notices/${noticeId}/document`}>
              <Icon name="download" />
              {t.paperDownload}
            </LinkButton>
          )
        }
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <Section title={t.facts}>
          <Facts
            items={[
              { term: t.ground, value: `${t.grounds[ground]}${year ? ` ${t.ofYear(year)}` : ""}` },
              ...(auditId
                ? [
                    {
                      term: t.audit,
                      value: isOffice ? (
                        <a href={`/study-audits/${auditId}`}>{notice.auditNumber}</a>
                      ) : (
                        notice.auditNumber
                      ),
                    },
                  ]
                : []),
              { term: t.demand, value: demand },
            ]}
          />
          {findings.length > 0 && (
            <ol>
              {findings.map(({ place, name, title, kind, facts }) => (
                <li key={place}>
                  {t.findingLine(place, name, title, audits.kinds[kind])}
                  <span className="block hint">{facts}</span>
                </li>
              ))}
            </ol>
          )}
        </Section>
        <Steps />
        <NoticeActs noticeId={noticeId} may={may} />
      </div>
    </>
  );
}

/** Every step, the latest first, with the files of the answers. */
function Steps() {
  const { notice } = useLoaderData<typeof loader>();
  const t = useText(supervisionText);
  return (
    <Section title={t.history}>
      <Timeline
        events={notice.steps
          .map(({ step, at, by, statement, reference, files }, index) => ({
            key: String(index),
            on: dateOfInstant(at),
            ...(step === "overdue" ? { tone: "stop" as const } : {}),
            text: `${t.steps[step]}　${by ?? t.system} ${shortInstant(at)}`,
            detail: (
              <>
                {[statement, reference].filter(Boolean).join("　")}
                {files.map((file) => (
                  <span className="block" key={file.id}>
                    <a href={`/supervision-notices/${notice.noticeId}/files/${file.id}`}>{file.name}</a>{" "}
                    <span className="quiet num">
                      <FileSize file={{ ...file, width: null, height: null }} />
                    </span>
                  </span>
                ))}
              </>
            ),
          }))
          .reverse()}
      />
    </Section>
  );
}
