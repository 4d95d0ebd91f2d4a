import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { addDays, type DateOn, instantAt } from "~/calendar";
import { type ActField, ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { type FormReader, readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { addShift } from "~/positions/shifts.server";
import { TEAM_ACTS } from "~/positions/team";
import { unitWithPosts } from "~/positions/unit-page.server";
import { fieldChoices, fieldCodes } from "~/text/fields";
import { shiftsText } from "~/text/shifts";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(shiftsText, (t) => t.add);

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit, today } = await unitWithPosts(request, params.unitId, "assignment:write", new Date());
  return { unit: { unitId: unit.unitId, name: unit.name }, today };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit } = await unitWithPosts(request, params.unitId, "assignment:write", now);
  const locale = localeFrom(request);
  const t = textFor(shiftsText, locale);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const on = read.date("on", t.on);
  const from = clockFrom(read, typed, "from", t.clockWrong(t.from));
  const until = clockFrom(read, typed, "until", t.clockWrong(t.until));
  const place = read.text("place", t.place, 100);
  const act = read.choice("act", t.act, TEAM_ACTS);
  const field = read.optionalChoice("field", fieldCodes) ?? null;
  const { problems } = read;
  if (!on || !from || !until || !place || !act || problems.length > 0)
    return data({ typed, problems, refusals: [] }, { status: 422 });
  const planned = { unitId: unit.unitId, act, field, place, ...timesOf(on, from, until) };
  const answer = await inTransaction((tx) => addShift(tx, planned, actor.accountId, now));
  if (!answer.ok) return data({ typed, problems, refusals: answer.refusals }, { status: 422 });
  throw redirect(`/units/${unit.unitId}/shifts/${answer.shiftId}/duties`, { status: 303 });
}

function clockFrom(read: FormReader, typed: Record<string, string>, name: string, wrong: string) {
  const clock = (typed[name] ?? "").normalize("NFKC").padStart(5, "0");
  return CLOCK.test(clock) ? clock : read.against(name, wrong);
}

function timesOf(on: DateOn, from: string, until: string) {
  return { startsAt: instantAt(on, from), endsAt: instantAt(until > from ? on : addDays(on, 1), until) };
}

export default function NewShift() {
  const { unit, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(shiftsText);
  const locale = useLocale();
  const back = `/units/${unit.unitId}/shifts`;
  const fields: ActField[] = [
    { kind: "date", name: "on", label: t.on, value: today },
    { kind: "text", name: "from", label: t.from, figures: true },
    { kind: "text", name: "until", label: t.until, hint: t.clockHint, figures: true },
    { kind: "text", name: "place", label: t.place },
    {
      ...{ kind: "choice", name: "act", label: t.act, empty: t.choose },
      choices: TEAM_ACTS.map((value) => ({ value, text: t.acts[value] })),
    },
    {
      ...{ kind: "choice", name: "field", label: t.field, empty: t.anyField, optional: true },
      choices: fieldChoices(locale),
    },
  ];
  return (
    <ActPage
      title={t.add}
      lede={t.addLede}
      crumbs={[
        { text: unit.name, href: `/units/${unit.unitId}` },
        { text: t.title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      problems={refused?.problems}
      submit={t.add}
    >
      <ActFields fields={fields} refused={refused} />
    </ActPage>
  );
}
