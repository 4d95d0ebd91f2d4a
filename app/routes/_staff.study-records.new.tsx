import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { Button } from "~/components/button";
import { Empty } from "~/components/empty";
import { ErrorSummary, type FieldProblem } from "~/components/error-summary";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { SelectField } from "~/components/select-field";
import { SessionForm } from "~/components/session-form";
import { fieldOfSession, sessionFrom } from "~/components/session-typed.server";
import { problemsFrom, refusedForm } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { staffOf } from "~/personnel/facts.server";
import { namesOn } from "~/personnel/person.server";
import { submitStudyRecord } from "~/study/ledger.server";
import { overlapsOf } from "~/study/live.server";
import type { StudySession } from "~/study/session";
import { common } from "~/text/common";
import { studyText } from "~/text/study";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";
import type { Refusal } from "~/verdict";

export const meta = titled(studyText, (t) => t.newTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study:record");
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "study:record"), today);
  const asked = new URL(request.url).searchParams.get("unit");
  const unit = units.find(({ unitId }) => unitId === asked) ?? (units.length === 1 ? units[0] : undefined);
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    unit: unit ? { unitId: unit.unitId, name: unit.name } : null,
    staff: unit ? await staffIn(unit.unitId) : [],
    today,
  };
}

/** Everyone who works in the unit today, by name. */
async function staffIn(unitId: string): Promise<{ personId: string; name: string }[]> {
  const today = chinaDateOf(new Date());
  const ids = (await staffOf(prisma, [unitId], today)).map(({ personId }) => personId);
  const names = await namesOn(prisma, ids, today);
  return ids
    .map((personId) => ({ personId, name: names.get(personId) ?? "" }))
    .sort((a, b) => a.name.localeCompare(b.name, "zh-CN"));
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "study:record");
  const now = new Date();
  const locale = localeFrom(request);
  const form = await request.formData();
  const unitId = String(form.get("unitId") ?? "");
  const unit = isUuid(unitId) ? await findUnit(prisma, unitId, chinaDateOf(now)) : null;
  if (!unit || !can(actor, "study:record", { path: unit.path })) throw new Response(null, { status: 404 });

  const read = sessionFrom(form, locale);
  if (!read.ok) return refusedForm(read.typed, read.problems);
  const { session, typed } = read;
  const personIds = form.getAll("personIds").filter(isUuid);
  const overlaps = await overlapsTold(session, personIds, chinaDateOf(now));
  // Told on the form before it is handed in; whoever hands it in again has read it.
  const seen = seenKey(overlaps);
  if (seen !== "" && form.get("seen") !== seen)
    return data({ typed, problems: [] as FieldProblem[], overlaps, seen }, { status: 422 });
  const answer = await inTransaction((tx) =>
    submitStudyRecord(tx, { ...session, personIds, unitId }, actor.accountId, now),
  );
  if (answer.ok) {
    const done = new URLSearchParams({ unit: unitId, done: "submitted", n: String(answer.recordIds.length) });
    if (answer.overlaps.length > 0) done.set("overlaps", String(answer.overlaps.length));
    throw redirect(`/study-records?${done}`, { status: 303 });
  }
  const names = await namesOn(prisma, personIds, chinaDateOf(now));
  const t = textFor(studyText, locale).form;
  const strangers = answer.refusals.filter(({ code }) => code === "study-record.not-in-unit");
  return refusedForm(typed, [
    ...problemsFrom(
      locale,
      answer.refusals.filter((refusal) => !strangers.includes(refusal)),
      fieldOfSession,
    ),
    ...strangers.map((refusal) => ({ field: "personIds", message: t.notInUnit(nameIn(names, refusal)) })),
  ]);
}

type Told = { personId: string; name: string; isWhole: boolean; titles: string[]; minutes: number };

async function overlapsTold(session: StudySession, personIds: string[], today: DateOn): Promise<Told[]> {
  const found = await overlapsOf(prisma, personIds, session);
  const names = await namesOn(prisma, [...found.keys()], today);
  const start = session.startAt.getTime();
  return [...found].flatMap(([personId, { with: all, isWhole }]) => {
    // The same session sent twice is no overlap: the verb answers with the entry that stands.
    const others = all.filter(({ title, startAt }) => title !== session.title || startAt.getTime() !== start);
    if (others.length === 0) return [];
    return [
      {
        ...{ personId, isWhole, name: names.get(personId) ?? "" },
        titles: others.map(({ title }) => title),
        minutes: others.reduce((sum, { minutes }) => sum + minutes, 0),
      },
    ];
  });
}

/** What was told, so that another overlap is told again. */
const seenKey = (told: readonly Told[]) =>
  told
    .map(({ personId, minutes }) => `${personId}:${minutes}`)
    .sort()
    .join(",");

const nameIn = (names: Map<string, string>, { facts }: Refusal) => names.get(String(facts.personId)) ?? "";

export default function NewSession() {
  const { units, unit, staff, today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(studyText);
  const { overlaps = [], seen = "" } = (answer ?? {}) as { overlaps?: Told[]; seen?: string };
  return (
    <>
      <PageHead
        title={t.newTitle}
        lede={t.newLede}
        crumbs={[{ text: t.title, href: "/study-records" }, { text: t.newTitle }]}
      />
      {answer && <ErrorSummary problems={answer.problems} />}
      <OverlapsTold told={overlaps} />
      {units.length > 1 && (
        <form className="query">
          <SelectField
            label={t.form.unit}
            name="unit"
            empty={t.form.chooseUnit}
            choices={units}
            defaultValue={unit?.unitId}
          />
          <div className="acts">
            <Button>{unit ? t.form.change : t.form.chooseUnit}</Button>
          </div>
        </form>
      )}
      {!unit && <Empty title={t.form.needsUnit} />}
      {unit && staff.length === 0 && <Empty title={t.form.noPeople} />}
      {unit && staff.length > 0 && (
        <SessionForm unitId={unit.unitId} staff={staff} today={today} answer={answer} seen={seen} />
      )}
    </>
  );
}

/** Who has been entered for the same time already: the time counts once (H4). */
function OverlapsTold({ told }: { told: readonly Told[] }) {
  const t = useText(studyText).overlap;
  const { list } = useText(common);
  if (told.length === 0) return null;
  return (
    <Notice tone="warn" live title={t.people(told.length)}>
      <ul>
        {told.map(({ personId, name, titles, minutes, isWhole }) => (
          <li key={personId}>
            {t.one(name, list(titles), minutes)} {isWhole && t.whole}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
