import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { CourseFields } from "~/components/course-fields";
import { SelectField } from "~/components/select-field";
import { errorsAt } from "~/components/typed-form";
import { readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { packFor } from "~/rulebook/packs.server";
import { createCourse } from "~/study/course-drafting.server";
import { courseFrom, lawsToChoose } from "~/study/course-form.server";
import { coursesText } from "~/text/courses";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.new);

async function choices(request: Request) {
  const actor = await requirePermission(request, "course:write");
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "course:write"), today);
  return {
    actor,
    today,
    laws: await lawsToChoose(prisma),
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
  };
}

export async function loader({ request }: LoaderFunctionArgs) {
  const { laws, units, today } = await choices(request);
  const [first] = units;
  const passPercent = first ? (await packFor(prisma, first.value, today)).pack.exam.passPercent.value : 60;
  const usual = { questions: "5", passPercent: String(passPercent), triesADay: "3", level: "county" };
  return { laws, units, usual };
}

export async function action({ request }: ActionFunctionArgs) {
  const { actor, laws, units } = await choices(request);
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const unitId = read.choice(
    "unitId",
    textFor(coursesText, locale).form.unit,
    units.map(({ value }) => value),
  );
  const content = courseFrom(read, laws, locale);
  if (!unitId || !content) return refusedForm(typed, read.problems);
  const courseId = await inTransaction((tx) =>
    createCourse(tx, { unitId, ...content }, actor.accountId, new Date()),
  );
  throw redirect(`/courses/${courseId}?done=created`, { status: 303 });
}

export default function NewCourse() {
  const { laws, units, usual } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(coursesText);
  const typed = refused?.typed ?? usual;
  return (
    <ActPage
      title={t.new}
      lede={t.newLede}
      crumbs={[{ text: t.title, href: "/courses" }]}
      back="/courses"
      problems={refused?.problems}
      submit={t.create}
    >
      <SelectField
        name="unitId"
        label={t.form.unit}
        hint={t.form.unitHint}
        empty={t.form.chooseUnit}
        choices={units}
        defaultValue={refused?.typed.unitId ?? (units.length === 1 ? units[0]?.value : "")}
        errors={errorsAt(refused?.problems, "unitId")}
      />
      <CourseFields typed={typed} problems={refused?.problems} laws={laws} />
    </ActPage>
  );
}
