import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button } from "~/components/button";
import { Empty } from "~/components/empty";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { SelectField } from "~/components/select-field";
import { SessionPlanForm } from "~/components/session-plan-form";
import { fieldOfSession } from "~/components/session-typed.server";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { missedSessions, sessionPlanFrom, typedOfSession } from "~/study/session-form.server";
import { findSession } from "~/study/session-list.server";
import { invitable } from "~/study/session-page.server";
import { planSession } from "~/study/sessions.server";
import { studyText } from "~/text/study";
import { studySessionsText } from "~/text/study-sessions";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.form.newTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study-session:record");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "study-session:record"), today);
  const missedId = search.get("makesUp");
  const missed = isUuid(missedId) ? await findSession(prisma, missedId) : null;
  const asked = missed?.unitId ?? search.get("unit");
  const unit = units.find(({ unitId }) => unitId === asked) ?? (units.length === 1 ? units[0] : undefined);
  const owing = missed && unit?.unitId === missed.unitId ? await owingOf(missed.sessionId) : [];
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    unit: unit ? { unitId: unit.unitId } : null,
    choices: unit
      ? {
          people: (await invitable(prisma, unit, today)).people,
          missed: await missedSessions(prisma, unit.unitId, today),
        }
      : null,
    typed: {
      ...(missed && owing.length > 0 ? { ...typedOfSession(missed), makesUpId: missed.sessionId } : {}),
      ...{ date: today, personId: owing.join(",") },
    },
  };
}

/** Whom a session held for absentees is for. */
async function owingOf(sessionId: string): Promise<string[]> {
  const rows = await prisma.studyMakeUp.findMany({ where: { sessionId, outcome: null } });
  return rows.map(({ personId }) => personId);
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "study-session:record");
  const now = new Date();
  const today = chinaDateOf(now);
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const unit = isUuid(typed.unitId) ? await findUnit(prisma, typed.unitId, today) : null;
  if (!unit || !can(actor, "study-session:record", { path: unit.path }))
    throw new Response(null, { status: 404 });
  const { people } = await invitable(prisma, unit, today);
  const choices = { people, missed: await missedSessions(prisma, unit.unitId, today) };
  const read = readerOf(typed, locale);
  const plan = sessionPlanFrom({ typed, read, choices }, locale);
  const ids = people.map(({ personId }) => personId);
  if (!plan) return refusedForm(typed, read.problems);
  const entry = { ...plan, unitId: unit.unitId, personIds: read.several("personId", ids) };
  const answer = await inTransaction((tx) => planSession(tx, entry, actor.accountId, now));
  if (answer.ok) throw redirect(`/study-sessions/${answer.sessionId}?done=planned`, { status: 303 });
  return refusedForm(typed, problemsFrom(locale, answer.refusals, fieldOfSession));
}

export default function NewStudySession() {
  const { units, unit, choices, typed } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  const { form } = useText(studyText);
  const shown = refused?.typed ?? typed;
  return (
    <>
      <PageHead
        title={t.form.newTitle}
        lede={t.form.newLede}
        crumbs={[{ text: t.title, href: "/study-sessions" }, { text: t.form.newTitle }]}
      />
      {refused && <ErrorSummary problems={refused.problems} />}
      {units.length > 1 && (
        <form className="query">
          <SelectField
            label={form.unit}
            name="unit"
            empty={form.chooseUnit}
            choices={units}
            defaultValue={unit?.unitId}
          />
          <div className="acts">
            <Button>{unit ? form.change : form.chooseUnit}</Button>
          </div>
        </form>
      )}
      {!unit && <Empty title={t.form.needsUnit} />}
      {unit && choices && (
        <SessionPlanForm
          hidden={{ unitId: unit.unitId }}
          typed={shown}
          problems={refused?.problems}
          choices={choices}
          submit={t.form.submit}
        />
      )}
    </>
  );
}
