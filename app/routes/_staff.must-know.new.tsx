import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, fromDbDate } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { POSITION_FAMILIES } from "~/positions/position";
import { STUDY_GROUP_WORDS } from "~/rulebook/words";
import { proposeMustKnow } from "~/study/must-know.server";
import { longDate } from "~/text/dates";
import { fieldChoices, fieldCodes } from "~/text/fields";
import { mustKnowText } from "~/text/must-know";
import { personnelText } from "~/text/personnel";
import { positionsText } from "~/text/positions";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

const LONGEST_NAME = 80;
const LONGEST_POST = 60;

export const meta = titled(mustKnowText, (t) => t.draw);

export async function loader({ request }: LoaderFunctionArgs) {
  return choices(request);
}

/** Of each law the versions on record, the newest first. */
async function choices(request: Request) {
  const actor = await requirePermission(request, "must-know:write");
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "must-know:write"), today);
  const versions = await prisma.lawVersion.findMany({
    include: { law: { select: { title: true } } },
    orderBy: [{ law: { title: "asc" } }, { version: "desc" }],
  });
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    versions: versions.map(({ id, version, law }) => ({
      id,
      title: law.title,
      version: fromDbDate(version),
    })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "must-know:write");
  const { units, versions } = await choices(request);
  const locale = localeFrom(request);
  const t = textFor(mustKnowText, locale);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const unitId = read.choice(
    "unitId",
    t.unit,
    units.map(({ value }) => value),
  );
  const title = read.text("title", t.name, LONGEST_NAME);
  const group = read.optionalChoice("group", STUDY_GROUP_WORDS) ?? null;
  const post = read.optionalText("post", t.post, LONGEST_POST);
  const family = read.optionalChoice("family", POSITION_FAMILIES) ?? null;
  const field = read.optionalChoice("field", fieldCodes) ?? null;
  const document = read.optionalText("document", t.document, LONGEST_NAME);
  const lawVersionIds = read.several(
    "laws",
    versions.map(({ id }) => id),
  );
  if (!unitId || !title || read.problems.length > 0)
    return data({ typed, problems: [...read.problems], refusals: [] }, { status: 422 });
  const wanted = { unitId, title, group, post, family, field, document, lawVersionIds };
  const answer = await inTransaction((tx) => proposeMustKnow(tx, wanted, actor.accountId, new Date()));
  if (answer.ok) throw redirect(`/must-know/${answer.listId}?done=proposed`, { status: 303 });
  return data({ typed, problems: [], refusals: answer.refusals }, { status: 422 });
}

export default function NewMustKnow() {
  const { units, versions } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(mustKnowText);
  const { categories } = useText(personnelText);
  const { families } = useText(positionsText);
  const locale = useLocale();
  const about = (name: string, label: string) => ({
    ...{ name, label, defaultValue: refused?.typed[name], errors: errorsAt(refused?.problems, name) },
  });
  return (
    <ActPage
      title={t.draw}
      lede={t.drawLede}
      crumbs={[{ text: t.title, href: "/must-know" }]}
      back="/must-know"
      problems={refused?.problems}
      refusals={refused?.refusals}
      submit={t.create}
    >
      <SelectField {...about("unitId", t.unit)} choices={units} empty={t.noUnit} />
      <TextField {...about("title", t.name)} maxLength={LONGEST_NAME} />
      <SelectField
        {...about("group", t.group)}
        empty={t.anyGroup}
        choices={STUDY_GROUP_WORDS.map((value) => ({ value, text: categories[value] }))}
      />
      <TextField {...about("post", t.post)} hint={t.postHint} maxLength={LONGEST_POST} optional />
      <SelectField
        {...about("family", t.family)}
        empty={t.anyFamily}
        hint={t.familyHint}
        choices={POSITION_FAMILIES.map((value) => ({ value, text: families[value] }))}
      />
      <SelectField {...about("field", t.field)} empty={t.anyField} choices={fieldChoices(locale)} />
      <TextField {...about("document", t.document)} maxLength={LONGEST_NAME} optional />
      <ChoicesField
        name="laws"
        legend={t.laws}
        many
        options={versions.map(({ id, title, version }) => ({
          value: id,
          text: title,
          hint: t.version(longDate(version, locale)),
        }))}
        chosen={refused?.typed.laws?.split(",") ?? []}
      />
    </ActPage>
  );
}
