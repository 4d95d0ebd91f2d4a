import { randomBytes } from "node:crypto";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid, newId } from "~/ids";
import { unitsUnder } from "~/organisation/units.server";
import { drawAudit } from "~/study/audits.server";
import { RECORD_STEPS } from "~/study/record-state";
import { METHODS } from "~/study/sampling-method";
import { STUDY_MODES } from "~/study/study-entry";
import { studyText } from "~/text/study";
import { studyAuditText } from "~/text/study-audit";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";
import type { Refusal } from "~/verdict";

const MOST = 500;
const LONGEST_NUMBER = 60;
const LONGEST_PURPOSE = 200;
const LONGEST_MS = 5 * 60_000;

export const meta = titled(studyAuditText, (t) => t.draw);

export async function loader({ request }: LoaderFunctionArgs) {
  const { units, today } = await choices(request);
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    auditId: newId(),
    fromOn: `${yearOf(today)}-01-01`,
    lastOn: today,
  };
}

async function choices(request: Request) {
  const actor = await requirePermission(request, "study-audit:write");
  const today = chinaDateOf(new Date());
  return { actor, today, units: await unitsUnder(prisma, pathsFor(actor, "study-audit:write"), today) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { actor, units } = await choices(request);
  const locale = localeFrom(request);
  const t = textFor(studyAuditText, locale);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const unitId = read.choice(
    "unitId",
    t.unit,
    units.map((unit) => unit.unitId),
  );
  const fromOn = read.date("fromOn", t.fromOn);
  const lastOn = read.date("lastOn", t.lastOn);
  const method = read.choice("method", t.method, METHODS);
  const size = read.amount("size", t.size, MOST);
  const noticeNumber = read.text("noticeNumber", t.number, LONGEST_NUMBER);
  const purpose = read.text("purpose", t.purpose, LONGEST_PURPOSE);
  const modes = read.several("modes", STUDY_MODES);
  const states = read.several("states", RECORD_STEPS);
  const again = (refusals: Refusal[]) => data({ typed, problems: read.problems, refusals }, { status: 422 });
  if (!unitId || !fromOn || !lastOn || !method || !size || !noticeNumber || !purpose) return again([]);
  const root = units.find((unit) => unit.unitId === unitId)!;
  const plan = {
    auditId: isUuid(typed.auditId) ? typed.auditId : newId(),
    ...{ unitId, fromOn, lastOn, method, size, noticeNumber, purpose },
    unitIds: units.filter(({ path }) => path.startsWith(root.path)).map((unit) => unit.unitId),
    modes: modes.length > 0 ? modes : STUDY_MODES,
    states: states.length > 0 ? states : (["accepted"] as const),
    seed: randomBytes(8).toString("hex"),
  };
  const drawn = await inTransaction(
    (tx) => drawAudit(tx, plan, actor.accountId, new Date()),
    undefined,
    LONGEST_MS,
  );
  if (!drawn.ok) return again(drawn.refusals);
  throw redirect(`/study-audits/${drawn.auditId}?done=drawn`, { status: 303 });
}

export default function NewAudit() {
  const { units, auditId, fromOn, lastOn } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyAuditText);
  const study = useText(studyText);
  const about = (name: string, label: string, otherwise = "") => ({
    name,
    label,
    defaultValue: refused?.typed[name] ?? otherwise,
    errors: errorsAt(refused?.problems, name),
  });
  const chosen = (name: string, otherwise: string) => (refused?.typed[name] ?? otherwise).split(",");
  return (
    <ActPage
      title={t.draw}
      lede={t.drawLede}
      crumbs={[{ text: t.title, href: "/study-audits" }]}
      back="/study-audits"
      problems={refused?.problems}
      refusals={refused?.refusals}
      submit={t.draw}
    >
      <input type="hidden" name="auditId" value={refused?.typed.auditId ?? auditId} />
      <TextField {...about("noticeNumber", t.number)} hint={t.numberHint} maxLength={LONGEST_NUMBER} />
      <TextField {...about("purpose", t.purpose)} hint={t.purposeHint} maxLength={LONGEST_PURPOSE} />
      <SelectField {...about("unitId", t.unit)} choices={units} empty={t.chooseUnit} />
      <TextField {...about("fromOn", `${t.period}${t.fromOn}`, fromOn)} hint={t.dateHint} figures />
      <TextField {...about("lastOn", `${t.period}${t.lastOn}`, lastOn)} hint={t.dateHint} figures />
      <ChoicesField
        name="method"
        legend={t.method}
        options={METHODS.map((value) => ({ value, text: t.methods[value], hint: t.methodHints[value] }))}
        chosen={chosen("method", "simple")}
        errors={errorsAt(refused?.problems, "method")}
      />
      <TextField {...about("size", t.size, "20")} hint={t.sizeHint} inputMode="numeric" figures />
      <ChoicesField
        name="states"
        legend={t.states}
        many
        options={RECORD_STEPS.map((value) => ({ value, text: study.statuses[value] }))}
        chosen={chosen("states", "accepted")}
      />
      <ChoicesField
        name="modes"
        legend={t.modes}
        many
        optional
        hint={t.allModes}
        options={STUDY_MODES.map((value) => ({ value, text: study.modes[value] }))}
        chosen={chosen("modes", "")}
      />
    </ActPage>
  );
}
