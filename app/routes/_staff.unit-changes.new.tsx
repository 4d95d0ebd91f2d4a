import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { CHOICES, UNIT_CHANGE_KINDS } from "~/casework/unit-change";
import { changeTyped, UNIT_CHANGES, unitsToChange } from "~/casework/unit-change-form.server";
import { proposeUnitChange } from "~/casework/unit-changes.server";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { UNIT_KINDS } from "~/organisation/unit";
import { organisationText } from "~/text/organisation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { unitChangesText } from "~/text/unit-changes";

export const meta = titled(unitChangesText, (t) => t.new);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "unit-change:propose");
  return { units: await unitsToChange(actor, chinaDateOf(new Date())) };
}

/** The first of two people: nothing changes yet. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "unit-change:propose");
  const now = new Date();
  const { typed, problems, refusals, change, file } = await changeTyped(request, actor, now);
  if (!change || !file) return data({ typed, problems, refusals }, { status: 422 });
  const answer = await inTransaction((tx) => proposeUnitChange(tx, change, file, actor, now));
  if (answer.ok) throw redirect(`${UNIT_CHANGES}/${answer.changeId}`, { status: 303 });
  return data({ typed, problems, refusals: answer.refusals }, { status: 422 });
}

export default function NewUnitChange() {
  const { units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(unitChangesText);
  const { kinds } = useText(organisationText);
  const f = t.form;
  const typed: Record<string, string | undefined> = refused?.typed ?? {};
  const problems = refused?.problems ?? [];
  const field = (name: string, label: string) => ({
    ...{ name, label, defaultValue: typed[name] },
    errors: problems.filter((one) => one.field === name).map(({ message }) => message),
  });
  const choices = (name: "posts" | "roles") => ({
    ...{ name, legend: f[name], chosen: [typed[name] ?? "move"], errors: field(name, "").errors },
    options: CHOICES.map((value) => ({ value, text: f.choices[value] })),
  });
  return (
    <ActPage
      title={t.new}
      lede={f.lede}
      crumbs={[{ text: t.title, href: "/unit-changes" }]}
      back="/unit-changes"
      refusals={refused?.refusals}
      problems={problems}
      submit={f.submit}
      multipart
    >
      <ChoicesField
        name="kind"
        legend={f.kind}
        hint={f.kindHint}
        errors={field("kind", "").errors}
        chosen={[typed.kind ?? "merge"]}
        options={UNIT_CHANGE_KINDS.map((value) => ({ value, text: t.kinds[value] }))}
      />
      <ChoicesField
        name="units"
        legend={f.units}
        hint={f.unitsHint}
        many
        chosen={(typed.units ?? "").split(",")}
        options={units.filter(({ isRoot }) => !isRoot)}
      />
      <SelectField
        {...field("targetId", f.target)}
        hint={f.targetHint}
        choices={units}
        empty={f.none}
        optional
      />
      <fieldset className="field stack">
        <legend className="label">{f.newUnit}</legend>
        <p className="hint">{f.newUnitHint}</p>
        <TextField {...field("name", f.name)} maxLength={60} optional />
        <TextField {...field("shortName", f.shortName)} maxLength={20} optional />
        <TextField {...field("code", f.code)} maxLength={40} figures optional />
        <SelectField
          {...field("unitKind", f.unitKind)}
          choices={UNIT_KINDS.map((value) => ({ value, text: kinds[value] }))}
          empty={f.choose}
          optional
        />
        <SelectField {...field("parentId", f.parent)} choices={units} empty={f.choose} optional />
      </fieldset>
      <TextField {...field("switchOn", f.switchOn)} figures />
      <TextField {...field("orderNumber", f.orderNumber)} maxLength={200} />
      <TextField {...field("announcedOn", f.announcedOn)} hint={f.announcedHint} figures optional />
      <TextField
        label={f.file}
        name="file"
        type="file"
        accept="image/jpeg,image/png,application/pdf"
        hint={f.fileHint}
        errors={field("file", "").errors}
      />
      <ChoicesField {...choices("posts")} hint={f.postsHint} />
      <ChoicesField {...choices("roles")} />
    </ActPage>
  );
}
