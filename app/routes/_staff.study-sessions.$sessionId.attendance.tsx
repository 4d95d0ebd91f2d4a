import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { Button, LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { RosterFields } from "~/components/roster-fields";
import { Section } from "~/components/section";
import { clockSpan } from "~/components/study-session-status";
import { inTransaction, prisma } from "~/db.server";
import { enterRoster } from "~/study/attendance.server";
import { attendanceOf } from "~/study/attendance-lines.server";
import { clockTyped, rosterFrom } from "~/study/roster-form.server";
import { requireSession, withNames } from "~/study/session-page.server";
import { common } from "~/text/common";
import { clockTime } from "~/text/dates";
import { studySessionsText } from "~/text/study-sessions";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.attendance.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { session } = await requireSession(request, params, "study-session:record", now);
  const { sessionId, title, startAt, endAt, state } = session;
  if (state !== "planned") throw redirect(`/study-sessions/${sessionId}`);
  const { lines, strangers } = await attendanceOf(prisma, session, chinaDateOf(now));
  return {
    session: { sessionId, title, startAt, endAt },
    people: lines.map(({ personId, name, unitName, inAt, outAt }) => ({
      ...{ personId, name, unitName },
      ...{ from: clockTyped(inAt), until: clockTyped(outAt) },
    })),
    strangers,
    shared: lines
      .filter(({ sharesWith }) => sharesWith.length > 0)
      .map(({ personId, name, sharesWith }) => ({ personId, names: [name, ...sharesWith] })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, session } = await requireSession(request, params, "study-session:record", now);
  const { sessionId } = session;
  const { lines: people } = await attendanceOf(prisma, session, chinaDateOf(now));
  const read = rosterFrom(await request.formData(), { session, people }, localeFrom(request));
  const { typed, lines, problems } = read;
  if (problems.length > 0) return data({ typed, problems, refusals: [] }, { status: 422 });
  const verdict = await inTransaction((tx) => enterRoster(tx, { sessionId, lines }, actor.accountId, now));
  if (verdict.ok) throw redirect(`/study-sessions/${sessionId}?done=entered`, { status: 303 });
  const refusals = await withNames(prisma, verdict.refusals, chinaDateOf(now));
  return data({ typed, problems: [], refusals }, { status: 422 });
}

export default function Attendance() {
  const { session, people } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  const locale = useLocale();
  const back = `/study-sessions/${session.sessionId}`;
  return (
    <>
      <PageHead
        title={t.attendance.title}
        lede={t.attendance.lede(clockSpan(session))}
        crumbs={[
          { text: t.title, href: "/study-sessions" },
          { text: session.title, href: back },
          { text: t.attendance.title },
        ]}
      />
      <ErrorSummary problems={refused?.problems ?? []} />
      {refused && refused.refusals.length > 0 && (
        <Refusal level={2} verdict={t.cannot} reasons={reasonsFrom(locale, refused.refusals)} />
      )}
      <Shared />
      <Strangers />
      <form method="post" noValidate>
        <RosterFields people={people} typed={refused?.typed} problems={refused?.problems} />
        <div className="acts">
          <LinkButton href={back} kind="text">
            {t.back}
          </LinkButton>
          <Button name="rest" value="present">
            {t.attendance.saveRest}
          </Button>
          <Button kind="primary">{t.attendance.save}</Button>
        </div>
      </form>
    </>
  );
}

function Shared() {
  const { shared } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText).attendance;
  const { list } = useText(common);
  if (shared.length === 0) return null;
  return (
    <Notice tone="warn" title={t.devices}>
      <p>{t.devicesHint}</p>
      <ul>
        {shared.map(({ personId, names }) => (
          <li key={personId}>{t.deviceOf(list(names))}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** Who scanned without being invited: known to the recorder, or not. */
function Strangers() {
  const { session, strangers } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText);
  if (strangers.length === 0) return null;
  return (
    <Section title={t.attendance.walkIns}>
      <form method="post" action={`/study-sessions/${session.sessionId}/walk-ins`} className="form">
        <p className="hint">{t.attendance.walkInsHint}</p>
        {strangers.map(({ personId, name, inAt, outAt }) => (
          <label className="choice" key={personId}>
            <input type="checkbox" name="personId" value={personId} />
            <span>
              {name}{" "}
              <span className="quiet num">
                {inAt && t.mine.signedIn(clockTime(inAt))} {outAt && t.mine.signedOut(clockTime(outAt))}
              </span>
            </span>
          </label>
        ))}
        <div className="acts">
          <Button>{t.attendance.addWalkIns}</Button>
        </div>
      </form>
    </Section>
  );
}
