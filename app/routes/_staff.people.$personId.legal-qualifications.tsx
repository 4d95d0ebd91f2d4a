import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { TextField } from "~/components/text-field";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { LEGAL_QUALIFICATIONS } from "~/personnel/legal-qualification-page.server";
import { recordLegalQualification } from "~/personnel/legal-qualifications.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { legalQualificationsText } from "~/text/legal-qualifications";
import { personnelText } from "~/text/personnel";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

const LONGEST = 100;

export const meta = titled(legalQualificationsText, (t) => t.form.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId, name } = await requirePersonInScope(
    request,
    params.personId,
    "legal-qualification:record",
    new Date(),
  );
  return { personId, name };
}

/** The first of two people: nothing counts yet. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(
    request,
    params.personId,
    "legal-qualification:record",
    now,
  );
  const locale = localeFrom(request);
  const t = legalQualificationsText[locale].form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const certificateNumber = read.text("number", t.number, LONGEST);
  const obtainedOn = read.date("obtainedOn", t.obtainedOn);
  const source = read.text("source", t.source, LONGEST);
  const { problems } = read;
  if (!certificateNumber || !obtainedOn || !source || problems.length > 0)
    return data({ typed, problems, refusals: [] }, { status: 422 });
  const entry = { personId, certificateNumber, obtainedOn, source };
  const answer = await inTransaction((tx) => recordLegalQualification(tx, entry, actor.accountId, now));
  if (answer.ok) throw redirect(`${LEGAL_QUALIFICATIONS}?done=recorded`, { status: 303 });
  return data({ typed, problems, refusals: answer.refusals }, { status: 422 });
}

export default function RecordLegalQualification() {
  const { personId, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const people = useText(personnelText);
  const t = useText(legalQualificationsText).form;
  const typed: Record<string, string | undefined> = refused?.typed ?? {};
  const problems = refused?.problems ?? [];
  const field = (at: "number" | "obtainedOn" | "source") => ({
    ...{ name: at, label: t[at], defaultValue: typed[at] },
    errors: problems.filter((one) => one.field === at).map(({ message }) => message),
  });
  return (
    <ActPage
      title={t.title}
      lede={t.lede}
      crumbs={[
        { text: people.title, href: "/people" },
        { text: name, href: `/people/${personId}` },
      ]}
      back={`/people/${personId}`}
      refusals={refused?.refusals}
      problems={problems}
      submit={t.submit}
    >
      <TextField {...field("number")} maxLength={LONGEST} autoComplete="off" figures />
      <TextField {...field("obtainedOn")} hint={t.dateHint} figures />
      <TextField {...field("source")} hint={t.sourceHint} maxLength={LONGEST} />
    </ActPage>
  );
}
