import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, dateOnFrom } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { SelectField } from "~/components/select-field";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { unitInScope, unitsFor } from "~/personnel/person-scope.server";
import { proposeAssignment } from "~/rulebook/assignment.server";
import { listPacks } from "~/rulebook/packs.server";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.assignment);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "rule-pack:draft");
  const units = await unitsFor(prisma, actor, "rule-pack:draft", chinaDateOf(new Date()));
  const packs = await listPacks(prisma);
  return {
    units: units
      .filter(({ path }) => can(actor, "rule-pack:draft", { path }))
      .map(({ unitId, name }) => ({ value: unitId, text: name })),
    packs: packs.map(({ code, title }) => ({ code, title: title["zh-CN"] ?? code })),
  };
}

/** The first of two people: nothing changes for the unit yet. */
export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "rule-pack:draft");
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const typed = {
    unit: text("unit"),
    pack: text("pack"),
    fromOn: text("fromOn"),
    reason: text("reason").slice(0, 500),
  };
  const unit = await unitInScope(actor, "rule-pack:draft", typed.unit, chinaDateOf(now));
  const fromOn = dateOnFrom(typed.fromOn);
  if (!unit || !fromOn) {
    const wrong: ("unit" | "fromOn")[] = [
      ...(unit ? [] : ["unit" as const]),
      ...(fromOn ? [] : ["fromOn" as const]),
    ];
    return data({ typed, wrong, refusals: [] }, { status: 422 });
  }
  const wanted = { unitId: unit.unitId, packCode: typed.pack, fromOn, reason: typed.reason || null };
  const answer = await inTransaction((tx) => proposeAssignment(tx, wanted, actor.accountId, now));
  if (!answer.ok) return data({ typed, wrong: [], refusals: answer.refusals }, { status: 422 });
  throw redirect("/rule-packs?done=assignment-proposed", { status: 303 });
}

export default function NewAssignment() {
  const { units, packs } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const locale = useLocale();
  const wrong: readonly ("unit" | "fromOn")[] = refused?.wrong ?? [];
  const messageOf = (field: "unit" | "fromOn") => (field === "unit" ? t.problems.missing(t.unit) : t.badDate);
  const at = (name: "unit" | "fromOn") => ({
    name,
    errors: wrong.includes(name) ? [messageOf(name)] : [],
    defaultValue: refused?.typed[name],
  });
  return (
    <ActPage
      title={t.assignment}
      lede={t.assignmentLede}
      crumbs={[{ text: rules.title, href: "/rule-packs" }]}
      back="/rule-packs"
      refusals={refused?.refusals}
      problems={wrong.map((field) => ({ field, message: messageOf(field) }))}
      submit={t.proposal}
    >
      <SelectField {...at("unit")} label={t.unit} choices={units} empty={t.choose} />
      <SelectField
        name="pack"
        label={t.pack}
        choices={packs.map(({ code, title }) => ({ value: code, text: packTitle(locale, code, title) }))}
        defaultValue={refused?.typed.pack}
      />
      <TextField {...at("fromOn")} label={t.fromOn} hint={t.effectiveOnHint} figures autoComplete="off" />
      <TextAreaField
        label={t.reason}
        name="reason"
        hint={t.reasonHint}
        optional
        defaultValue={refused?.typed.reason}
      />
    </ActPage>
  );
}
