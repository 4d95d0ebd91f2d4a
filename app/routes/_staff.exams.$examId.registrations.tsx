import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Actor, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button } from "~/components/button";
import { Empty } from "~/components/empty";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { RegistrationOutcome } from "~/components/registration-outcome";
import { Section } from "~/components/section";
import { SelectField } from "~/components/select-field";
import { Tag } from "~/components/tag";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { mayKnowCandidates } from "~/exams/concealment";
import { examFrom } from "~/exams/exam-page.server";
import type { ExamListed } from "~/exams/exams.server";
import { peopleToRegister } from "~/exams/office.server";
import { owingFor } from "~/exams/owing.server";
import { registerCandidates } from "~/exams/registration.server";
import { registrationFormFrom, resolved } from "~/exams/registration-form.server";
import { unitsUnder } from "~/organisation/units.server";
import { isEstablished } from "~/personnel/identity";
import { namesOn } from "~/personnel/person.server";
import { examsText } from "~/text/exams";
import { identityNames } from "~/text/identity-names";
import { refusalIn } from "~/text/refusals";
import { requirementsText } from "~/text/requirements";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(examsText, (t) => t.registration.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "registration:write");
  const exam = await examFrom(actor, params);
  requireKnown(actor, exam);
  const search = new URL(request.url).searchParams;
  const paths = pathsFor(actor, "registration:write");
  const on = chinaDateOf(exam.opensAt);
  const units = await unitsUnder(prisma, paths, on);
  const unitId = units.find((unit) => unit.unitId === search.get("unit"))?.unitId;
  const q = search.get("q")?.trim().slice(0, 40) ?? "";
  return {
    exam: { id: exam.id, title: exam.title },
    units: units.map((unit) => ({ value: unit.unitId, text: unit.shortName })),
    filter: { unit: unitId ?? "", q },
    owing: (
      await owingFor(
        prisma,
        exam,
        units.map((unit) => unit.unitId),
      )
    ).length,
    people: await peopleToRegister(prisma, { examId: exam.id, paths, q, on, ...(unitId ? { unitId } : {}) }),
  };
}

/** Who can be entered for an exam before an appointment, and who cannot, tells who is proposed for a post. */
function requireKnown(actor: Actor, exam: ExamListed): void {
  if (!mayKnowCandidates(actor, exam)) throw new Response(null, { status: 403 });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "registration:write");
  const now = new Date();
  const exam = await examFrom(actor, params);
  requireKnown(actor, exam);
  const within = pathsFor(actor, "registration:write");
  const form = await request.formData();
  const on = chinaDateOf(exam.opensAt);
  const units = form.has("owing") ? await unitsUnder(prisma, within, on) : [];
  const owing = await owingFor(
    prisma,
    exam,
    units.map(({ unitId }) => unitId),
  );
  const typed = registrationFormFrom(form, owing);
  if (typed.problem) return data({ typed, outcome: null }, { status: 422 });
  const { personIds, unresolved } = await resolved(prisma, typed, within, on);
  const outcome = await inTransaction((tx) =>
    registerCandidates(tx, { examId: exam.id, personIds, within }, actor.accountId, now),
  );
  const locale = localeFrom(request);
  const names = await namesOn(prisma, personIds, on);
  const nameOf = (personId: string) => ({ personId, name: names.get(personId) ?? "" });
  return data(
    {
      typed,
      outcome: {
        registered: outcome.registered.map(nameOf),
        refused: outcome.refused.map(({ personId, refusals }) => ({
          ...nameOf(personId),
          reasons: refusals.map((reason) => refusalIn(locale, reason)),
        })),
        unresolved,
      },
    },
    { status: outcome.registered.length > 0 ? 200 : 422 },
  );
}

export default function Registrations() {
  const { exam } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(examsText);
  const crumbs = [
    { text: t.title, href: "/exams" },
    { text: exam.title, href: `/exams/${exam.id}` },
    { text: t.registration.title },
  ];
  if (answer?.outcome)
    return <RegistrationOutcome examId={exam.id} outcome={answer.outcome} crumbs={crumbs} />;
  return (
    <>
      <PageHead title={t.registration.title} lede={t.registration.lede} crumbs={crumbs} />
      {answer?.typed.problem && (
        <ErrorSummary
          problems={[
            {
              field: "names",
              message:
                answer.typed.problem === "nothing"
                  ? t.registration.nothingChosen
                  : t.registration.tooMany(answer.typed.limit),
            },
          ]}
        />
      )}
      <Filter />
      <Choice typedNames={answer?.typed.names} />
    </>
  );
}

function Filter() {
  const { units, filter } = useLoaderData<typeof loader>();
  const t = useText(examsText);
  return (
    <form className="query">
      <SelectField
        label={t.unit}
        name="unit"
        choices={units}
        empty={t.registration.allUnits}
        defaultValue={filter.unit}
      />
      <TextField label={t.registration.narrow} name="q" defaultValue={filter.q} />
      <Button>{t.registration.show}</Button>
    </form>
  );
}

function Choice({ typedNames }: { typedNames?: string | undefined }) {
  const { people, units, owing } = useLoaderData<typeof loader>();
  const t = useText(examsText).registration;
  const requirements = useText(requirementsText);
  const identities = useText(identityNames);
  const groups = units
    .map(({ value, text }) => ({ text, members: people.filter((person) => person.unitId === value) }))
    .filter(({ members }) => members.length > 0);
  return (
    <form method="post" className="stack-lg">
      {owing > 0 && (
        <label className="choice">
          <input type="checkbox" name="owing" value="1" />
          <span>
            {requirements.owing(owing)}
            <span className="hint">{requirements.owingHint}</span>
          </span>
        </label>
      )}
      <Section title={t.choose}>
        {groups.length === 0 && <Empty title={t.none}>{t.noneHint}</Empty>}
        {groups.map(({ text, members }) => (
          <fieldset className="field" key={text}>
            <legend className="label">{t.chooseAll(text, members.length)}</legend>
            <div className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-[1rem]">
              {members.map(({ personId, name, identity }) => (
                <label className="choice" key={personId}>
                  <input type="checkbox" name="personId" value={personId} />
                  <span>
                    {name} {!isEstablished(identity) && <Tag dashed>{identities[identity]}</Tag>}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </Section>
      <TextAreaField
        label={t.paste}
        name="names"
        hint={t.pasteHint}
        rows={5}
        defaultValue={typedNames}
        optional
      />
      <div className="acts">
        <Button kind="primary">{t.submit}</Button>
      </div>
    </form>
  );
}
