import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { usePowerColumns, usePowerDays } from "~/components/power-columns";
import { powerFields } from "~/components/power-fields";
import { powerTyped } from "~/components/power-typed.server";
import { Section } from "~/components/section";
import { type Column, Table } from "~/components/table";
import { readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { correctPower, powerBefore } from "~/positions/power-corrections.server";
import { powersOfUnit } from "~/positions/powers.server";
import { unitWithPosts } from "~/positions/unit-page.server";
import { lastDayBefore, shortInstant } from "~/text/dates";
import { powersText } from "~/text/powers";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import type { Refusal } from "~/verdict";

export const meta = titled(powersText, (t) => t.correctTitle);

async function powerFrom(request: Request, params: { unitId?: string; powerId?: string }, now: Date) {
  const { actor, unit, today } = await unitWithPosts(request, params.unitId, "position:write", now);
  const powers = await powersOfUnit(prisma, unit.unitId, today);
  const power = powers.find(({ powerId }) => powerId === params.powerId);
  if (!power) throw new Response(null, { status: 404 });
  return { actor, unit, power };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit, power } = await powerFrom(request, params, new Date());
  const before = await powerBefore(prisma, unit.unitId, power.powerId);
  return { unit: { unitId: unit.unitId, name: unit.name }, power, before };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit, power } = await powerFrom(request, params, now);
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const right = powerTyped(read, locale);
  const reason = read.text("reason", textFor(powersText, locale).reason, 200);
  if (!right || !reason) return refusedForm(typed, read.problems);
  const correction = { unitId: unit.unitId, powerId: power.powerId, reason, ...right };
  const answer = await inTransaction((tx) => correctPower(tx, correction, actor.accountId, now));
  if (!answer.ok) return data({ typed, problems: [], refusals: answer.refusals }, { status: 422 });
  throw redirect(`/units/${unit.unitId}/powers?done=corrected`, { status: 303 });
}

export default function PowerCorrection() {
  const { unit, power, before } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(powersText);
  const locale = useLocale();
  const columns = useColumns();
  const back = `/units/${unit.unitId}/powers`;
  const said = { ...power, lastOn: power.toOn ? lastDayBefore(power.toOn) : "" };
  const reason = { kind: "text", name: "reason", label: t.reason } as const;
  return (
    <div className="stack-lg">
      <ActPage
        title={t.correctTitle}
        lede={`${power.name}　${t.correctLede}`}
        crumbs={[
          { text: unit.name, href: `/units/${unit.unitId}` },
          { text: t.title, href: back },
        ]}
        back={back}
        problems={refused?.problems}
        refusals={refused && "refusals" in refused ? (refused.refusals as Refusal[]) : []}
        submit={t.correct}
      >
        <ActFields fields={[...powerFields(locale, said), reason]} refused={refused} />
      </ActPage>
      {before.length > 0 && (
        <Section title={t.before}>
          <Table label={t.before} columns={columns} rows={before} keyOf={(row) => row.id} />
        </Section>
      )}
    </div>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["before"][number];

function useColumns(): Column<Row>[] {
  const t = useText(powersText);
  const days = usePowerDays();
  return [
    ...usePowerColumns<Row>(t.name),
    { key: "days", head: t.days, cell: ({ fromOn, toOn }) => days({ fromOn, toOn }) },
    {
      key: "believed",
      head: t.believed,
      cell: (row) => t.beforeSpan(shortInstant(row.recordedAt), shortInstant(row.supersededAt)),
    },
    { key: "reason", head: t.reason, cell: (row) => row.correctionReason ?? "" },
  ];
}
