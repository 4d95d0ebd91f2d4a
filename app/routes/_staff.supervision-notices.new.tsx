import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { noticeChoices, noticeTyped } from "~/components/notice-form.server";
import { SelectField } from "~/components/select-field";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { inTransaction } from "~/db.server";
import { newId } from "~/ids";
import { draftNotice } from "~/study/notices.server";
import { dateOfInstant, shortDate } from "~/text/dates";
import { studyAuditText } from "~/text/study-audit";
import { supervisionText } from "~/text/supervision";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(supervisionText, (t) => t.draftNew);

export async function loader({ request }: LoaderFunctionArgs) {
  const { audit, units, findings, year, chosenUnit } = await noticeChoices(request);
  return { audit, units, findings, year, chosenUnit, noticeId: newId() };
}

export async function action({ request }: ActionFunctionArgs) {
  const choices = await noticeChoices(request);
  const { typed, problems, notice } = noticeTyped(await request.formData(), choices);
  if (!notice) return data({ typed, problems, refusals: [] }, { status: 422 });
  const drafted = await inTransaction((tx) => draftNotice(tx, notice, choices.actor.accountId, new Date()));
  if (!drafted.ok) return data({ typed, problems, refusals: drafted.refusals }, { status: 422 });
  throw redirect(`/supervision-notices/${drafted.noticeId}?done=drafted`, { status: 303 });
}

export default function NewNotice() {
  const { audit, units, findings, year, chosenUnit, noticeId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(supervisionText);
  const { kinds } = useText(studyAuditText);
  const about = (name: string, label: string, otherwise = "") => ({
    name,
    label,
    defaultValue: refused?.typed[name] ?? otherwise,
    errors: errorsAt(refused?.problems, name),
  });
  return (
    <ActPage
      title={t.draftNew}
      lede={
        audit
          ? `${t.grounds["study-audit"]}　${audit.noticeNumber}`
          : `${t.grounds["no-plan"]}　${t.ofYear(year)}`
      }
      crumbs={[{ text: t.notices, href: "/supervision-notices" }]}
      back="/supervision-notices"
      problems={refused?.problems}
      refusals={refused?.refusals}
      submit={t.draft}
    >
      <input type="hidden" name="noticeId" value={refused?.typed.noticeId ?? noticeId} />
      <TextField {...about("number", t.number)} hint={t.numberHint} maxLength={60} />
      <SelectField
        {...about("unitId", t.unit, chosenUnit)}
        hint={audit ? undefined : t.withoutPlan}
        choices={units}
        empty={t.chooseUnit}
      />
      {audit && (
        <ChoicesField
          name="verdicts"
          legend={t.findings}
          hint={findings.length > 0 ? t.findingsHint : t.noFindings}
          many
          options={findings.map(({ verdictId, place, name, title, kind, unitName, startAt }) => ({
            value: verdictId,
            text: t.findingLine(place, name, title, kinds[kind]),
            hint: `${unitName} ${shortDate(dateOfInstant(startAt))}`,
          }))}
          chosen={refused?.typed.verdicts?.split(",") ?? findings.map(({ verdictId }) => verdictId)}
          errors={errorsAt(refused?.problems, "verdicts")}
        />
      )}
      <TextAreaField {...about("demand", t.demand)} hint={t.demandHint} rows={4} maxLength={500} />
      <TextField {...about("workingDays", t.workingDays, "10")} inputMode="numeric" figures />
    </ActPage>
  );
}
