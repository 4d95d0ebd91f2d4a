import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom, refusedForm } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { type BatchField, batchFieldOf, batchFormFrom } from "~/exams/appointment-form.server";
import { createBatch } from "~/exams/appointments.server";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { REGIME_WORDS } from "~/rulebook/words";
import { appointmentsText } from "~/text/appointments";
import { requirementsText } from "~/text/requirements";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(appointmentsText, (t) => t.add);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "appointment:propose");
  const units = await unitsUnder(prisma, pathsFor(actor, "appointment:propose"), chinaDateOf(new Date()));
  return { units: units.map(({ unitId, name }) => ({ value: unitId, text: name })) };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "appointment:propose");
  const now = new Date();
  const locale = localeFrom(request);
  const { typed, problems, batch } = batchFormFrom(await request.formData());
  const { problem } = textFor(appointmentsText, locale);
  if (!batch)
    return refusedForm(
      typed,
      problems.map((field) => ({ field, message: problem[field] ?? "" })),
    );
  const unit = await findUnit(prisma, batch.unitId, chinaDateOf(now));
  if (!unit || !can(actor, "appointment:propose", { path: unit.path }))
    throw new Response(null, { status: 404 });
  const answer = await inTransaction((tx) => createBatch(tx, batch, actor.accountId, now));
  if (answer.ok) throw redirect(`/appointment-batches/${answer.batchId}?done=created`, { status: 303 });
  return refusedForm(typed, problemsFrom(locale, answer.refusals, batchFieldOf));
}

export default function NewBatch() {
  const { units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(appointmentsText);
  const { regimes } = useText(requirementsText);
  const about = (name: BatchField, label: string) => ({
    name,
    label,
    defaultValue: refused?.typed[name],
    errors: errorsAt(refused?.problems, name),
  });
  return (
    <>
      <PageHead
        title={t.add}
        lede={t.addLede}
        crumbs={[{ text: t.title, href: "/appointment-batches" }, { text: t.add }]}
      />
      <ErrorSummary problems={refused?.problems ?? []} />
      <form method="post" className="form max-w-[46rem]" noValidate>
        <TextField {...about("title", t.name)} maxLength={80} />
        <SelectField
          {...about("regime", t.regime)}
          choices={REGIME_WORDS.map((value) => ({ value, text: regimes[value] }))}
          empty={t.problem.regime}
        />
        <TextField {...about("documentNumber", t.documentNumber)} maxLength={40} />
        <SelectField {...about("unitId", t.unit)} choices={units} empty={t.problem.unitId} />
        <TextField {...about("dueOn", t.dueOn)} type="date" hint={t.dueHint} figures />
        <TextField {...about("termEndsOn", t.termEndsOn)} type="date" hint={t.termHint} figures optional />
        <div className="acts">
          <Button kind="primary">{t.create}</Button>
        </div>
      </form>
    </>
  );
}
