import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { UnitActPage, useUnitFields } from "~/components/unit-act";
import { inTransaction } from "~/db.server";
import { setUpUnit } from "~/organisation/tree.server";
import { unitContentFrom, unitFieldOf, unitsToChoose } from "~/organisation/unit-form.server";
import { organisationText } from "~/text/organisation";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(organisationText, (t) => t.acts.new.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "unit:write");
  const today = chinaDateOf(new Date());
  return { today, units: await unitsToChoose(actor, today) };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "unit:write");
  const now = new Date();
  const locale = localeFrom(request);
  const t = textFor(organisationText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const code = read.text("code", t.code, 40);
  const units = await unitsToChoose(actor, chinaDateOf(now));
  const content = unitContentFrom(read, typed, locale, { units, isRoot: false });
  if (!code || !content || content.parentId === null) return refusedForm(typed, read.problems);
  const unit = { ...content, code, parentId: content.parentId };
  const answer = await inTransaction((tx) => setUpUnit(tx, unit, actor.accountId, now));
  if (!answer.ok) return refusedForm(typed, problemsFrom(locale, answer.refusals, unitFieldOf));
  throw redirect(`/units/${answer.unitId}?done=new`, { status: 303 });
}

export default function NewUnit() {
  const { today, units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form } = useText(organisationText);
  const code = { kind: "text", name: "code", label: form.code, hint: form.codeHint, figures: true } as const;
  return <UnitActPage act="new" fields={[code, ...useUnitFields(units, today)]} refused={refused} />;
}
