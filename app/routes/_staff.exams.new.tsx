import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { type Choice, SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { EXAM_KINDS } from "~/exams/exam";
import { type ExamFields, examFormFrom, fieldOf } from "~/exams/exam-form.server";
import { createExam } from "~/exams/exams.server";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { listBlueprints } from "~/questions/blueprints.server";
import { PART_WORDS, REGIME_WORDS, REVIEW_LEVEL_WORDS } from "~/rulebook/words";
import { examsText } from "~/text/exams";
import { fieldChoices } from "~/text/fields";
import { refusalIn } from "~/text/refusals";
import { requirementsText } from "~/text/requirements";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(examsText, (t) => t.add);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "exam:create");
  const locale = localeFrom(request);
  const units = await unitsUnder(prisma, pathsFor(actor, "exam:create"), chinaDateOf(new Date()));
  const blueprints = await listBlueprints(prisma);
  return {
    units: units.map(({ unitId, name }): Choice => ({ value: unitId, text: name })),
    blueprints: blueprints.map(({ versionId, title, number }) => ({
      value: versionId,
      title: title[locale],
      number,
    })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "exam:create");
  const now = new Date();
  const { typed, problems, exam } = examFormFrom(await request.formData());
  if (!exam) return data({ typed, problems, refusals: [] }, { status: 422 });
  const unit = await findUnit(prisma, exam.unitId, chinaDateOf(now));
  if (!unit || !can(actor, "exam:create", { path: unit.path })) throw new Response(null, { status: 404 });
  const answer = await inTransaction((tx) => createExam(tx, exam, actor.accountId, now));
  if (answer.ok) throw redirect(`/exams/${answer.examId}?done=created`, { status: 303 });
  const locale = localeFrom(request);
  const refusals = answer.refusals.map((reason) => ({
    field: fieldOf(reason.code),
    message: refusalIn(locale, reason).sentence,
  }));
  return data({ typed, problems, refusals }, { status: 422 });
}

export default function NewExam() {
  const { units, blueprints } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(examsText);
  const requirements = useText(requirementsText);
  const locale = useLocale();
  const typed: Partial<ExamFields> = refused?.typed ?? {
    attemptsAllowed: "1",
    lateEntryMinutes: "30",
    minutes: "90",
  };
  const messagesFor = (field: keyof ExamFields) => [
    ...(refused?.problems.includes(field) ? [t.problem[field] ?? ""] : []),
    ...(refused?.refusals ?? []).filter((reason) => reason.field === field).map((reason) => reason.message),
  ];
  const about = (name: keyof ExamFields, label: string) => ({
    name,
    label,
    defaultValue: typed[name],
    errors: messagesFor(name),
  });
  const named = (words: Record<string, string>, values: readonly string[]): Choice[] =>
    values.map((value) => ({ value, text: words[value] ?? value }));
  const summary = [
    ...(refused?.problems ?? []).map((field) => ({ field, message: t.problem[field] ?? "" })),
    ...(refused?.refusals ?? []),
  ];
  return (
    <>
      <PageHead title={t.add} crumbs={[{ text: t.title, href: "/exams" }, { text: t.add }]} />
      <ErrorSummary problems={summary} />
      <form method="post" className="form">
        <TextField {...about("title", t.name)} />
        <SelectField {...about("kind", t.kind)} choices={named(t.kinds, EXAM_KINDS)} empty={t.problem.kind} />
        <SelectField {...about("part", t.part)} choices={named(t.parts, PART_WORDS)} empty={t.noPart} />
        <SelectField {...about("field", t.field)} choices={fieldChoices(locale)} empty={t.noField} />
        <SelectField
          {...about("regime", requirements.regime)}
          choices={named(requirements.regimes, REGIME_WORDS)}
          empty={requirements.noRegime}
        />
        <SelectField {...about("unitId", t.holder)} choices={units} empty={t.problem.unitId} />
        <SelectField
          {...about("organiserLevel", t.level)}
          choices={named(t.levels, REVIEW_LEVEL_WORDS)}
          empty={t.problem.organiserLevel}
        />
        <SelectField
          {...about("blueprintVersionId", t.blueprint)}
          choices={blueprints.map(({ value, title, number }) => ({
            value,
            text: t.blueprintVersion(title, number),
          }))}
          empty={t.problem.blueprintVersionId}
        />
        <TextField {...about("opensAt", t.opensAt)} type="datetime-local" hint={t.timeHint} />
        <TextField {...about("closesAt", t.closesAt)} type="datetime-local" hint={t.timeHint} />
        <TextField {...about("minutes", t.minutes)} inputMode="numeric" figures hint={t.minutesHint} />
        <TextField
          {...about("lateEntryMinutes", t.lateEntry)}
          inputMode="numeric"
          figures
          hint={t.lateEntryHint}
        />
        <TextField {...about("passMark", t.passMark)} inputMode="numeric" figures hint={t.passMarkHint} />
        <TextField
          {...about("attemptsAllowed", t.attempts)}
          inputMode="numeric"
          figures
          hint={t.attemptsHint}
        />
        <div className="acts">
          <Button kind="primary">{t.create}</Button>
        </div>
      </form>
    </>
  );
}
