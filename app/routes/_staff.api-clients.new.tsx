import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { createApiClient } from "~/access/api-client.server";
import { API_SCOPES, PER_MINUTE } from "~/access/api-scope";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { ApiKeySlip } from "~/components/api-key-slip";
import { ChoicesField } from "~/components/choices-field";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { unitsUnder } from "~/organisation/units.server";
import { apiClientsText } from "~/text/api-clients";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(apiClientsText, (t) => t.new);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "api-client:write");
  const units = await unitsUnder(prisma, pathsFor(actor, "api-client:write"), chinaDateOf(new Date()));
  return { units: units.map(({ unitId, name }) => ({ value: unitId, text: name })) };
}

/** Answers with the page itself: the key is shown once, and a redirect would have to carry it. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "api-client:write");
  const now = new Date();
  const form = await request.formData();
  const typed = { name: textIn(form, "name", 100), unit: textIn(form, "unit", 40) };
  const scopes = API_SCOPES.filter((scope) => form.getAll("scopes").includes(scope));
  const perMinute = textIn(form, "perMinute", 10);
  const units = await unitsUnder(prisma, pathsFor(actor, "api-client:write"), chinaDateOf(now));
  const unit = units.find(({ unitId }) => unitId === typed.unit);
  const most = /^[1-9]\d{0,5}$/.test(perMinute) ? Number(perMinute) : 0;
  const wrong = [
    typed.name === "" && ("name" as const),
    !unit && ("unit" as const),
    scopes.length === 0 && ("scopes" as const),
    (most < 1 || most > PER_MINUTE.most) && ("perMinute" as const),
  ].filter((one) => one !== false);
  if (wrong.length > 0 || !unit || !can(actor, "api-client:write", { path: unit.path }))
    return data({ typed: { ...typed, perMinute, scopes }, wrong, made: null }, { status: 422 });
  const client = { name: typed.name, unitId: unit.unitId, scopes, perMinute: most };
  const key = await inTransaction((tx) => createApiClient(tx, client, actor.accountId, now));
  const made = { name: typed.name, key };
  return data({ typed: null, wrong: [], made }, { headers: { "Cache-Control": "no-store" } });
}

export default function NewApiClient() {
  const { units } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const all = useText(apiClientsText);
  const t = all.form;
  if (answered?.made) return <ApiKeySlip name={answered.made.name} apiKey={answered.made.key} />;
  const wrong = answered?.wrong ?? [];
  const errorsOf = (name: (typeof wrong)[number]) => (wrong.includes(name) ? [t.problems[name]] : []);
  return (
    <ActPage
      title={all.new}
      lede={t.lede}
      crumbs={[{ text: all.title, href: "/api-clients" }]}
      back="/api-clients"
      problems={wrong.map((field) => ({ field, message: t.problems[field] }))}
      submit={t.submit}
    >
      <TextField
        {...{ label: t.name, name: "name", maxLength: 100, errors: errorsOf("name") }}
        defaultValue={answered?.typed?.name}
      />
      <SelectField
        {...{ label: t.unit, name: "unit", choices: units, empty: t.choose, errors: errorsOf("unit") }}
        defaultValue={answered?.typed?.unit}
      />
      <ChoicesField
        {...{ legend: t.scopes, name: "scopes", many: true, errors: errorsOf("scopes") }}
        chosen={answered?.typed?.scopes ?? ["eligibility"]}
        options={API_SCOPES.map((scope) => ({ value: scope, text: all.scopes[scope] }))}
      />
      <TextField
        {...{ label: t.perMinute, name: "perMinute", figures: true, errors: errorsOf("perMinute") }}
        defaultValue={answered?.typed?.perMinute ?? String(PER_MINUTE.usual)}
      />
    </ActPage>
  );
}
