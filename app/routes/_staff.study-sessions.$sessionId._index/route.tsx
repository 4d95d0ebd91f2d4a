import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { can, type Permission } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RefusedPeople } from "~/components/refused-people";
import { Section } from "~/components/section";
import { SessionStateMark, sessionWhen } from "~/components/study-session-status";
import { Timeline } from "~/components/timeline";
import { prisma } from "~/db.server";
import { namesOn } from "~/personnel/person.server";
import { attendanceOf, notInLedger } from "~/study/attendance-lines.server";
import { makeUpState } from "~/study/make-up";
import { makeUpsOf } from "~/study/make-ups.server";
import { findSession, papersOf, stepsOf } from "~/study/session-list.server";
import { requireSession } from "~/study/session-page.server";
import { common } from "~/text/common";
import { refusalIn } from "~/text/refusals";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { Facts } from "./facts";
import { MakeUps } from "./make-ups";
import { Papers } from "./papers";
import { People } from "./people";

export const meta = titled(
  studySessionsText,
  (t, data: { session: { title: string } } | undefined) => data?.session.title ?? t.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const today = chinaDateOf(now);
  const { actor, session, unit } = await requireSession(request, params, "study-session:read", now);
  const { sessionId, recorderPersonId, makesUpId } = session;
  const { lines } = await attendanceOf(prisma, session, today);
  const isHeld = session.state === "held";
  const papers = await papersOf(prisma, sessionId);
  const steps = await stepsOf(prisma, sessionId);
  const makeUps = await makeUpsOf(prisma, { sessionId });
  const accounts = await accountNames(prisma, [
    ...steps.map(({ byId }) => byId),
    papers.minutes?.writtenById,
  ]);
  const ids = makeUps.map(({ personId }) => personId);
  const names = await namesOn(prisma, recorderPersonId ? [...ids, recorderPersonId] : ids, today);
  const may = (permission: Permission) => can(actor, permission, { path: unit.path });
  return {
    session,
    lines,
    papers,
    unitName: unit.name,
    recorder: recorderPersonId && (names.get(recorderPersonId) ?? null),
    missed: makesUpId ? await findSession(prisma, makesUpId) : null,
    writtenBy: papers.minutes && (accounts[papers.minutes.writtenById] ?? ""),
    notEntered: isHeld ? await notInLedger(prisma, session, lines) : [],
    makeUps: makeUps.map((one) => ({
      ...one,
      name: names.get(one.personId) ?? "",
      state: makeUpState(one, today),
    })),
    history: steps.reverse().map(({ step, byId, at, reason }, index) => ({
      ...{ key: String(index), step, on: chinaDateOf(at), reason },
      by: byId && (accounts[byId] ?? null),
    })),
    may: {
      record: may("study-session:record"),
      waive: may("study-session:waive"),
      files: may("study:evidence"),
      open: may("person:read-file"),
    },
    isOver: session.endAt <= now,
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

export type Loaded = Awaited<ReturnType<typeof loader>>;

export default function StudySession() {
  const { session, unitName, history, done } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText);
  const { list } = useText(common);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={session.title}
        status={<SessionStateMark state={session.state} fill />}
        lede={`${unitName}　${sessionWhen(session, locale)}　${session.place}`}
        crumbs={[{ text: t.title, href: "/study-sessions" }, { text: session.title }]}
        acts={<Acts />}
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <NotEntered />
        <Facts />
        <People />
        <MakeUps />
        <Papers />
        <Section title={t.page.history}>
          <Timeline
            events={history.map(({ key, step, by, on, reason }) => ({
              ...{ key, on, text: `${t.steps[step]}　${by ?? t.page.system}` },
              detail: step === "changed" ? list(changed(reason, t.fields)) : reason,
            }))}
          />
        </Section>
      </div>
    </>
  );
}

const changed = (fields: string | null, names: Record<string, string>) =>
  (fields ?? "").split(",").map((field) => names[field] ?? field);

/** What can be done now; what comes next stands last. */
function Acts() {
  const { session, may, isOver } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText).page;
  const at = (act: string) => `/study-sessions/${session.sessionId}/${act}`;
  const sheet = <LinkButton href={at("sheet")}>{t.sheet}</LinkButton>;
  if (!may.record || session.state !== "planned") return session.state === "cancelled" ? null : sheet;
  return (
    <>
      <LinkButton href={at("cancellation")} kind="text">
        {t.cancel}
      </LinkButton>
      <LinkButton href={at("changes")}>{t.change}</LinkButton>
      {sheet}
      <LinkButton href={at("attendance")}>{t.attendance}</LinkButton>
      <LinkButton href={`/room-screens/${session.sessionId}`} kind={isOver ? "plain" : "primary"}>
        {t.screen}
      </LinkButton>
    </>
  );
}

function NotEntered() {
  const { notEntered } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText).page;
  const locale = useLocale();
  if (notEntered.length === 0) return null;
  return (
    <Notice tone="warn" title={t.notEntered(notEntered.length)}>
      <p>{t.notEnteredHint}</p>
      <RefusedPeople
        label={t.notEntered(notEntered.length)}
        people={notEntered.map(({ personId, name, refusals }) => ({
          ...{ personId, name },
          reasons:
            refusals.length > 0
              ? refusals.map((one) => refusalIn(locale, one))
              : [{ code: "none", rule: null, sentence: t.unexplained, source: null, cure: null }],
        }))}
      />
    </Notice>
  );
}
