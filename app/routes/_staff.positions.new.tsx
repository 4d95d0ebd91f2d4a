import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { isEnforcement, POSITION_FAMILIES, type PositionFamily } from "~/positions/position";
import { createPosition } from "~/positions/positions.server";
import { fieldChoices, fieldCodes } from "~/text/fields";
import { positionsText } from "~/text/positions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(positionsText, (t) => t.newTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "position:write");
  const units = await unitsUnder(prisma, pathsFor(actor, "position:write"), chinaDateOf(new Date()));
  return { units: units.map(({ unitId, name }) => ({ value: unitId, text: name })) };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "position:write");
  const now = new Date();
  const form = await request.formData();
  const typed = {
    unitId: String(form.get("unitId") ?? ""),
    title: String(form.get("title") ?? "").trim(),
    family: String(form.get("family") ?? ""),
    field: String(form.get("field") ?? ""),
  };
  const unit = isUuid(typed.unitId) ? await findUnit(prisma, typed.unitId, chinaDateOf(now)) : null;
  if (unit && !can(actor, "position:write", { path: unit.path })) throw new Response(null, { status: 404 });
  const family = POSITION_FAMILIES.find((known) => known === typed.family);
  const field = fieldCodes.includes(typed.field) ? typed.field : null;
  const wrong = problemsIn(unit !== null, typed.title, family, field);
  if (wrong.length > 0 || !unit || !family) return data({ typed, wrong }, { status: 422 });
  await inTransaction((tx) =>
    createPosition(tx, { unitId: unit.unitId, title: typed.title, family, field }, actor.accountId, now),
  );
  throw redirect("/positions?done=created", { status: 303 });
}

type Wrong = "unit" | "title" | "family" | "field";

function problemsIn(
  hasUnit: boolean,
  title: string,
  family: PositionFamily | undefined,
  field: string | null,
): Wrong[] {
  const wrong: Wrong[] = [];
  if (!hasUnit) wrong.push("unit");
  if (title === "" || title.length > 60) wrong.push("title");
  if (!family) wrong.push("family");
  if (family && isEnforcement(family) && field === null) wrong.push("field");
  return wrong;
}

export default function NewPosition() {
  const { units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(positionsText);
  const locale = useLocale();
  const errorsOf = (name: Wrong) => (refused?.wrong.includes(name) ? [t.problem[name]] : undefined);
  const controls = { unit: "unitId", title: "title", family: "family", field: "field" } as const;
  return (
    <>
      <PageHead title={t.newTitle} crumbs={[{ text: t.title, href: "/positions" }, { text: t.newTitle }]} />
      {refused && (
        <ErrorSummary
          problems={refused.wrong.map((name) => ({ field: controls[name], message: t.problem[name] }))}
        />
      )}
      <form method="post" className="form">
        <SelectField
          label={t.unit}
          name="unitId"
          empty={t.problem.unit}
          choices={units}
          defaultValue={refused?.typed.unitId}
          errors={errorsOf("unit")}
        />
        <TextField
          label={t.name}
          name="title"
          defaultValue={refused?.typed.title}
          errors={errorsOf("title")}
        />
        <SelectField
          label={t.family}
          name="family"
          empty={t.problem.family}
          choices={POSITION_FAMILIES.map((family) => ({ value: family, text: t.families[family] }))}
          defaultValue={refused?.typed.family}
          errors={errorsOf("family")}
        />
        <SelectField
          label={t.field}
          name="field"
          empty={t.noField}
          choices={fieldChoices(locale)}
          defaultValue={refused?.typed.field}
          errors={errorsOf("field")}
        />
        <div className="acts">
          <Button kind="primary">{t.add}</Button>
        </div>
      </form>
    </>
  );
}
